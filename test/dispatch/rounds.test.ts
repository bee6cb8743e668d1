import { available, cancel, request, unavailable } from '../../src/dispatch';
import type { E164 } from '../../src/phone';
import { countRounds } from './model/rounds';

// What a command costs in sequential rounds of calls: until both have heard, and until the Function ends.

test('1, matched: both have heard after 4 rounds', async () => {
  const counted = await countRounds({ available: 1 }, (frontdesk, { receiver }) => request(frontdesk, receiver));
  expect(counted).toMatchObject({ outcome: { kind: 'matched' }, untilHeard: 4, untilEnd: 6 });
});

test('1, waiting: 4 rounds', async () => {
  const counted = await countRounds({ available: 0 }, (frontdesk, { receiver }) => request(frontdesk, receiver));
  expect(counted).toMatchObject({ outcome: { kind: 'waiting', place: 1 }, untilEnd: 4 });
});

test('0 in a session: both have heard after 4 rounds', async () => {
  const counted = await countRounds({ available: 1, matched: true }, (frontdesk, { receiver }) =>
    cancel(frontdesk, receiver),
  );
  expect(counted).toMatchObject({ outcome: { kind: 'cancelled' }, untilHeard: 4, untilEnd: 6 });
});

test('!available: 4 rounds', async () => {
  const counted = await countRounds({ available: 0 }, (frontdesk, { provider }) => available(frontdesk, provider));
  expect(counted).toMatchObject({ outcome: { kind: 'available', matched: false }, untilEnd: 4 });
});

test('!unavailable: 3 rounds', async () => {
  const counted = await countRounds({ available: 1 }, (frontdesk, { provider }) => unavailable(frontdesk, provider));
  expect(counted).toMatchObject({ outcome: { kind: 'unavailable' }, untilEnd: 3 });
});

test.each([1, 30, 100])(
  'of %i available providers, the one who is idle for the longest time is asked',
  async (count) => {
    const counted = await countRounds({ available: count }, (frontdesk, { receiver }) => request(frontdesk, receiver));
    expect(counted).toMatchObject({ untilHeard: 4, asked: '+12025552000' });
  },
);

test('with a thousand available providers it costs the same', async () => {
  const counted = await countRounds({ available: 1000 }, (frontdesk, { receiver }) => request(frontdesk, receiver));
  expect(counted).toMatchObject({ untilHeard: 4, untilEnd: 6 });
});

test('thirty who ask at once are connected with thirty providers, within a few rounds', async () => {
  const numbers = Array.from({ length: 30 }, (_, n): E164 => `+${12025553000 + n}`);
  const counted = await countRounds({ available: 30 }, (frontdesk) =>
    Promise.all(numbers.map((number) => request(frontdesk, { number, language: 'en', messageSid: `SM${number}` }))),
  );
  expect(counted.outcome).toEqual(numbers.map(() => ({ kind: 'matched' })));
  expect(new Set(counted.invited).size).toBe(30);
  expect(counted.untilHeard).toBeLessThanOrEqual(10);
});
