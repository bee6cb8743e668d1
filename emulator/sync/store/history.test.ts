import type { ItemEvent } from './events';
import { createHistory } from './history';

const event = (id: number, change: ItemEvent['change'], key = `k${id}`): ItemEvent => ({
  kind: 'map',
  objectSid: 'MP',
  serviceSid: 'IS',
  id,
  date: 0,
  change,
  key,
  data: {},
  itemRevision: String(id),
  revision: String(id + 1),
  dateExpires: null,
});
const idsOf = (events: readonly { id: number }[] | undefined) => events?.map(({ id }) => id);

test('recent events are told whole, as far back as they are asked for', () => {
  const history = createHistory(-1);
  for (const id of [0, 1, 2]) history.add(event(id, 'item-updated'));
  expect(idsOf(history.since(-1, () => []))).toEqual([0, 1, 2]);
  expect(idsOf(history.since(1, () => []))).toEqual([2]);
  expect(idsOf(history.since(2, () => []))).toEqual([]);
});

test('who knows more than there was is told to read anew', () => {
  expect(createHistory(5).since(6, () => [])).toBeUndefined();
});

test('what happened before this start is not known; who was up to date then goes on', () => {
  const history = createHistory(5);
  history.add(event(6, 'item-added'));
  expect(idsOf(history.since(5, () => []))).toEqual([6]);
  expect(history.since(4, () => [])).toBeUndefined();
});

test('beyond the recent events removals are remembered, and the rest is told from what is there', () => {
  const history = createHistory(-1, { recentEvents: 2, removedKeys: 2 });
  history.add(event(0, 'item-added', 'a'));
  history.add(event(1, 'item-removed', 'a'));
  history.add(event(2, 'item-added', 'b'));
  history.add(event(3, 'item-removed', 'b'));
  history.add(event(4, 'item-added', 'b')); // again
  history.add(event(5, 'item-added', 'c'));
  history.add(event(6, 'item-added', 'd'));
  history.add(event(7, 'item-added', 'e'));
  const surviving = () => [4, 5, 6, 7].map((id) => event(id, 'item-updated'));
  expect(idsOf(history.since(0, surviving))).toEqual([1, 4, 5, 6, 7]);
});

test('when even the removals are too many, the client has to read anew', () => {
  const history = createHistory(-1, { recentEvents: 1, removedKeys: 1 });
  for (const id of [0, 1, 2, 3]) history.add(event(id, 'item-removed'));
  expect(history.since(-1, () => [])).toBeUndefined();
  expect(history.since(3, () => [])).toEqual([]);
});
