import { startOptions } from './options';

test('settings of the Functions are given by name, several at once', () => {
  const { settings } = startOptions(['--set', 'RESCHEDULE=true', '--set', 'ORG_NAME=A=B & C']);
  expect(settings).toEqual({ RESCHEDULE: 'true', ORG_NAME: 'A=B & C' });
  expect(startOptions([]).settings).toEqual({});
});

test.each(['RESCHEDULE', '=true', 'reschedule=true'])('--set %s is refused', (text) => {
  expect(() => startOptions(['--set', text])).toThrow(`--set is ${text}; it must be like`);
});
