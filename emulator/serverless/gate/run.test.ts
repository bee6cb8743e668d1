import { type Bench, createBench, type Source } from '../testing/bench';

const functions: Source[] = [
  {
    path: '/held',
    content: `exports.handler = (context, event, callback) => (process.held ??= []).push(callback);`,
  },
  {
    path: '/release',
    content: `exports.handler = (context, event, callback) => {
      for (const answer of process.held.splice(0)) answer(null, 'done');
      callback(null, 'released');
    };`,
  },
  { path: '/silent', content: 'exports.handler = () => undefined;' },
  { path: '/spin', content: 'exports.handler = () => { for (;;); };' },
  {
    path: '/says',
    content: `exports.handler = async (context, event, callback) => {
      console.log('first', { a: 1 });
      await new Promise((resolve) => setTimeout(resolve, 5));
      console.warn('second');
      console.error('third %s', event.word);
      callback(null, 'said');
    };`,
  },
  {
    path: '/time',
    content: `exports.handler = (context, event, callback) =>
      callback(null, { now: Date.now(), date: new Date().toISOString(), text: Date(), isDate: new Date() instanceof Date, fixed: new Date(0).getTime() });`,
  },
  { path: '/throws', content: `exports.handler = () => { throw new Error('thrown'); };` },
  { path: '/rejects', content: `exports.handler = async () => { throw new Error('rejected'); };` },
  {
    path: '/stray',
    content: `exports.handler = (context, event, callback) => { Promise.reject(new Error('strayed')); };`,
  },
  {
    path: '/late-throw',
    content: `exports.handler = () => { setTimeout(() => { throw new Error('thrown later'); }, 1); };`,
  },
  { path: '/exits', content: 'exports.handler = () => process.exit(3);' },
  {
    path: '/twice',
    content: `exports.handler = (context, event, callback) => { callback(null, 'one'); callback(null, 'two'); };`,
  },
  { path: '/broken', content: 'this is no JavaScript' },
  { path: '/relative', content: `const other = require('../src/other'); exports.handler = other;` },
  { path: '/sibling', content: `const other = require('./says'); exports.handler = other.handler;` },
  {
    path: '/undeclared',
    content: `exports.handler = (context, event, callback) => callback(null, Object.keys(require('dotenv')));`,
  },
  {
    path: '/by-runtime',
    content: `exports.handler = (context, event, callback) => {
      const { handler } = require(Runtime.getFunctions()['says'].path);
      handler(context, { word: 'inner' }, () => callback(null, 'outer'));
    };`,
  },
  {
    path: '/twiml',
    content: `exports.handler = (context, event, callback) => {
      const twiml = new Twilio.twiml.MessagingResponse();
      twiml.message('Hi');
      callback(null, twiml);
    };`,
  },
  {
    path: '/object-body',
    content: `exports.handler = (context, event, callback) => callback(null, new Twilio.Response().setBody({ a: 1 }));`,
  },
  {
    path: '/bad-status',
    content: `exports.handler = (context, event, callback) => callback(null, new Twilio.Response().setStatusCode(9));`,
  },
  { path: '/fails', content: `exports.handler = (context, event, callback) => callback(new Error('no luck'));` },
  { path: '/quick', content: `exports.handler = (context, event, callback) => callback(null, { ok: true });` },
];

const executionMs = 2_000; // that a slow machine, too, answers within it
let bench: Bench;
beforeAll(async () => {
  bench = await createBench({ limits: { executionMs, concurrentRuns: 5 } });
  await bench.deploy({ functions });
});
afterAll(() => bench.stop());

const consoleLines = () =>
  bench.world.log
    .list()
    .flatMap((event) => (event.kind === 'console' ? [[event.level, event.function, event.text]] : []));
const runsOf = (path: string) =>
  bench.world.log.list().flatMap((event) => (event.kind === 'function' && event.path === path ? [event] : []));
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 5));
const runsUnderWay = (path: string) =>
  [...bench.world.invocations.values()].filter((run) => run.function === path && !run.dead);
/** The one run under way of a Function; waits until there is one. */
async function runOf(path: string) {
  for (;;) {
    const [run] = runsUnderWay(path);
    if (run) return run;
    await aMoment();
  }
}

beforeEach(() => bench.world.log.clear());

describe('time', () => {
  test('a Function that does not call back is answered with 504', async () => {
    const answer = await bench.call('/silent');
    expect(answer.status).toBe(504);
    expect(runsOf('/silent')).toMatchObject([{ status: 504 }]);
    expect(bench.world.invocations.get(runsOf('/silent')[0]?.invocation ?? '')?.dead).toBe(true);
    expect(consoleLines()).toEqual([['error', '/silent', `/silent has not called back within ${executionMs} ms`]]);
  });

  test('one that keeps the processor busy is ended, and the next request is served', async () => {
    expect((await bench.call('/spin')).status).toBe(504);
    expect((await bench.call('/twiml')).status).toBe(200);
  });

  test('a killed run is answered with 504 at once, and the others go on', async () => {
    const other = bench.call('/held');
    await runOf('/held');
    const killed = bench.call('/silent');
    (await runOf('/silent')).kill();
    expect((await killed).status).toBe(504);
    expect(runsUnderWay('/held')).toHaveLength(1);
    await bench.call('/release');
    expect((await other).status).toBe(200);
  });

  test('Functions live in the time of the emulator', async () => {
    const { clock } = bench.world;
    clock.freeze();
    await clock.moveTo(Date.parse('2031-05-06T07:08:09.123Z'));
    const seen = await (await bench.call('/time')).json();
    expect(seen).toMatchObject({ date: '2031-05-06T07:08:09.123Z', now: clock.now(), isDate: true, fixed: 0 });
    expect(seen.text).toMatch(/^Tue May 06 2031/);
    clock.run();
    const { now } = await (await bench.call('/time')).json();
    expect(Math.abs(now - clock.now())).toBeLessThan(60_000);
    expect(now).toBeGreaterThan(Date.parse('2031-05-06T07:08:09.123Z'));
  });

  test('more runs at once than allowed are refused, and there is room again when they have ended', async () => {
    const statuses: number[] = [];
    const take = ({ status }: Response) => void statuses.push(status);
    const answers = Array.from({ length: 7 }, () => bench.call('/silent').then(take));
    while (statuses.length < 2) await aMoment();
    expect(statuses).toEqual([429, 429]);
    for (const run of runsUnderWay('/silent')) run.kill();
    await Promise.all(answers);
    expect(statuses).toEqual([429, 429, 504, 504, 504, 504, 504]);
    expect((await bench.call('/quick')).status).toBe(200);
  });
});

describe('console', () => {
  test('what a Function writes is logged with its run, before it has answered', async () => {
    const answer = await bench.call('/says?word=hello');
    expect(consoleLines()).toEqual([
      ['log', '/says', 'first { a: 1 }'],
      ['warn', '/says', 'second'],
      ['error', '/says', 'third hello'],
    ]);
    expect(runsOf('/says')[0]?.invocation).toBe(answer.headers.get('twilio-request-id'));
  });

  test('and can be read by the Logs resource, newest first', async () => {
    const answer = await bench.call('/says?word=logs');
    const { body } = await bench.api('GET', 'Services/bench/Environments');
    const { sid } = body.environments[0];
    const list = await bench.api('GET', `Services/bench/Environments/${sid}/Logs?PageSize=3`);
    expect(list.body.logs.map((line: { level: string; message: string }) => [line.level, line.message])).toEqual([
      ['error', 'third logs'],
      ['warn', 'second'],
      ['info', 'first { a: 1 }'],
    ]);
    const [first] = list.body.logs;
    expect(first).toMatchObject({ request_sid: answer.headers.get('twilio-request-id'), environment_sid: sid });
    const one = await bench.api('GET', `Services/bench/Environments/${sid}/Logs/${first.sid}`);
    expect(one.body.message).toBe('third logs');
    const none = await bench.api('GET', `Services/bench/Environments/${sid}/Logs?FunctionSid=ZH${'0'.repeat(32)}`);
    expect(none.body.logs).toEqual([]);
  });

  test('runs side by side keep their lines apart, each under the cause of its run', async () => {
    const { world } = bench;
    const url = `https://${bench.serverless.domain()}/says`;
    const send = (word: string) =>
      world.causes.start(word, () => world.webhooks.send({ url, method: 'GET', params: { word } }), word);
    await Promise.all(['ape', 'bee', 'cat'].map(send));
    const lines = world.log.list().filter((event) => event.kind === 'console' && event.level === 'error');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line.kind === 'console' && line.text).toBe(`third ${line.cause}`);
  });
});

describe('errors', () => {
  test.each([
    ['/throws', 'thrown'],
    ['/rejects', 'rejected'],
    ['/stray', 'strayed'],
    ['/late-throw', 'thrown later'],
    ['/fails', 'no luck'],
    ['/broken', 'Unexpected identifier'],
    ['/relative', "Cannot find module '../src/other'"],
    ['/sibling', "Cannot find module './says'"],
    ['/undeclared', "Cannot find module 'dotenv'"],
    ['/object-body', 'not application/json'],
    ['/bad-status', 'Invalid status code'],
  ])('%s is answered with 500, and the log says why', async (path, why) => {
    const answer = await bench.call(path);
    expect(answer.status).toBe(500);
    const errors = consoleLines().filter(([level, where]) => level === 'error' && where === path);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.[2]).toContain(why);
  });

  test('a Function that ends its process takes the runs beside it along, not those after it', async () => {
    const beside = bench.call('/held');
    await runOf('/held');
    expect((await bench.call('/exits')).status).toBe(500);
    expect((await beside).status).toBe(500);
    expect((await bench.call('/quick')).status).toBe(200);
  });

  test('only the first callback counts', async () => {
    expect(await (await bench.call('/twice')).text()).toBe('one');
  });

  test('a handler that another one calls is not a run of its own', async () => {
    const answer = await bench.call('/by-runtime');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('outer');
  });
});

test('a stop ends every process of Functions, also one that still finishes a run of an older deployment', async () => {
  const own = await createBench();
  const source = {
    path: '/pid',
    content: 'exports.handler = (context, event, callback) => callback(null, String(process.pid));',
  };
  const pid = async () => Number(await (await own.call('/pid')).text());
  await own.deploy({ functions: [source, { path: '/silent', content: 'exports.handler = () => undefined;' }] });
  const pids = [await pid()];
  const silent = own.call('/silent').catch(() => undefined);
  while (![...own.world.invocations.values()].some((run) => run.function === '/silent')) await aMoment();
  await own.deploy({ functions: [{ ...source, path: '/pid' }], variables: { COLOR: 'blue' } });
  pids.push(await pid());
  expect(new Set(pids).size).toBe(2);
  await own.stop();
  await silent;
  for (const one of pids) expect(() => process.kill(one, 0)).toThrow('ESRCH');
});

test('TwiML is answered as XML', async () => {
  const answer = await bench.call('/twiml');
  expect(answer.headers.get('content-type')).toMatch(/^text\/xml/);
  expect(await answer.text()).toContain('<Message>Hi</Message>');
});

test('a cause is settled when what it set off has ended', async () => {
  const { causes } = bench.world;
  const call = bench.call('/held');
  await runOf('/held');
  const settled = causes.settled().then(() => runsOf('/held').length);
  await bench.call('/release');
  expect(await settled).toBe(1);
  await call;
});
