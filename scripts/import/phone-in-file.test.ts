import { readPhone } from './phone-in-file';

const phoneOf = (text: string, country?: string) => {
  const read = readPhone(text, country);
  return read.kind === 'phone' ? read.phone : undefined;
};

test.each([
  ['12025550123', undefined, '+12025550123'],
  ['+1 (202) 555-0123', undefined, '+12025550123'],
  ['0044 7911 123456', undefined, '+447911123456'],
  ['tel:+1-202-555-0123', undefined, '+12025550123'],
  ["'+12025550123", undefined, '+12025550123'],
  ['(202) 555-0123', 'US', '+12025550123'],
  ['07911 123456', 'GB', '+447911123456'],
  ['2025550123', undefined, undefined],
  ['12025550123', 'DE', '+4912025550123'],
  ['+1202555012', 'US', undefined],
  ['1-800-FLOWERS', 'US', undefined],
  ['1.20256E+10', 'US', undefined],
  ['', 'US', undefined],
])('%j in %s', (text, country, phone) => expect(phoneOf(text, country)).toBe(phone));

test('a number that a spreadsheet has rounded is not taken for one that is merely wrong', () => {
  expect(readPhone('1.20256E+10', 'US')).toMatchObject({ message: expect.stringMatching(/rounded by a spreadsheet/) });
});
