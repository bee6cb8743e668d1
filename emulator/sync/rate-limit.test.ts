import { rateLimits } from './limits';
import { createRateLimiter, tokensFor } from './rate-limit';

const failure = expect.objectContaining({ status: 429, code: 54009, message: 'Rate limit exceeded for write-map-MP1' });
const burst = rateLimits.burstSeconds * rateLimits.perSecond.write;

test('ten seconds of calls may come at once, and then as many as time allows', () => {
  let nowMs = 0;
  const limit = createRateLimiter(() => nowMs);
  const write = () => limit('write', 'map', 'MP1');
  for (let n = 0; n < burst; n += 1) write();
  expect(write).toThrow(failure);
  nowMs += 49;
  expect(write).toThrow(failure);
  nowMs += 1; // a twentieth of a second
  write();
  expect(write).toThrow(failure);
  nowMs += 3_600_000;
  for (let n = 0; n < burst; n += 1) write();
  expect(write).toThrow(failure);
});

test('each object is counted apart, and reads apart from writes', () => {
  const limit = createRateLimiter(() => 0);
  for (let n = 0; n < burst; n += 1) limit('write', 'map', 'MP1');
  expect(() => limit('write', 'map', 'MP1')).toThrow(failure);
  limit('write', 'map', 'MP2');
  limit('read', 'map', 'MP1');
});

test('large writes weigh more: from 10 KiB on two a second are left', () => {
  expect([0, 1, 1024, 1025, 9 * 1024, 10 * 1024, 16 * 1024].map(tokensFor)).toEqual([1, 1, 1, 2, 9, 10, 10]);
  const limit = createRateLimiter(() => 0);
  const large = () => limit('write', 'map', 'MP1', 10 * 1024);
  for (let n = 0; n < burst / 10; n += 1) large();
  expect(large).toThrow(failure);
});
