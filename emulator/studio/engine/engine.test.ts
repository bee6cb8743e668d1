import { studioLimits } from '../limits';
import { takes } from './engine';
import { flowOf, json, plain, playground, type Sketch } from './testing';

const from = (sketch: Sketch) =>
  flowOf({ Trigger: ['trigger', {}, { incomingMessage: 'first', incomingRequest: 'first' }], ...sketch });
const say = (body: string, next?: string): Sketch[string] => [
  'send-message',
  { body },
  { sent: next, failed: undefined },
];

describe('texts', () => {
  test('send-message goes from the flow’s address to the contact, its outcome into the context', async () => {
    const play = playground(
      from({ first: say('Hi {{contact.channel.address}}', 'second'), second: say('{{widgets.first.outbound.Sid}}') }),
    );
    await play.start('hello');
    expect(play.texts).toEqual([
      { to: '+15005550010', from: '+15005550001', body: 'Hi +15005550010' },
      { to: '+15005550010', from: '+15005550001', body: 'SM1' },
    ]);
    expect(play.path()).toEqual(['Trigger.incomingMessage>first', 'first.sent>second', 'second.sent>Ended']);
    expect(play.execution.status).toBe('ended');
  });

  test('a text that is refused takes the branch failed, with the error in the context', async () => {
    const play = playground(
      from({
        first: ['send-message', { body: 'Hi' }, { sent: undefined, failed: 'log' }],
        log: [
          'set-variables',
          { variables: [{ key: 'why', value: '{{widgets.first.outbound.ErrorCode}}' }] },
          { next: undefined },
        ],
      }),
    );
    play.refuse = { code: 21610, message: 'unsubscribed' };
    await play.start('hello');
    expect(play.context().flow.variables).toEqual({ why: '21610' });
    expect(play.warnings.map(({ code }) => code)).toEqual([81011]);
  });
});

describe('send-and-wait-for-reply', () => {
  const flow = from({
    first: [
      'send-and-wait-for-reply',
      { body: 'Name?', timeout: '600' },
      { incomingMessage: 'thanks', timeout: 'late', deliveryFailure: 'lost' },
    ],
    thanks: say('Thanks {{widgets.first.inbound.Body}}', 'first'),
    late: say('Too late{{widgets.first.inbound.Body}}'),
    lost: say('lost {{widgets.first.outbound.ErrorCode}}'),
  });

  test('waits, keeps the trigger’s message, and shows the reply', async () => {
    const play = playground(flow);
    await play.start('hello');
    expect(play.execution.waiting).toEqual({ for: 'reply', untilMs: play.now + 600_000, messageSid: 'SM1' });
    await play.message('Ada');
    expect(play.bodies()).toEqual(['Name?', 'Thanks Ada', 'Name?']);
    expect(play.context().trigger.message).toMatchObject({ Body: 'hello' });
  });

  test('a time-out in the second round does not show the first answer', async () => {
    const play = playground(flow);
    await play.start('hello');
    await play.message('Ada');
    await play.signal({ kind: 'timeout' });
    expect(play.bodies().at(-1)).toBe('Too late');
  });

  test('a question that is refused, and one that is not delivered', async () => {
    const refused = playground(flow);
    refused.refuse = { code: 21610, message: 'unsubscribed' };
    await refused.start('hello');
    expect(refused.path().at(1)).toBe('first.deliveryFailure>lost');

    const undelivered = playground(flow);
    await undelivered.start('hello');
    await undelivered.signal({ kind: 'delivery-failure', status: 'undelivered', errorCode: 30003 });
    expect(undelivered.bodies()).toEqual(['Name?', 'lost 30003']);
  });

  test('takes replies while it waits, and nothing after its end', async () => {
    const play = playground(flow);
    await play.start('hello');
    expect(takes(play.execution, { kind: 'message', message: {} })).toBe(true);
    expect(takes(play.execution, { kind: 'return', params: {} })).toBe(false);
    await play.signal({ kind: 'timeout' });
    expect(takes(play.execution, { kind: 'message', message: {} })).toBe(false);
  });
});

describe('split-based-on', () => {
  const input = '{{trigger.message.Body}}';
  const flow = from({
    first: [
      'split-based-on',
      { input },
      { noMatch: 'other' },
      [
        ['both', ['starts_with', 'a'], ['contains', 'z']],
        ['a', ['starts_with', 'a']],
        ['same', ['equal_to', '{{contact.channel.address}}']],
      ],
    ],
    both: say('both'),
    a: say('a'),
    same: say('same'),
    other: say('other'),
  });

  test.each([
    ['Abz', 'both'],
    [' ab ', 'a'],
    ['+15005550010', 'same'],
    ['zz', 'other'],
  ])('%s goes to %s', async (body, expected) => {
    const play = playground(flow);
    await play.start(body);
    expect(play.bodies()).toEqual([expected]);
  });

  test('noMatch that leads nowhere ends the run with warning 81005', async () => {
    const play = playground(from({ first: ['split-based-on', { input }, { noMatch: undefined }, []] }));
    await play.start('x');
    expect(play.execution.status).toBe('ended');
    expect(play.warnings).toEqual([
      { code: 81005, widget: 'first', message: 'nothing matches "x", and noMatch leads nowhere' },
    ]);
  });
});

test('set-variables writes both places; one does not see another of the same widget', async () => {
  const play = playground(
    from({
      first: [
        'set-variables',
        {
          variables: [
            { key: 'a', value: 'x{{trigger.message.Body}}', index: '0' },
            { key: 'b', value: '[{{flow.variables.a}}]' },
          ],
        },
        { next: undefined },
      ],
    }),
  );
  await play.start('1');
  expect(play.context().flow.variables).toEqual({ a: 'x1', b: '[]' });
  expect(play.context().widgets.first).toEqual({ a: 'x1', b: '[]' });
});

describe('run-function', () => {
  const url = 'https://desk-1234-dev.twil.io/pickup/find-order';
  const flow = from({
    first: [
      'run-function',
      { url, parameters: [{ key: 'text', value: '{{trigger.message.Body}}' }] },
      { success: 'ask', fail: 'ask' },
    ],
    ask: [
      'send-and-wait-for-reply',
      { body: '{{widgets.first.parsed.foo}}/{{widgets.first.parsed.created}}/{{widgets.first.status_code}}' },
      { incomingMessage: 'first' },
    ],
  });

  test('posts its parameters and merges what comes into the earlier parsed', async () => {
    const play = playground(flow);
    play.answers = [json({ foo: '1' }), plain('gone', 404), json({ created: 'now' }), json(['no', 'object'])];
    await play.start('hello');
    for (let i = 0; i < 4; i += 1) await play.message('again');
    expect(play.requests[0]).toMatchObject({ url, method: 'POST', params: { text: 'hello' }, timeoutMs: 10_000 });
    expect(play.bodies()).toEqual(['1//200', '1//404', '1/now/200', '1/now/200', '1/now/']);
    expect(play.path().filter((step) => step.startsWith('first'))).toEqual(
      ['success', 'fail', 'success', 'success', 'fail'].map((event) => `first.${event}>ask`),
    );
  });

  test.each([
    [200, 'success'],
    [302, 'success'],
    [400, 'fail'],
    [503, 'fail'],
  ])('status %i is %s', async (status, event) => {
    const play = playground(flow);
    play.answers = [json({}, status)];
    await play.start('hello');
    expect(play.path()[1]).toBe(`first.${event}>ask`);
  });

  test('an answer of 64 kB is read, a longer one fails', async () => {
    for (const [length, event] of [
      [studioLimits.responseBytes, 'success'],
      [studioLimits.responseBytes + 1, 'fail'],
    ] as const) {
      const play = playground(flow);
      play.answers = [plain('x'.repeat(length))];
      await play.start('hello');
      expect(play.path()[1]).toBe(`first.${event}>ask`);
    }
  });

  test('shows what headers the answer had', async () => {
    const play = playground(flow);
    play.answers = [json({})];
    await play.start('hello');
    expect(play.context().widgets.first?.headers).toEqual({ 'content-type': 'application/json' });
  });

  test('without a URL it fails and says so', async () => {
    const play = playground(from({ first: ['run-function', { url: '' }, { success: undefined, fail: undefined }] }));
    await play.start('hello');
    expect(play.requests).toEqual([]);
    expect(play.warnings).toEqual([{ code: 81010, widget: 'first', message: "'': that is not a URL" }]);
  });
});

test('make-http-request sends a body as it is, and fails on a redirect', async () => {
  const play = playground(
    from({
      first: [
        'make-http-request',
        {
          method: 'POST',
          url: 'https://example.org/a',
          content_type: 'application/json;charset=utf-8',
          body: '{"a":"{{trigger.message.Body}}"}',
        },
        { success: 'second', failed: undefined },
      ],
      second: [
        'make-http-request',
        { method: 'GET', url: 'https://example.org/b', parameters: [{ key: 'q', value: '1' }] },
        { success: undefined, failed: undefined },
      ],
    }),
  );
  play.answers = [json({ ok: true }), json({}, 302)];
  await play.start('x');
  expect(play.requests).toMatchObject([
    { method: 'POST', body: '{"a":"x"}', contentType: 'application/json;charset=utf-8' },
    { method: 'GET', params: { q: '1' } },
  ]);
  expect(play.path().slice(1)).toEqual(['first.success>second', 'second.failed>Ended']);
});

describe('run-subflow', () => {
  const child = flowOf({
    Trigger: ['trigger', {}, { incomingParent: 'ask' }],
    ask: [
      'send-and-wait-for-reply',
      { body: 'Plate of {{trigger.parent.parameters.car}}, {{trigger.message.Body}}?' },
      { incomingMessage: 'keep' },
    ],
    keep: [
      'set-variables',
      { variables: [{ key: 'plate', value: '{{widgets.ask.inbound.Body}}' }] },
      { next: undefined },
    ],
  });
  const calls = (revision: string, target = 'FWchild'): Sketch[string] => [
    'run-subflow',
    { flow_sid: target, flow_revision: revision, parameters: [{ key: 'car', value: 'Mini' }] },
    { completed: 'thanks', failed: 'sorry' },
  ];
  const rest = { thanks: say('{{widgets.first.plate}}'), sorry: say('sorry') };

  test('runs in the same execution and hands its variables up', async () => {
    const play = playground(from({ first: calls('LatestPublished'), ...rest }), { FWchild: child });
    await play.start('hello');
    expect(play.bodies()).toEqual(['Plate of Mini, hello?']);
    await play.message('AB 12');
    expect(play.bodies().at(-1)).toBe('AB 12');
    expect(play.path()).toEqual([
      'Trigger.incomingMessage>first',
      'first.incomingParent>Trigger',
      'Trigger.incomingParent>ask',
      'ask.incomingMessage>keep',
      'keep.next>Ended',
      'first.completed>thanks',
      'thanks.sent>Ended',
    ]);
    expect(play.steps[2]).toMatchObject({ flowSid: 'FWchild', parentStepSid: 'FT2' });
    expect(play.steps[2]?.context.trigger.parent).toEqual({
      parameters: { car: 'Mini' },
      step_sid: 'FT2',
      execution_sid: 'FNtest',
      flow_sid: 'FWtest',
      trigger_type: 'message',
    });
  });

  test('a flow that is missing fails with 81024, and so does one within a subflow', async () => {
    const missing = playground(from({ first: calls('LatestPublished', 'FWnone'), ...rest }));
    await missing.start('hello');
    expect(missing.bodies()).toEqual(['sorry']);
    expect(missing.warnings[0]?.code).toBe(81024);

    const nesting = flowOf({
      Trigger: ['trigger', {}, { incomingParent: 'first' }],
      first: calls('LatestPublished'),
      ...rest,
    });
    const nested = playground(from({ first: calls('LatestPublished'), ...rest }), { FWchild: nesting });
    await nested.start('hello');
    expect(nested.bodies()[0]).toBe('sorry');
  });
});

describe('add-twiml-redirect', () => {
  const flow = from({
    first: [
      'add-twiml-redirect',
      { url: 'https://example.org/survey', method: 'POST' },
      { return: 'back', timeout: 'late', fail: 'late' },
    ],
    back: say('{{widgets.first.score}}'),
    late: say('late'),
  });

  test('waits for the return and shows what it brought', async () => {
    const play = playground(flow);
    await play.start('hello');
    expect(play.redirects).toEqual(['POST https://example.org/survey']);
    expect(play.execution.waiting).toEqual({ for: 'return', untilMs: play.now + 14_400_000 });
    await play.signal({ kind: 'return', params: { score: '5' } });
    expect(play.bodies()).toEqual(['5']);
  });

  test('fails where there is no message to redirect', async () => {
    const play = playground(flow);
    play.canRedirect = false;
    await play.start({ event: 'incomingRequest', parameters: {} });
    expect(play.bodies()).toEqual(['late']);
  });
});

test('parameters of a request are trigger.request.parameters and flow.data; trigger.message is empty', async () => {
  const play = playground(
    from({ first: say('{{flow.data.name}} {{trigger.request.parameters.name}}{{trigger.message.Body}}') }),
  );
  await play.start({ event: 'incomingRequest', parameters: { name: 'Ada' } });
  expect(play.bodies()).toEqual(['Ada Ada']);
});

describe('limits', () => {
  const loop: Sketch = {
    first: ['set-variables', { variables: [] }, { next: 'second' }],
    second: ['set-variables', { variables: [] }, { next: 'first' }],
  };

  test('an execution takes 1,000 steps and no more', async () => {
    const play = playground(from(loop));
    await play.start('x');
    expect(play.steps).toHaveLength(studioLimits.stepsPerExecution);
    expect(play.execution.ended).toMatchObject({ code: 81000 });
  });

  test('one widget runs ten times in a row and no more', async () => {
    const play = playground(from({ first: ['send-and-wait-for-reply', { body: '?' }, { incomingMessage: 'first' }] }));
    await play.start('x');
    for (let i = 0; i < 9; i += 1) await play.message('x');
    expect(play.execution.status).toBe('active');
    await play.message('x');
    expect(play.execution.ended).toMatchObject({ code: 81001, widget: 'first' });
    expect(play.texts).toHaveLength(studioLimits.sameWidgetInARow);
  });

  test('a widget that the engine does not run ends the run and is named with its type', async () => {
    const play = playground(from({ first: ['gather-input-on-call', {}, { keypress: undefined }] }));
    await play.start('x');
    expect(play.execution.ended?.reason).toBe(
      'this emulator does not run widgets of type gather-input-on-call, and the flow reached first',
    );
  });

  test('an execution that was ended from outside stops at its next step', async () => {
    const play = playground(from(loop));
    play.stopAfterSteps = 5;
    await play.start('x');
    expect(play.steps).toHaveLength(6);
    expect(play.execution).toMatchObject({ status: 'ended', ended: { reason: 'ended from outside' } });
  });
});

test('a template that Studio would only warn of is a warning here, too', async () => {
  const play = playground(from({ first: say('{{ a | shout }}') }));
  await play.start('x');
  expect(play.warnings).toEqual([{ code: 81018, widget: 'first', message: expect.stringContaining('shout') }]);
});
