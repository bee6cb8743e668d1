import { answerTo, engaged, freed, isAvailable, isEngaged, takeOffDuty, withAnswer } from './provider-state';
import type { ProviderState } from './states';

const minute = 60_000;
const provider: ProviderState = {
  number: '+12025550111',
  language: 'en',
  approval: 'approved',
  subscribed: true,
  duty: 'available',
  sinceMs: 1000,
  availableSid: 'SMavailable',
};
const serving = engaged(provider, 'key', '+12025550101', 5000);

test('an engagement lasts as long as a session, to the millisecond', () => {
  expect(isEngaged(serving, 5000 + 30 * minute, 30)).toBe(true);
  expect(isEngaged(serving, 5001 + 30 * minute, 30)).toBe(false);
});

test('a provider who is freed keeps their place in the pool', () => {
  expect(freed(serving, 'available')).toMatchObject({ duty: 'available', sinceMs: 1000, engagement: undefined });
  expect(freed(serving, 'off').duty).toBe('off');
});

test('whoever is taken off duty in a session goes on with it, and is not in the pool afterwards', () => {
  const taken = takeOffDuty({ ...serving, subscribed: false });
  expect(taken).toMatchObject({ duty: 'engaged', engagement: { key: 'key' } });
  expect(freed(taken, 'available').duty).toBe('off');
  expect(freed({ ...taken, subscribed: true }, 'available').duty).toBe('off');
});

test('whoever is taken off duty outside of a session is off at once', () => {
  expect(takeOffDuty(provider).duty).toBe('off');
});

test.each([
  ['denied', { ...provider, approval: 'denied' as const }],
  ['not subscribed', { ...provider, subscribed: false }],
  ['off', { ...provider, duty: 'off' as const }],
])('a provider who is %s is never available', (_, state) => {
  expect(isAvailable(state)).toBe(false);
});

test('a text is answered twice in the same way, as long as it can come again', () => {
  let state = withAnswer(provider, 'SM1', 'available');
  expect(answerTo(state, 'SM1')).toBe('available');
  for (const sid of ['SM2', 'SM3', 'SM4', 'SM5', 'SM6']) state = withAnswer(state, sid, 'done');
  expect(answerTo(state, 'SM1')).toBeUndefined();
  expect(answerTo(state, 'SM2')).toBe('done');
});
