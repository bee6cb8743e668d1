import { type Items, isNewer, withItem, withoutItem } from './items';

test('revisions grow as numbers do', () => {
  expect(isNewer('100', 'ff')).toBe(true);
  expect(isNewer('ff', '100')).toBe(false);
  expect(isNewer('0a', 'a')).toBe(false);
  expect(isNewer('b', '0a')).toBe(true);
});

test('the newest is kept, in whatever order it comes', () => {
  const none: Items<string> = new Map();
  const newer = withItem(none, { key: 'k', revision: 'b', data: 'new' });
  expect(withItem(newer, { key: 'k', revision: 'a', data: 'old' })).toBe(newer);
  expect(withItem(newer, { key: 'k', revision: 'b', data: 'same' })).toBe(newer);
  expect(withItem(newer, { key: 'k', revision: 'c', data: 'newest' }).get('k')?.data).toBe('newest');
});

test('what is removed twice is gone once', () => {
  const items: Items<string> = new Map([['k', { key: 'k', revision: '1', data: 'x' }]]);
  const rest = withoutItem(items, 'k');
  expect(rest.size).toBe(0);
  expect(withoutItem(rest, 'k')).toBe(rest);
});
