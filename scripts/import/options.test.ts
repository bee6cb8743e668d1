import { importOptions } from './options';

test('what is said, and what is so unless it is said', () => {
  expect(
    importOptions(['a.csv', '--map', 'phone=Telefon', '--map', 'participant=', '--set', 'notify_window=48,2']),
  ).toMatchObject({
    file: 'a.csv',
    dryRun: false,
    map: new Map([
      ['contact_number', 'Telefon'],
      ['participant', ''],
    ]),
    defaults: { notify_window: '48,2' },
    horizonDays: 180,
    atOnce: 4,
  });
  expect(importOptions(['a.csv'])).toMatchObject({ defaults: { notify_window: '24' } });
  expect(importOptions(['--help'])).toBe('help');
});

test.each([
  [[], /Which file/],
  [['a.csv', 'b.csv'], /One file at a time: b.csv/],
  [['a.csv', '--tiem-zone', 'UTC'], /--tiem-zone/],
  [['a.csv', '--time-zone', 'New York'], /there is none/],
  [['a.csv', '--default-country', 'USA'], /two letters/],
  [['a.csv', '--dates', 'ymd'], /dmy or mdy/],
  [['a.csv', '--map', 'fone=x'], /--map fone=x/],
  [['a.csv', '--set', 'phone=x'], /each line has its own/],
  [['a.csv', '--at-once', '200'], /1 to 20/],
])('%j is wrong', (args, message) => expect(() => importOptions(args)).toThrow(message));
