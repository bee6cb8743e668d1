import { cut, short } from './format';

test.each([
  ['Cyrus', 5, 'Cyrus'],
  ['Cyrus', 4, 'Cyru'],
  ['👍👍', 3, '👍'],
  ['👍👍', 4, '👍👍'],
  ['👍', 1, ''],
])('%s cut to %d is %s', (text, atMost, left) => expect(cut(text, atMost)).toBe(left));

test('a short name says that it was longer, and has no half of an emoji', () => {
  expect(short('Cyrus of the long name', 8)).toBe('Cyrus o.');
  expect(short('👍'.repeat(20), 30)).toBe(`${'👍'.repeat(14)}.`);
});
