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
