import { typedNumber } from './typed-number';

test.each([
  ['(202) 555-0101', '+12025550101'],
  ['202.555.0101', '+12025550101'],
  ['2025550101', '+12025550101'],
  ['+1 202 555 0101', '+12025550101'],
  ['1-202-555-0101', '+12025550101'],
  ['202\u00a0555\u00a00101', '+12025550101'],
  ['+44 20 7946 0000', '+442079460000'],
])('%s is %s', (typed, number) => expect(typedNumber(typed, 'US')).toBe(number));

test.each(['', 'abc', '555-0101', '1-800-FLOWERS', '202555010', '+1', '12', '202 555 0101 ext. 5'])(
  '%s is no number',
  (typed) => expect(typedNumber(typed, 'US')).toBeUndefined(),
);

test('a number without its country is of the country of the desk', () => {
  expect(typedNumber('020 7946 0000', 'GB')).toBe('+442079460000');
});
