import fc from 'fast-check';
import { conditionTypes } from '../conditions';
import type { FlowDefinition, State, Transition } from '../definition';
import { studioLimits } from '../limits';
import { checkAtSave, validateFlow } from '../validate';
import { kindOf, type WidgetType, widgetKinds } from '../widgets';
import type { HttpAnswer } from './ports';
import { json, plain, playground } from './testing';

const names = ['Trigger', 'a', 'b', 'c', 'd', 'e'] as const;
const types = Object.keys(widgetKinds).filter((type) => type !== 'trigger') as WidgetType[];
const running = types.filter((type) => kindOf(type)?.runs);

const template = fc.oneof(
  fc.constantFrom(
    '{{trigger.message.Body}}',
    '{{widgets.a.inbound.Body | downcase | strip}}',
    '{{flow.variables.x | plus: 1}}',
    '{% if flow.variables.x %}y{% else %}{{contact}}{% endif %}',
    '{% for c in widgets %}{{c}}{% endfor %}',
    '{{ broken',
    '{{ a | shout }}',
    '',
    '60',
  ),
  fc.string({ maxLength: 20 }),
);
const pairs = fc.array(fc.record({ key: fc.constantFrom('x', 'y', '__proto__', 'toString'), value: template }), {
  maxLength: 3,
});
const properties = fc.record(
  {
    from: template,
    to: template,
    body: template,
    timeout: fc.oneof(fc.constantFrom('0', '60', '9999999999'), template, fc.integer()),
    input: template,
    url: fc.oneof(fc.constant('https://example.org/f'), template),
    method: fc.constantFrom('GET', 'POST', 'PUT'),
    content_type: fc.constantFrom(
      'application/json;charset=utf-8',
      'application/x-www-form-urlencoded;charset=utf-8',
      '',
    ),
    parameters: pairs,
    variables: pairs,
    flow_sid: fc.constantFrom('FWtest', 'FWnone', ''),
    flow_revision: fc.constantFrom('LatestPublished', '3', 'x'),
  },
  { requiredKeys: [] },
);

const next = fc.option(fc.constantFrom(...names), { nil: undefined });
const condition = fc.record({
  friendly_name: fc.constant('any'),
  arguments: fc.array(template, { maxLength: 2 }),
  type: fc.oneof(fc.constantFrom<string>(...conditionTypes), fc.constant('unknown')),
  value: template,
});

const transitionsOf = (type: WidgetType): fc.Arbitrary<Transition[]> => {
  const events = [...(kindOf(type)?.events ?? ['next'])];
  const plainOnes = fc.tuple(
    ...events.map((event) => next.map((to): Transition => ({ event, ...(to && { next: to }) }))),
  );
  const matches = fc.array(
    fc.record({
      event: fc.constant('match'),
      next: fc.constantFrom<string>(...names),
      conditions: fc.array(condition, { maxLength: 2 }),
    }),
    { maxLength: 2 },
  );
  return type === 'split-based-on' ? fc.tuple(plainOnes, matches).map(([a, b]) => [...a, ...b]) : plainOnes;
};
const stateOf = (name: string, of: fc.Arbitrary<WidgetType>): fc.Arbitrary<State> =>
  of.chain((type) =>
    fc.record({ name: fc.constant(name), type: fc.constant(type), properties, transitions: transitionsOf(type) }),
  );

// Mostly what the engine runs, so that runs get far.
const anyType = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...running) },
  { weight: 1, arbitrary: fc.constantFrom(...types) },
);
const flow: fc.Arbitrary<FlowDefinition> = fc
  .tuple(
    stateOf('Trigger', fc.constant<WidgetType>('trigger')),
    ...names.slice(1).map((name) => stateOf(name, anyType)),
  )
  .map((states) => ({ states, initial_state: 'Trigger', flags: { allow_concurrent_calls: true } }));

const answer: fc.Arbitrary<HttpAnswer> = fc.oneof(
  fc.json().map((text) => json(JSON.parse(text))),
  fc
    .record({ text: fc.string(), status: fc.constantFrom(200, 302, 404, 500) })
    .map(({ text, status }) => plain(text, status)),
  fc.constant({ kind: 'no-answer', error: 'refused' } as const),
);
const happening = fc.oneof(
  fc.string({ maxLength: 10 }).map((body) => ({ kind: 'message', message: { Body: body } }) as const),
  fc.constantFrom(
    { kind: 'timeout' } as const,
    { kind: 'delivery-failure', status: 'undelivered', errorCode: 30003 } as const,
  ),
  fc.constant({ kind: 'return', params: { score: '5' } } as const),
);

test('random flows never hang and never throw, and stay within the limits', async () => {
  await fc.assert(
    fc.asyncProperty(
      flow,
      fc.array(answer, { maxLength: 5 }),
      fc.array(happening, { maxLength: 12 }),
      fc.boolean(),
      async (made, answers, signals, refuses) => {
        const play = playground(made, { FWtest: made });
        play.answers = [...answers];
        if (refuses) play.refuse = { code: 21610, message: 'unsubscribed' };
        await play.start('hello');
        for (const signal of signals) {
          if (play.execution.status === 'ended') break;
          expect(play.execution.waiting).toBeDefined();
          const fits =
            signal.kind === 'timeout' || (signal.kind === 'return') === (play.execution.waiting?.for === 'return');
          if (fits) await play.signal(signal);
        }
        // A subflow's end and its parent's are steps of one move.
        expect(play.steps.length).toBeLessThanOrEqual(studioLimits.stepsPerExecution + 2);
        expect(play.execution.status === 'ended').toBe(play.execution.waiting === undefined);
      },
    ),
    { numRuns: 200 },
  );
});

test('the validator never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.oneof(flow, fc.jsonValue({ maxDepth: 4 })), (made) => {
      checkAtSave(made);
      for (const finding of validateFlow(made, { ours: true, functions: [], flows: {} })) {
        expect(finding.path).toMatch(/^#/);
        expect(finding.message).not.toBe('');
        expect(finding.instead).not.toBe('');
      }
    }),
    { numRuns: 200 },
  );
});
