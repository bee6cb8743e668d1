import { type Bench, createBench, type Source } from '../testing/bench';

const echo = `exports.handler = (context, event, callback) => {
  const { request, ...rest } = event;
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', 'application/json');
  response.setBody({ event: rest, headers: request && request.headers, cookies: request && request.cookies, path: context.PATH, domain: context.DOMAIN_NAME,
    color: context.COLOR, env: process.env.COLOR, service: context.SERVICE_SID, account: context.ACCOUNT_SID, secret: process.env.EMULATOR_SECRET });
  callback(null, response);
};`;
const functions: Source[] = [
  { path: '/echo', content: echo },
  { path: '/guarded', content: echo, visibility: 'protected' },
  { path: '/hidden', content: echo, visibility: 'private' },
];

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
  process.env.EMULATOR_SECRET = 'never seen by Functions';
  await bench.deploy({ functions, variables: { COLOR: 'blue' } });
});
afterAll(() => bench.stop());

test('a Function sees query, form, headers and its variables, and nothing of the machine', async () => {
  const answer = await bench.call('/echo?a=1&b=2', { form: { b: '3' }, headers: { 'X-Real-Ip': '1', 'X-Mine': 'x' } });
  expect(answer.status).toBe(200);
  const seen = await answer.json();
  expect(seen.event).toEqual({ a: '1', b: '3' });
  expect(seen).toMatchObject({ color: 'blue', env: 'blue', path: '/echo', domain: bench.serverless.domain() });
  expect(seen.secret).toBeUndefined();
  expect(seen.account).toMatch(/^AC/);
});
