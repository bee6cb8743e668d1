import { calling, TwilioCallError, withoutNumbers } from './call-error';
import { logTo } from './log';

const stopped = Object.assign(new Error('The message From/To pair violates a blacklist rule: +12025550101'), {
  status: 400,
  code: 21610,
});

test('a refused call says which call, what was sent and what Twilio answered, without a number', async () => {
  const failed = calling('Messages.create', { to: '+12025550101' }, () => Promise.reject(stopped));
  await expect(failed).rejects.toMatchObject({
    call: 'Messages.create',
    params: { to: '…0101' },
    status: 400,
    code: 21610,
    refused: true,
  });
  await expect(failed).rejects.toThrow(/^Messages.create failed \(21610: .*…0101\)$/);
});

test('a call without an answer is not refused: nobody knows whether it took effect', () => {
  expect(new TwilioCallError('Documents.create', {}, new Error('timeout of 4500ms exceeded')).refused).toBe(false);
});

test('numbers are masked wherever they stand', () => {
  expect(withoutNumbers('provider.12025550111 and +12025550101')).toBe('provider.…0111 and …0101');
  expect(withoutNumbers('Messages.json?To=%2B12025550101&x=1')).toBe('Messages.json?To=…0101&x=1');
  expect(withoutNumbers('arrival-12025550114, stop-12025550115, (+12025550116)')).toBe(
    'arrival-…0114, stop-…0115, (…0116)',
  );
});

test('an id can be looked for in the log, whatever digits are in it', () => {
  for (const id of [
    'SM12345678901234567890123456789012',
    '019abc123456789012345678901234cd',
    '12345678901234567890123456789012',
    '01795248000000-0123456789ab',
    'order-8813985412f247ff7ee1',
    '00001795248000000-SM0123456789012345678901234567890a-x1',
    'https://frontdesk-4653-dev.twil.io/sms/status',
  ])
    expect(withoutNumbers(id)).toBe(id);
});

test('the log is one line of JSON without numbers and secrets', () => {
  const lines: string[] = [];
  const log = logTo((line) => lines.push(line));
  log('text.failed', {
    to: '+12025550101',
    nested: { receivers: ['+12025550102'], apiKey: 'hunter2' },
    error: new TwilioCallError('Messages.create', { to: '+12025550101' }, stopped),
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/12025550|hunter2|\n/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'text.failed', to: '…0101' });
});
