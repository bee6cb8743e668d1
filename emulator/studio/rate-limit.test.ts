import { flowOf } from './engine/testing';
import { executionsPerSecond } from './limits';
import { type StudioBench, studioBench, us } from './testing';

let bench: StudioBench;
let nowMs = 0;
const flow = async () => {
  const definition = flowOf({ begin: ['trigger', {}, { incomingMessage: undefined, incomingRequest: undefined }] });
  return bench.flows.flows.create({ friendlyName: 'nothing', status: 'published', definition });
};
const phone = (n: number) => `+1500555${String(1000 + n)}`;

beforeEach(async () => {
  bench = await studioBench({ rateLimits: true, nowMs: () => nowMs });
});
afterEach(() => bench.stop());

test('twenty executions a second may be begun by REST', async () => {
  const { executions } = bench.flows.flows((await flow()).sid);
  const begin = (n: number) => executions.create({ to: phone(n), from: us });
  for (let n = 0; n < executionsPerSecond.rest; n += 1) await begin(n);
  const tooMany = expect.objectContaining({ status: 429, code: 20429 });
  await expect(begin(20)).rejects.toEqual(tooMany);
  expect(await executions.list()).toHaveLength(executionsPerSecond.rest);
  nowMs += 1000 / executionsPerSecond.rest;
  await begin(20);
  await expect(begin(21)).rejects.toEqual(tooMany);
  nowMs += 60_000;
  for (let n = 21; n < 21 + executionsPerSecond.rest; n += 1) await begin(n);
});

test('a hundred a second may be begun by texts; those that wait already go on', async () => {
  const definition = flowOf({
    begin: ['trigger', {}, { incomingMessage: 'ask' }],
    ask: [
      'send-and-wait-for-reply',
      { body: 'Who?', timeout: '3600' },
      { incomingMessage: undefined, timeout: undefined, deliveryFailure: undefined },
    ],
  });
  const asking = await bench.flows.flows.create({ friendlyName: 'asking', status: 'published', definition });
  const text = (n: number) => bench.text(asking, 'Hi', { From: phone(n) });
  for (let n = 0; n < executionsPerSecond.inbound; n += 1) expect(await text(n)).toMatchObject({ replies: ['Who?'] });
  expect(await text(100)).toMatchObject({ status: 429, replies: [] });
  expect((await text(0)).status).toBe(200); // an answer
  nowMs += 1000 / executionsPerSecond.inbound;
  expect(await text(100)).toMatchObject({ status: 200, replies: ['Who?'] });
});

test('another state has begun none', async () => {
  const { executions } = bench.flows.flows((await flow()).sid);
  const before = bench.world.tables.snapshot();
  for (let n = 0; n < executionsPerSecond.rest; n += 1) await executions.create({ to: phone(n), from: us });
  bench.world.tables.restore(before);
  await executions.create({ to: phone(0), from: us });
});
