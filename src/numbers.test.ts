import metadata from 'libphonenumber-js/metadata.min.json';
import { nationalLengths } from './national-lengths';
import { exactNumber, senderNumber } from './numbers';

test.each(['+12025550102', ' +12025550102 ', '+4915112345678', '+34612345678'])('%s is an exact number', (text) =>
  expect(exactNumber(text)).toBe(text.trim()),
);
test.each([
  '2025550102',
  '12025550102',
  '+1 (202) 555-0102',
  '+1202555010',
  '+120255501021',
  'letters',
  '',
  '12',
  '+999999999999999999',
  '+12025550102 thanks',
])('%s is not', (text) => expect(exactNumber(text)).toBeUndefined());

test('a short code or a name is a sender that nobody can answer', () => {
  expect(senderNumber('+12025550102')).toBe('+12025550102');
  expect(senderNumber('72645')).toBeUndefined();
  expect(senderNumber('BANK')).toBeUndefined();
});

test('knows the lengths that libphonenumber knows', () => {
  const known: Record<string, number[]> = {};
  const add = (code: string, lengths: readonly number[]) => {
    known[code] = [...new Set([...(known[code] ?? []), ...lengths])].sort((a, b) => a - b);
  };
  for (const country of Object.values(metadata.countries)) add(country[0] as string, country[3] as number[]);
  for (const [code, region] of Object.entries(metadata.nonGeographic)) add(code, region[3] as number[]);
  expect(Object.fromEntries(nationalLengths())).toEqual(known);
});

test('no calling code is the beginning of another', () => {
  const codes = [...nationalLengths().keys()];
  expect(codes.filter((code) => codes.some((other) => other !== code && other.startsWith(code)))).toEqual([]);
});
