import { type Intention, parse } from './parse';

const command = (name: string, argument = '') => ({ kind: 'command', command: name, argument });
const table: readonly [string, Intention | ReturnType<typeof command>][] = [
  ['1', { kind: 'request' }],
  [' 1 \n', { kind: 'request' }],
  ['"1"', { kind: 'request' }],
  ['1.', { kind: 'request' }],
  ['１', { kind: 'request' }],
  ['One', { kind: 'request' }],
  ['0', { kind: 'cancel' }],
  ['zero', { kind: 'cancel' }],
  ['11', { kind: 'words' }],
  ['1 please', { kind: 'words' }],
  ['10', { kind: 'words' }],
  ['', { kind: 'words' }],
  ['hello', { kind: 'words' }],
  ['showall', { kind: 'words' }],
  ['please !approve +12025550103 thanks', { kind: 'words' }],
  ['!subscribe', command('subscribe')],
  ['  !SubScribe ', command('subscribe')],
  ['! subscribe', command('subscribe')],
  ['!subscribe!', command('subscribe')],
  ['!SHOWALL', command('showall')],
  ['!showall pending 2', command('showall', 'pending 2')],
  ['!approve +12025550123', command('approve', '+12025550123')],
  ['!approve+12025550123', command('approve', '+12025550123')],
  ['!Approve 2025550102', command('approve', '2025550102')],
  ['!approve', command('approve')],
  ['!name Ana Diaz', command('name', 'Ana Diaz')],
  ['!name  Ana\nDiaz', command('name', 'Ana\nDiaz')],
  ['!lang es', command('lang', 'es')],
  ['!off', command('unavailable')],
  ['!foo', { kind: 'unknown-command' }],
  ['!', { kind: 'unknown-command' }],
  ['!subscribed', { kind: 'unknown-command' }],
  ['!constructor', { kind: 'unknown-command' }],
  ['!__proto__', { kind: 'unknown-command' }],
];

test.each(table)('%j', (body, intention) => {
  expect(parse(body)).toEqual(intention);
});
