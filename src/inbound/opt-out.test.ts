import { optOutOf, optOutWords } from './opt-out';

test.each([...optOutWords, 'stop', ' Stop \n'])('%s is an opt-out', (body) => expect(optOutOf(body)).toBe('stop'));
test.each(['START', 'unstop'])('%s is an opt-in', (body) => expect(optOutOf(body)).toBe('start'));
test.each(['stop please', 'Cancel my 3 pm', '!unsubscribe', 'yes', '', '0'])('%s is neither', (body) =>
  expect(optOutOf(body)).toBeUndefined(),
);
