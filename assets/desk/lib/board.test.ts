import type { Order } from '../../../src/desk/contract';
import { boardOf, type Card, carOf, hasUnreadText, isFound, lastFactOf } from './board';

const order = (change: Partial<Order> = {}): Order => ({
  kind: 'order',
  number: '41',
  name: 'Cyrus',
  phone: '+12025550114',
  language: 'en',
  placedAt: '2026-11-21T12:00:00.000Z',
  texts: {},
  actions: [],
  ...change,
});

const card = (key: string, change: Partial<Order> = {}): Card => ({ key, revision: '1', data: order(change) });
const at = (minute: number) => `2026-11-21T12:${String(minute).padStart(2, '0')}:00.000Z`;
const keys = (cards: readonly Card[]) => cards.map(({ key }) => key);

describe('the board', () => {
  test('a card stands where staff do something next about it', () => {
    const { here, ready, preparing, closed } = boardOf([
      card('preparing'),
      card('ready', { readyAt: at(1) }),
      card('here', { arrivedAt: at(2) }),
      card('here and ready', { arrivedAt: at(3), readyAt: at(1) }),
      card('gone', { collectedAt: at(4) }),
      card('off', { cancelledAt: at(5) }),
    ]);
    expect([here, ready, preparing, closed].map(keys)).toEqual([
      ['here', 'here and ready'],
      ['ready'],
      ['preparing'],
      ['off', 'gone'],
    ]);
  });

  test('who waits longest is on top, but a new arrival is above until somebody has seen it', () => {
    const { here } = boardOf([
      card('seen late', { arrivedAt: at(5), seenAt: at(6) }),
      card('seen early', { arrivedAt: at(1), seenAt: at(2) }),
      card('new', { arrivedAt: at(9) }),
    ]);
    expect(keys(here)).toEqual(['new', 'seen early', 'seen late']);
  });
});

describe('a search', () => {
  const found = order({ name: 'Zoë Müller', carMake: 'red Volvo', carLicense: '8ABC 123' });
  test.each(['zoe', 'MULLER', '41', '8abc123', 'abc-12', 'volvo', '0114', ' '])('%j finds it', (text) => {
    expect(isFound(found, text)).toBe(true);
  });
  test.each(['42', 'cyrus', '9abc', '14', 'saab'])('%j does not', (text) => {
    expect(isFound(found, text)).toBe(false);
  });
});

test('what is taken back first is what happened last', () => {
  expect(lastFactOf(order())).toBeUndefined();
  expect(lastFactOf(order({ arrivedAt: at(1), readyAt: at(2) }))).toBe('readyAt');
  expect(lastFactOf(order({ arrivedAt: at(3), readyAt: at(2) }))).toBe('arrivedAt');
  expect(lastFactOf(order({ arrivedAt: at(3), collectedAt: at(4) }))).toBe('collectedAt');
});

test('a text is unread until it was read after it came', () => {
  expect(hasUnreadText(order())).toBe(false);
  expect(hasUnreadText(order({ wroteAt: at(2) }))).toBe(true);
  expect(hasUnreadText(order({ wroteAt: at(2), readAt: at(1) }))).toBe(true);
  expect(hasUnreadText(order({ wroteAt: at(2), readAt: at(3) }))).toBe(false);
});

test('the car is told as the customer wrote it', () => {
  expect(carOf(order({ inCar: true, carMake: '<img onerror>', carLicense: 'X1' }))).toBe('<img onerror> · X1');
  expect(carOf(order({ inCar: true }))).toBe('in a car');
  expect(carOf(order({ inCar: false, carMake: 'old' }))).toBe('on foot');
  expect(carOf(order())).toBeUndefined();
});
