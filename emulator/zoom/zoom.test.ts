import { createWorld, type OwnedWorld } from '../core/create-world';
import type { WebhookAnswer } from '../core/world';
import { createZoom, zoomLimits } from './index';

let world: OwnedWorld;
let zoom: ReturnType<typeof createZoom>;
beforeEach(() => {
  world = createWorld({ frozenAt: '2026-03-01T12:00:00Z' });
  zoom = createZoom(world);
});
afterEach(() => world.stop());

const call = async (method: string, url: string, headers: Record<string, string> = {}, body: unknown = '') => {
  const run = zoom.hosts?.[new URL(url).host];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = (await run?.({ method, url, headers, body: text })) as WebhookAnswer;
  return { status: answer.status, body: answer.body === '' ? undefined : JSON.parse(answer.body) };
};
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const tokenUrl = 'https://zoom.us/oauth/token?grant_type=account_credentials&account_id=acc';
const token = async () => {
  const { body } = await call('POST', tokenUrl, basic('id:secret'));
  return { authorization: `Bearer ${body.access_token}` };
};
const meetingsUrl = 'https://api.zoom.us/v2/users/me/meetings';

test('a token is given to any client for an account, from the query or a form, and lasts an hour of the clock', async () => {
  expect(await call('POST', tokenUrl, basic('id:secret'))).toMatchObject({
    status: 200,
    body: { token_type: 'bearer', expires_in: 3600 },
  });
  const byForm = await call(
    'POST',
    'https://zoom.us/oauth/token',
    basic('id:s'),
    'grant_type=account_credentials&account_id=a',
  );
  expect(byForm.status).toBe(200);

  const authorization = await token();
  await world.clock.moveTo(world.clock.now() + zoomLimits.tokenSeconds * 1000 - 1);
  expect((await call('POST', meetingsUrl, authorization, {})).status).toBe(201);
  await world.clock.moveTo(world.clock.now() + 1);
  expect(await call('POST', meetingsUrl, authorization, {})).toEqual({
    status: 401,
    body: { code: 124, message: 'Access token is expired.' },
  });
});

test.each([
  ['no client', tokenUrl, {}, 'invalid_client'],
  ['an empty secret', tokenUrl, basic('id:'), 'invalid_client'],
  [
    'another grant',
    'https://zoom.us/oauth/token?grant_type=password&account_id=a',
    basic('a:b'),
    'unsupported_grant_type',
  ],
  ['no account', 'https://zoom.us/oauth/token?grant_type=account_credentials', basic('a:b'), 'invalid_request'],
])('no token for %s', async (_, url, headers, error) => {
  expect(await call('POST', url, headers)).toMatchObject({ status: 400, body: { error } });
});

test('a meeting is made, found, changed, ended and deleted', async () => {
  const authorization = await token();
  const made = await call('POST', meetingsUrl, authorization, {
    topic: 'Match',
    type: 1,
    settings: { waiting_room: true, join_before_host: false },
  });
  expect(made.status).toBe(201);
  const { id, password, join_url: joinUrl } = made.body;
  expect(made.body).toMatchObject({
    topic: 'Match',
    type: 1,
    settings: { waiting_room: true, join_before_host: false },
  });
  expect(joinUrl).toBe(`https://zoom.us/j/${id}?pwd=${password}`);

  const url = `https://api.zoom.us/v2/meetings/${id}`;
  expect((await call('PATCH', url, authorization, { topic: 'Other' })).status).toBe(204);
  expect((await call('GET', url, authorization)).body).toMatchObject({
    id,
    topic: 'Other',
    password,
    status: 'waiting',
  });
  expect((await call('PUT', `${url}/status`, authorization, { action: 'end' })).status).toBe(204);
  expect((await call('GET', url, authorization)).body.status).toBe('ended');
  expect((await call('DELETE', url, authorization)).status).toBe(204);
  expect(await call('DELETE', url, authorization)).toEqual({
    status: 404,
    body: { code: 3001, message: `Meeting does not exist: ${id}.` },
  });
});

test('meetings are distinct', async () => {
  const authorization = await token();
  const links = new Set<string>();
  for (let i = 0; i < 20; i += 1) links.add((await call('POST', meetingsUrl, authorization, {})).body.join_url);
  expect(links.size).toBe(20);
});

test('without a token nothing is done', async () => {
  expect(await call('POST', meetingsUrl, {}, {})).toEqual({
    status: 401,
    body: { code: 124, message: 'Invalid access token.' },
  });
  expect((await call('POST', meetingsUrl, { authorization: 'Bearer x' }, {})).status).toBe(401);
});

test.each([
  ['POST', meetingsUrl, 'not json', 400, 300],
  ['POST', meetingsUrl, { topic: 'x'.repeat(201) }, 400, 300],
  ['POST', meetingsUrl, { password: 'x'.repeat(11) }, 400, 300],
  ['POST', meetingsUrl, { start_time: 'soon' }, 400, 300],
  ['GET', 'https://api.zoom.us/v2/meetings/1', '', 404, 3001],
  ['GET', 'https://api.zoom.us/v2/nothing', '', 404, 2300],
] as const)('%s %s with %j is refused', async (method, url, body, status, code) => {
  expect(await call(method, url, await token(), body)).toMatchObject({ status, body: { code } });
});

test('a user has 100 meetings a day, and the next day again', async () => {
  const authorization = await token();
  for (let i = 0; i < zoomLimits.meetingsPerUserAndDay; i += 1) {
    expect((await call('POST', meetingsUrl, authorization, {})).status).toBe(201);
  }
  expect(await call('POST', meetingsUrl, authorization, {})).toMatchObject({ status: 429, body: { code: 429 } });
  await world.clock.moveTo(Date.parse('2026-03-02T00:00:00Z'));
  expect((await call('POST', meetingsUrl, await token(), {})).status).toBe(201);
});
