import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowDefinition } from './definition';
import { flowOf, type Sketch } from './engine/testing';
import { customer, type StudioBench, studioBench, us } from './testing';

let bench: StudioBench;
beforeEach(async () => {
  bench = await studioBench();
});
afterEach(async () => {
  await bench.stop();
  expect(bench.violations).toEqual([]);
});

const begin: Sketch = { Trigger: ['trigger', {}, { incomingMessage: 'ask', incomingRequest: 'ask' }] };
const asking = (question = 'Name?'): FlowDefinition =>
  flowOf({
    ...begin,
    ask: [
      'send-and-wait-for-reply',
      { body: question, timeout: '600' },
      { incomingMessage: 'thanks', timeout: 'late', deliveryFailure: undefined },
    ],
    thanks: ['send-message', { body: 'Thanks {{widgets.ask.inbound.Body}}' }, { sent: undefined, failed: undefined }],
    late: ['send-message', { body: 'Too late' }, { sent: undefined, failed: undefined }],
  });
const publish = (definition: unknown, friendlyName = 'Test') =>
  bench.flows.flows.create({ friendlyName, status: 'published', definition });

describe('flows over REST', () => {
  test('a flow is created, fetched, listed, changed and deleted; each save is a revision', async () => {
    const made = await publish(asking());
    expect(made).toMatchObject({ revision: 1, status: 'published', valid: true, errors: [], definition: asking() });
    expect(made.webhookUrl).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${bench.world.account.accountSid}/Flows/${made.sid}`,
    );

    const flow = bench.flows.flows(made.sid);
    await flow.update({ status: 'draft', definition: asking('Your name?'), commitMessage: 'Say it kinder' });
    expect(await flow.fetch()).toMatchObject({
      revision: 2,
      status: 'draft',
      commitMessage: 'Say it kinder',
      friendlyName: 'Test',
    });
    // Not revisions.list(): the package's own FlowRevisionInstance throws on every item of a list.
    const listed = await bench.client.request({ method: 'get', uri: made.links.revisions });
    expect(listed.body.revisions).toMatchObject([
      { revision: 2, status: 'draft', definition: null },
      { revision: 1, status: 'published' },
    ]);
    expect((await flow.revisions('LatestPublished').fetch()).revision).toBe(1);
    expect((await flow.revisions('LatestRevision').fetch()).revision).toBe(2);
    expect((await flow.revisions('1').fetch()).definition).toEqual(asking());
    expect((await bench.flows.flows.list()).map(({ sid }) => sid)).toEqual([made.sid]);

    await flow.remove();
    await expect(flow.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('publishing without a definition publishes what was drafted', async () => {
    const made = await bench.flows.flows.create({ friendlyName: 'Test', status: 'draft', definition: asking() });
    await expect(bench.flows.flows(made.sid).revisions('LatestPublished').fetch()).rejects.toMatchObject({
      status: 404,
    });
    const published = await bench.flows.flows(made.sid).update({ status: 'published' });
    expect(published).toMatchObject({ revision: 2, status: 'published', definition: asking() });
  });

  test('Validate says what cannot be saved, and where', async () => {
    const valid = await bench.flows.flowValidate.update({ friendlyName: 'T', status: 'draft', definition: asking() });
    expect(valid.valid).toBe(true);

    const wrong = structuredClone(asking()) as unknown as {
      states: { properties: Record<string, unknown>; transitions: object[] }[];
    };
    wrong.states[1]!.properties.timeout = 600;
    wrong.states[2]!.transitions[0] = { event: 'sent', next: 'nowhere' };
    const attempt = bench.flows.flowValidate.update({ friendlyName: 'T', status: 'draft', definition: wrong });
    await expect(attempt).rejects.toMatchObject({
      status: 400,
      code: 81022,
      details: {
        errors: [
          { property_path: '#/states/1/properties/timeout', message: 'integer found, string expected' },
          {
            property_path: '#/states/2/transitions/0/next',
            message: "references a state that does not exist: 'nowhere'",
          },
        ],
      },
    });
    await expect(publish(wrong)).rejects.toMatchObject({ code: 81022 });
  });

  test('a placeholder that nobody filled in is not the SID of a flow', async () => {
    const flow = flowOf({
      Trigger: ['trigger', {}, { incomingMessage: 'child' }],
      child: [
        'run-subflow',
        { flow_sid: '${FLOW_SID:collect-car}', flow_revision: 'LatestPublished' },
        { completed: undefined, failed: undefined },
      ],
    });
    const path = '#/states/1/properties/flow_sid';
    await expect(publish(flow)).rejects.toMatchObject({
      code: 81022,
      details: { errors: [{ property_path: path, message: 'must be a valid, non-liquid flow sid' }] },
    });
  });
});

describe('the webhook', () => {
  test('a text starts the flow, the next one continues it, one after its end starts anew', async () => {
    const flow = await publish(asking());
    expect(await bench.text(flow, 'hello')).toMatchObject({
      replies: ['Name?'],
      status: 200,
      twiml: expect.stringContaining('<Response></Response>'),
    });
    expect((await bench.text(flow, 'Ada')).replies).toEqual(['Thanks Ada']);
    expect((await bench.text(flow, 'thanks')).replies).toEqual(['Name?']);
    expect((await bench.flows.flows(flow.sid).executions.list()).map(({ status }) => status)).toEqual([
      'active',
      'ended',
    ]);
  });

  test('two contacts do not disturb each other; neither do two numbers of ours', async () => {
    const flow = await publish(asking());
    await bench.text(flow, 'hello');
    expect((await bench.text(flow, 'hello', { From: '+15005550011' })).replies).toEqual(['Name?']);
    expect((await bench.text(flow, 'hello', { To: '+15005550002' })).replies).toEqual(['Name?']);
    expect((await bench.text(flow, 'Ada')).replies).toEqual(['Thanks Ada']);
  });

  test('a number in a Messaging Service answers as the service, and knows its contact by that', async () => {
    const flow = await publish(asking());
    const serviceSid = `MG${'1'.repeat(32)}`;
    await bench.text(flow, 'hello', { MessagingServiceSid: serviceSid });
    const [execution] = await bench.flows.flows(flow.sid).executions.list();
    const { context } = await bench.flows.flows(flow.sid).executions(execution!.sid).executionContext().fetch();
    expect(context.flow.channel.address).toBe(serviceSid);
    expect((await bench.text(flow, 'Ada')).replies).toEqual(['Name?']); // the bare number: another contact
    expect((await bench.text(flow, 'Ada', { MessagingServiceSid: serviceSid })).replies).toEqual(['Thanks Ada']);
  });

  test('texts go out by Messaging, from the service', async () => {
    const flow = await publish(asking());
    const serviceSid = `MG${'1'.repeat(32)}`;
    const url = flow.webhookUrl;
    await bench.world.webhooks.send({
      url,
      params: { Body: 'x', From: customer, To: us, MessagingServiceSid: serviceSid },
    });
    await bench.world.causes.settled();
    expect(bench.texts).toEqual([{ To: customer, MessagingServiceSid: serviceSid, Body: 'Name?' }]);
  });

  test('a text while a Function runs is dropped with 81002', async () => {
    const flow = await publish(
      flowOf({
        ...begin,
        ask: ['run-function', { url: 'https://desk-1-dev.twil.io/slow' }, { success: 'done', fail: undefined }],
        done: ['send-message', { body: 'done' }, { sent: undefined, failed: undefined }],
      }),
    );
    let answer: () => void = () => undefined;
    bench.functions = () =>
      new Promise((resolve) => {
        answer = () => resolve({ status: 200, headers: {}, body: '' });
      });
    const params = { Body: 'x', From: customer, To: us };
    await bench.world.webhooks.send({ url: flow.webhookUrl, params });
    await bench.world.webhooks.send({ url: flow.webhookUrl, params });
    answer();
    expect(await bench.settle()).toEqual(['done']);
    expect(bench.steps()).toContain('ask: 81002 message ignored');
  });

  test('another account, an unknown flow, and a flow that was never published', async () => {
    const flow = await bench.flows.flows.create({ friendlyName: 'T', status: 'draft', definition: asking() });
    expect(
      (await bench.text({ webhookUrl: flow.webhookUrl.replace(/AC\w+/, `AC${'0'.repeat(32)}`) }, 'x')).status,
    ).toBe(404);
    expect(
      (await bench.text({ webhookUrl: flow.webhookUrl.replace(/FW\w+/, `FW${'0'.repeat(32)}`) }, 'x')).status,
    ).toBe(404);
    expect(await bench.text(flow, 'x')).toMatchObject({ status: 200, replies: [] });
  });

  test('test users run the draft, everybody else what is published', async () => {
    const flow = await publish(asking('Old?'));
    await bench.flows.flows(flow.sid).update({ status: 'draft', definition: asking('New?') });
    await bench.flows
      .flows(flow.sid)
      .testUsers()
      .update({ testUsers: [customer] });
    expect((await bench.flows.flows(flow.sid).testUsers().fetch()).testUsers).toEqual([customer]);
    expect((await bench.text(flow, 'x')).replies).toEqual(['New?']);
    expect((await bench.text(flow, 'x', { From: '+15005550011' })).replies).toEqual(['Old?']);
  });

  test('an execution stays on the revision that it began with', async () => {
    const flow = await publish(asking());
    await bench.text(flow, 'x');
    const gone = flowOf({ ...begin, ask: ['send-message', { body: 'new' }, { sent: undefined, failed: undefined }] });
    await bench.flows.flows(flow.sid).update({ status: 'published', definition: gone });
    expect((await bench.text(flow, 'Ada')).replies).toEqual(['Thanks Ada']);
  });

  test('a subflow stays on the revision that was the latest when it was entered', async () => {
    const child = await publish(
      flowOf({
        Trigger: ['trigger', {}, { incomingParent: 'ask' }],
        ask: ['send-and-wait-for-reply', { body: 'Car?' }, { incomingMessage: 'keep' }],
        keep: ['set-variables', { variables: [{ key: 'car', value: 'Old {{widgets.ask.inbound.Body}}' }] }, {}],
      }),
    );
    const parent = await publish(
      flowOf({
        Trigger: ['trigger', {}, { incomingMessage: 'child' }],
        child: [
          'run-subflow',
          { flow_sid: child.sid, flow_revision: 'LatestPublished' },
          { completed: 'thanks', failed: undefined },
        ],
        thanks: ['send-message', { body: '{{widgets.child.car}}' }, { sent: undefined, failed: undefined }],
      }),
    );
    expect((await bench.text(parent, 'x')).replies).toEqual(['Car?']);
    await bench.flows.flows(child.sid).update({ status: 'published', definition: asking() });
    expect((await bench.text(parent, 'Mini')).replies).toEqual(['Old Mini']);
  });
});

test('run-function posts a signed form to the Function and gives up without an answer', async () => {
  const flow = await publish(
    flowOf({
      ...begin,
      ask: [
        'run-function',
        {
          url: 'https://desk-1-dev.twil.io/pickup/find-order',
          parameters: [{ key: 'name', value: '{{trigger.message.Body}}' }],
        },
        { success: 'say', fail: 'sorry' },
      ],
      say: ['send-message', { body: '{{widgets.ask.parsed.status}}' }, { sent: undefined, failed: undefined }],
      sorry: ['send-message', { body: 'sorry {{widgets.ask.status_code}}' }, { sent: undefined, failed: undefined }],
    }),
  );
  const asked: [string, string, boolean][] = [];
  bench.functions = async ({ url, body, headers }) => {
    asked.push([url, String(body), 'x-twilio-signature' in headers]);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"found"}' };
  };
  expect((await bench.text(flow, 'Ada L')).replies).toEqual(['found']);
  expect(asked).toEqual([['https://desk-1-dev.twil.io/pickup/find-order', 'name=Ada+L', true]]);

  bench.functions = async () => ({ status: 500, headers: {}, body: '' });
  expect((await bench.text(flow, 'x')).replies).toEqual(['sorry 500']);
  let attempts = 0;
  bench.functions = async () => {
    attempts += 1;
    throw new Error('refused');
  };
  expect((await bench.text(flow, 'x')).replies).toEqual(['sorry ']);
  expect(attempts).toBe(1); // Studio asks once
});

test('add-twiml-redirect sends the text elsewhere, and comes back with what was found there', async () => {
  const flow = await publish(
    flowOf({
      ...begin,
      ask: [
        'add-twiml-redirect',
        { url: 'https://example.org/survey?a=1&b=2' },
        { return: 'say', timeout: undefined, fail: undefined },
      ],
      say: ['send-message', { body: 'score {{widgets.ask.score}}' }, { sent: undefined, failed: undefined }],
    }),
  );
  const { twiml } = await bench.text(flow, 'x');
  expect(twiml).toContain('<Redirect method="POST">https://example.org/survey?a=1&#38;b=2</Redirect>');
  expect((await bench.text({ webhookUrl: `${flow.webhookUrl}?FlowEvent=return&score=5` }, 'x')).replies).toEqual([
    'score 5',
  ]);
});

describe('time', () => {
  test('a question times out at its second, not one before', async () => {
    const flow = await publish(asking());
    await bench.text(flow, 'x');
    expect(await bench.advance(599)).toEqual([]);
    expect(await bench.advance(1)).toEqual(['Too late']);
    expect(await bench.advance(3600)).toEqual([]);
  });

  test('an answer in time cancels the time-out', async () => {
    const flow = await publish(asking());
    await bench.text(flow, 'x');
    await bench.text(flow, 'Ada');
    expect(await bench.advance(3600)).toEqual([]);
    expect(bench.steps().filter((step) => step.includes('81002'))).toEqual([]);
  });

  test('an execution ends after 30 days', async () => {
    const flow = await publish(
      flowOf({
        ...begin,
        ask: [
          'send-and-wait-for-reply',
          { body: '?', timeout: '9999999' },
          { incomingMessage: undefined, timeout: 'ask', deliveryFailure: undefined },
        ],
      }),
    );
    await bench.text(flow, 'x');
    await bench.advance(30 * 24 * 3600 - 1);
    expect((await bench.flows.flows(flow.sid).executions.list())[0]!.status).toBe('active');
    await bench.advance(1);
    expect((await bench.flows.flows(flow.sid).executions.list())[0]!.status).toBe('ended');
    expect(bench.texts).toEqual([]);
  });

  test('an active execution survives a restart, with its time-out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'studio-'));
    const first = await studioBench({ stateFolder: folder });
    const flow = await first.flows.flows.create({ friendlyName: 'T', status: 'published', definition: asking() });
    await first.text(flow, 'x');
    await first.text(flow, 'x', { From: '+15005550011' });
    await first.stop();

    const second = await studioBench({ stateFolder: folder });
    expect((await second.text(flow, 'Ada')).replies).toEqual(['Thanks Ada']);
    expect(await second.advance(600)).toEqual(['Too late']);
    await second.stop();
    rmSync(folder, { recursive: true });
  });

  test('a reset takes executions away, and what still runs writes nothing', async () => {
    const flow = await publish(asking());
    bench.world.markDeployed();
    await bench.text(flow, 'x');
    await bench.world.reset();
    expect(await bench.flows.flows(flow.sid).executions.list()).toEqual([]);
    expect(await bench.advance(600)).toEqual([]);
    expect((await bench.text(flow, 'x')).replies).toEqual(['Name?']);
  });
});

describe('delivery', () => {
  test('a question that is refused takes deliveryFailure', async () => {
    const flow = await publish(asking());
    bench.refuse = { code: 21610, message: 'Attempt to send to unsubscribed recipient' };
    await bench.text(flow, 'x');
    expect(bench.steps()).toContain('ask: deliveryFailure');
    expect(bench.steps()).toContain('ask: 81011 Attempt to send to unsubscribed recipient (21610)');
  });

  test('a question that does not arrive takes it later', async () => {
    const flow = await publish(asking());
    await bench.world.webhooks.send({ url: flow.webhookUrl, params: { Body: 'x', From: customer, To: us } });
    await bench.world.causes.settled();
    const sid = `SM${'1'.padStart(32, '0')}`;
    bench.world.log.add({
      kind: 'message',
      sid,
      direction: 'outbound',
      from: us,
      to: customer,
      body: '',
      status: 'undelivered',
      errorCode: 30003,
    });
    await bench.world.causes.settled();
    expect(bench.steps().at(-1)).toBe('ask: deliveryFailure');
    expect((await bench.flows.flows(flow.sid).executions.list())[0]!.status).toBe('ended');
  });
});

describe('executions over REST', () => {
  const greeting = flowOf({
    ...begin,
    ask: [
      'send-and-wait-for-reply',
      { body: 'Hi {{flow.data.name}}?' },
      { incomingMessage: undefined, timeout: undefined, deliveryFailure: undefined },
    ],
  });

  test('one is begun with parameters, shows its context and steps, is ended and deleted', async () => {
    const flow = await publish(greeting);
    const { executions } = bench.flows.flows(flow.sid);
    const made = await executions.create({ to: customer, from: us, parameters: { name: 'Ada' } });
    expect(made).toMatchObject({ status: 'active', contactChannelAddress: customer, flowSid: flow.sid });
    expect(await bench.settle()).toEqual(['Hi Ada?']);

    const one = executions(made.sid);
    expect((await one.executionContext().fetch()).context).toMatchObject({
      flow: { sid: made.sid, flow_sid: flow.sid, data: { name: 'Ada' }, channel: { address: us } },
      contact: { channel: { address: customer } },
      trigger: { request: { to: customer, from: us, parameters: { name: 'Ada' } } },
      widgets: { ask: { outbound: { Body: 'Hi Ada?' } } },
    });
    const [step] = await one.steps.list();
    expect(step).toMatchObject({ name: 'incomingRequest', transitionedFrom: 'Trigger', transitionedTo: 'ask' });
    expect((await one.steps(step!.sid).fetch()).sid).toBe(step!.sid);
    expect((await one.steps(step!.sid).stepContext().fetch()).context.flow.data).toEqual({ name: 'Ada' });

    expect((await one.update({ status: 'ended' })).status).toBe('ended');
    expect((await one.fetch()).status).toBe('ended');
    await one.remove();
    await expect(one.fetch()).rejects.toMatchObject({ status: 404 });
  });

  test('a second one for the same contact is refused with the first one’s SID', async () => {
    const flow = await publish(greeting);
    const { executions } = bench.flows.flows(flow.sid);
    const first = await executions.create({ to: customer, from: us });
    await expect(executions.create({ to: customer, from: us })).rejects.toMatchObject({
      status: 409,
      code: 20409,
      details: { conflicting_execution_sid: first.sid },
    });
    await executions(first.sid).update({ status: 'ended' });
    await executions.create({ to: customer, from: us });
    await bench.settle();
  });

  test('parameters that are no JSON object, and addresses that are too long', async () => {
    const flow = await publish(greeting);
    const { executions } = bench.flows.flows(flow.sid);
    await expect(executions.create({ to: customer, from: us, parameters: '[1]' })).rejects.toMatchObject({
      status: 400,
    });
    await expect(executions.create({ to: `client:${'x'.repeat(300)}`, from: us })).rejects.toMatchObject({
      status: 400,
    });
  });
});
