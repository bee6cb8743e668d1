import { isOpen, isSettled, isUnrecorded, mayPair, newRequest, passedOn, wasEarlier } from './request-state';
import type { Intent, ProviderState, RequestState } from './states';

const minute = 60_000;
const day = Date.parse('2026-03-12T00:00:00Z');
const noon = day + 12 * 60 * minute;

const intent = (messageSid: string, atMs: number) =>
  ({
    kind: 'request',
    key: `${atMs}-${messageSid}`,
    receiver: '+12025550101',
    language: 'en',
    messageSid,
    atMs,
  }) satisfies Intent;
const waiting = newRequest(undefined, intent('SM1', noon));
const matched: RequestState = {
  ...waiting,
  state: 'matched',
  provider: '+12025550111',
  matchedAtMs: noon,
  meeting: { url: 'https://meet/1', kind: 'own' },
};
const ended: RequestState = { ...matched, state: 'cancelled', endedAtMs: noon + minute, freed: true };

test('a session is open for thirty minutes, and not a millisecond longer', () => {
  expect(isOpen(matched, noon + 30 * minute, 30)).toBe(true);
  expect(isOpen(matched, noon + 30 * minute + 1, 30)).toBe(false);
});

test('requests are counted by the day', () => {
  const second = newRequest(waiting, intent('SM2', noon + minute));
  expect(second.countOfDay).toBe(2);
  expect(newRequest(second, intent('SM3', day + 24 * 60 * minute)).countOfDay).toBe(1);
});

test('a text that came while a session was on asks for nothing new, one that came after it does', () => {
  const later = noon + 10 * minute;
  expect(isUnrecorded(ended, intent('SM2', noon + 30_000), later, 30)).toBe(false);
  expect(isUnrecorded(ended, intent('SM2', noon + 2 * minute), later, 30)).toBe(true);
  expect(isUnrecorded(matched, intent('SM2', noon + 2 * minute), later, 30)).toBe(false);
  expect(isUnrecorded(matched, intent('SM2', noon + 31 * minute), noon + 32 * minute, 30)).toBe(true);
});

test('an intent that was written a moment ago is never in the way', () => {
  const young = intent('SM2', noon + 30_000);
  expect(isSettled(ended, young, noon + 31_000, 30)).toBe(false);
  expect(isSettled(ended, young, noon + 60_000, 30)).toBe(true);
});

test('the own intent of a request goes when both were told, or all are free', () => {
  expect(isSettled(matched, intent('SM1', noon), noon, 30)).toBe(false);
  expect(isSettled({ ...matched, told: true }, intent('SM1', noon), noon, 30)).toBe(true);
  expect(isSettled({ ...ended, freed: false }, intent('SM1', noon), noon, 30)).toBe(false);
  expect(isSettled(ended, intent('SM1', noon), noon, 30)).toBe(true);
});

test('a request that is passed on keeps its place and avoids only that availability of the provider', () => {
  const back = passedOn(matched, 'SMavailable');
  expect(back).toMatchObject({ state: 'waiting', key: matched.key });
  expect(back.provider).toBeUndefined();
  const provider: ProviderState = {
    number: '+12025550111',
    language: 'en',
    approval: 'approved',
    subscribed: true,
    duty: 'available',
    availableSid: 'SMavailable',
  };
  expect(mayPair(back, provider)).toBe(false);
  expect(mayPair(back, { ...provider, availableSid: 'SMlater' })).toBe(true);
  expect(mayPair(back, { ...provider, availableSid: 'SMlater', number: back.receiver })).toBe(false);
});

test('the texts of earlier requests are known', () => {
  const second = newRequest(ended, intent('SM2', noon + 5 * minute));
  const third = newRequest(second, intent('SM3', noon + 6 * minute));
  expect(wasEarlier(third, 'SM1')).toBe(true);
  expect(wasEarlier(third, 'SM3')).toBe(false);
});
