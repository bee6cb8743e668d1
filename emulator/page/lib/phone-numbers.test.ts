import { maskNumber, nextNumber, parseNumber, spaceNumber } from './phone-numbers';

test('a number is read as people write it, with its country code', () => {
  expect(parseNumber(' +1 (500) 555-0113 ')).toBe('+15005550113');
  expect(parseNumber('+49 30 1234567')).toBe('+49301234567');
});

test.each(['', '5005550113', '+0123456789', '+1500', '+1500555011x', '+1234567890123456'])(
  '%j is no number',
  (typed) => {
    expect(parseNumber(typed)).toBeUndefined();
  },
);

test('a masked number shows its last four digits alone', () => {
  expect(maskNumber('+15005550113')).toBe('•••• 0113');
  expect(spaceNumber('+15005550113')).toBe('+1 500 555 0113');
});

test('the next number is free', () => {
  expect(nextNumber(['+15005550113', '+15005550110', 'nonsense'])).toBe('+15005550114');
  expect(nextNumber([])).toBe('+15005550101');
});
