import { createMeetings, forgetToken, type HttpRequest, meetingTimeoutMs, type ZoomRequest } from './meetings';

const zoom = { accountId: 'account', clientId: 'client', clientSecret: 'secret' };
const rules = { zoom, fixedRoomUrl: 'https://room.example', serviceMinutes: 30, topic: 'Frontdesk' };

let nowMs = 0;
const clock = { nowMs: () => nowMs };
let requests: ZoomRequest[] = [];

/** Zoom as far as we use it; each answer can be another one. */
const answering =
  (answers: { token?: number; meeting?: number | (() => number) } = {}): HttpRequest =>
  async (request) => {
    requests.push(request);
    if (request.uri.includes('/oauth/token')) {
      return { statusCode: answers.token ?? 200, body: { access_token: `token-${requests.length}`, expires_in: 3600 } };
    }
    const status = typeof answers.meeting === 'function' ? answers.meeting() : (answers.meeting ?? 201);
    return { statusCode: status, body: { join_url: `https://zoom.us/j/${requests.length}` } };
  };
const tokens = () => requests.filter(({ uri }) => uri.includes('token')).length;

beforeEach(() => {
  forgetToken();
  requests = [];
  nowMs = 0;
});

test('each match has a meeting of its own, with a waiting room, and the token is fetched once', async () => {
  const meetings = createMeetings(rules, answering(), clock, () => undefined);
  const first = await meetings.create();
  const second = await meetings.create();
  expect(first).toMatchObject({ kind: 'own' });
  expect(first.url).not.toBe(second.url);
  expect(tokens()).toBe(1);
  expect(requests.at(-1)?.data).toMatchObject({ settings: { waiting_room: true } });
});

test('a token that is about to end is fetched anew', async () => {
  const meetings = createMeetings(rules, answering(), clock, () => undefined);
  await meetings.create();
  nowMs = 3_539_000;
  await meetings.create();
  expect(tokens()).toBe(1);
  nowMs = 3_541_000;
  await meetings.create();
  expect(tokens()).toBe(2);
});

test('a token that was revoked is replaced once', async () => {
  let refusals = 1;
  const meetings = createMeetings(
    rules,
    answering({ meeting: () => (refusals-- > 0 ? 401 : 201) }),
    clock,
    () => undefined,
  );
  expect(await meetings.create()).toMatchObject({ kind: 'own' });
  expect(tokens()).toBe(2);
});

test.each([
  ['refuses the token', answering({ token: 400 })],
  ['refuses the meeting', answering({ meeting: 429 })],
  ['cannot be reached', () => Promise.reject(new Error('ECONNREFUSED'))],
])('the fixed room serves when Zoom %s', async (_, request) => {
  const logged: string[] = [];
  const meetings = createMeetings(rules, request, clock, (event) => logged.push(event));
  expect(await meetings.create()).toEqual({ url: 'https://room.example', kind: 'fixed' });
  expect(logged).toEqual(['zoom.meeting.failed']);
});

test('the fixed room serves when Zoom does not answer in time', async () => {
  jest.useFakeTimers();
  try {
    const meetings = createMeetings(
      rules,
      () => new Promise(() => undefined),
      clock,
      () => undefined,
    );
    const created = meetings.create();
    await jest.advanceTimersByTimeAsync(meetingTimeoutMs);
    expect(await created).toMatchObject({ kind: 'fixed' });
  } finally {
    jest.useRealTimers();
  }
});

test('without Zoom nothing is asked', async () => {
  const meetings = createMeetings({ ...rules, zoom: undefined }, answering(), clock, () => undefined);
  expect(await meetings.create()).toMatchObject({ kind: 'fixed' });
  expect(requests).toEqual([]);
});
