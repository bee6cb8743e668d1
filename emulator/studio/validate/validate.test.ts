import type { FlowDefinition } from '../definition';
import { flowOf, type Sketch } from '../engine/testing';
import { type Rule, rules } from './finding';
import { checkAtSave, type Finding, validateFlow } from './index';

const start: Sketch[string] = ['trigger', {}, { incomingMessage: 'first', incomingRequest: undefined }];
const bye: Sketch[string] = ['send-message', { body: 'Bye' }, { sent: undefined, failed: undefined }];
const withFirst = (first: Sketch[string], more: Sketch = {}): FlowDefinition =>
  flowOf({ Trigger: start, first, ...more });
const says = (body: string): FlowDefinition =>
  withFirst(['send-message', { body }, { sent: undefined, failed: undefined }]);
const splitOn = (input: string, matches: Sketch[string][3], more: Sketch = {}): FlowDefinition =>
  withFirst(['split-based-on', { input }, { noMatch: 'bye' }, matches], { bye, ...more });
const body = '{{trigger.message.Body}}';

const ours = (flow: unknown, how: Partial<Parameters<typeof validateFlow>[1]> = {}) =>
  validateFlow(flow, { ours: true, ...how });
const lines = (findings: readonly Finding[]) =>
  findings.map(({ path, message, instead }) => `${path} ${message} -> ${instead}`);

/** One broken flow per rule, with every finding that it is to give. */
const examples: [Rule, string, unknown, string[], Partial<Parameters<typeof validateFlow>[1]>?][] = [
  [
    'save',
    'a number for a time-out',
    withFirst([
      'send-and-wait-for-reply',
      { body: '?', timeout: 60 },
      { incomingMessage: undefined, timeout: undefined, deliveryFailure: undefined },
    ]),
    [
      '#/states/1/properties/timeout integer found, string expected -> write the value in quotes: Studio keeps numbers as text',
    ],
  ],
  [
    'save',
    'a wrong event and a next that is not there',
    withFirst(['send-message', { body: 'Hi' }, { success: 'nobody', sent: undefined, failed: undefined }]),
    [
      '#/states/1/transitions/0/event must be a constant value sent -> use the name of an event that this widget raises',
      '#/states/1/transitions/0/event must be a constant value failed -> use the name of an event that this widget raises',
      "#/states/1/transitions/0/next references a state that does not exist: 'nobody' -> use the name of a state, or leave 'next' out to end there",
    ],
  ],
  [
    'save',
    'a subflow by Liquid',
    withFirst([
      'run-subflow',
      { flow_sid: '{{flow.data.sid}}', flow_revision: 'LatestPublished' },
      { completed: undefined, failed: undefined },
    ]),
    [
      '#/states/1/properties/flow_sid must be a valid, non-liquid flow sid -> write FW and 32 hex digits, or ${FLOW_SID:name} in a flow of ours',
    ],
  ],
  [
    'flags',
    'no flags',
    { ...says('Hi'), flags: undefined },
    ['#/flags flags are missing; every export has them -> "flags": {"allow_concurrent_calls": true}'],
  ],
  [
    'state-name',
    'a name with a space',
    flowOf({ Trigger: ['trigger', {}, { incomingMessage: 'say bye' }], 'say bye': bye }),
    [
      "#/states/1/name 'say bye' does not begin with a letter, or has a space or a period -> use letters, digits, _ and -",
    ],
  ],
  [
    'unknown-property',
    'a property that Studio does not know',
    withFirst(['send-message', { body: 'Hi', text: 'Hi' }, { sent: undefined, failed: undefined }]),
    [
      expect.stringMatching(
        '^#/states/1/properties/text is not a property that Studio knows here -> take it out, or use one of from, to, body',
      ) as unknown as string,
    ],
  ],
  [
    'unknown-property',
    'keys of a condition and of a variable that Studio does not know',
    strangeKeys(),
    [
      '#/states/1/properties/variables/0/name is not a property that Studio knows here -> take it out, or use one of key, value, index, type, parse_as_json',
      '#/states/2/transitions/1/conditions/0/not is not a property that Studio knows here -> take it out, or use one of friendly_name, arguments, type, value',
    ],
  ],
  [
    'trigger',
    'an initial state that is no trigger',
    { ...says('Hi'), states: says('Hi').states.slice(1), initial_state: 'first' },
    ["#/initial_state 'first' is a send-message, not a trigger -> name the state of type 'trigger'"],
  ],
  [
    'unreachable',
    'a state to which nothing leads',
    flowOf({ Trigger: start, first: bye, island: bye }),
    ["#/states/2 nothing leads to 'island' -> lead a transition to it, or take it out"],
  ],
  [
    'unwired',
    'a question without its other ways out',
    withFirst(
      [
        'send-and-wait-for-reply',
        { body: '?' },
        { incomingMessage: 'bye', timeout: undefined, deliveryFailure: undefined },
      ],
      { bye },
    ),
    [
      "#/states/1/transitions/1 'timeout' leads nowhere: the conversation just stops there -> lead it to a state that says goodbye or keeps what is known by then",
      "#/states/1/transitions/2 'deliveryFailure' leads nowhere: the conversation just stops there -> lead it to a state that keeps what is known by then",
    ],
  ],
  [
    'missing-event',
    'an event that is not listed',
    withFirst(['send-message', { body: 'Hi' }, { sent: undefined }]),
    ['#/states/1/transitions the event \'failed\' is not listed -> add {"event": "failed"}'],
  ],
  [
    'repeated-event',
    'two ways on from one event',
    repeatedEvent(),
    [
      "#/states/1/transitions/2 the event 'sent' has a transition already, so this one is never taken -> take one of the two out",
    ],
  ],
  [
    'liquid',
    'an output that is not closed',
    says('Hi {{trigger.message.From'),
    [
      '#/states/1/properties/body the Liquid does not parse: output "{{trigger.message.From" not closed -> close every {{ with }} and every {% with %}, and end what begins',
    ],
  ],
  [
    'liquid',
    'braces that close what nothing opens, but not those of JSON',
    withFirst([
      'make-http-request',
      {
        method: 'POST',
        url: 'https://example.org/',
        body: '{"a":{"b":"{{trigger.message.Body}}"}}',
        content_type: 'x}}',
      },
      { success: undefined, failed: undefined },
    ]),
    ['#/states/1/properties/content_type }} has no {{ before it -> put {{ where it begins'],
  ],
  [
    'liquid',
    'a filter that is not there',
    says('{{trigger.message.From | shout}}'),
    [
      expect.stringMatching(
        "^#/states/1/properties/body there is no Liquid filter 'shout' -> leave it out, or use one of upcase",
      ) as unknown as string,
    ],
  ],
  [
    'liquid',
    'a tag that is not there',
    says('{% include "x" %}'),
    [
      "#/states/1/properties/body there is no Liquid tag 'include' -> use one of assign, if, unless, case, for, capture, comment, break, continue",
    ],
  ],
  [
    'liquid',
    'a plus sign',
    says('{{trigger.message.NumMedia + 1}}'),
    [
      '#/states/1/properties/body {{trigger.message.NumMedia + 1}} adds with +, which Liquid does not know -> | plus: 1',
    ],
  ],
  [
    'whole-object',
    'an object in a text',
    says('{{trigger.message}}'),
    [
      '#/states/1/properties/body {{trigger.message}} is a whole object, which Studio renders as {name=Ada, open=2} -> pass each field that is needed, such as {{trigger.message.name}}',
    ],
  ],
  [
    'reference',
    'a widget that is not there',
    says('{{widgets.firs.outbound.Sid}}'),
    ["#/states/1/properties/body there is no widget 'firs' -> use the name of a widget; did you mean 'first'?"],
  ],
  [
    'reference',
    'an output that the widget does not have',
    says('{{widgets.first.inbound.Body}}'),
    ["#/states/1/properties/body 'first' is a send-message and has no 'inbound' -> it has outbound"],
  ],
  [
    'reference',
    'a field in the wrong case',
    says('{{widgets.first.outbound.sid}}'),
    ["#/states/1/properties/body a message has no 'sid' -> widgets.first.outbound.Sid"],
  ],
  [
    'reference',
    'what is not in the context at all',
    says('{{contact.name}}{{flow.data.x}}{{custmer}}'),
    [
      "#/states/1/properties/body contact has no 'name' -> contact.channel.address",
      '#/states/1/properties/body flow.data is empty: the trigger leads nowhere from incomingRequest -> wire incomingRequest, or read another variable',
      "#/states/1/properties/body there is no 'custmer' -> begin with trigger, contact, flow or widgets",
    ],
  ],
  [
    'reference',
    'the message of a flow that a request starts',
    flowOf({
      Trigger: ['trigger', {}, { incomingRequest: 'first' }],
      first: [
        'send-message',
        { body, service: '{{trigger.message.InstanceSid}}' },
        { sent: undefined, failed: undefined },
      ],
    }),
    [
      '#/states/1/properties/body trigger.message is empty: the trigger leads nowhere from incomingMessage -> use contact.channel.address, or flow.data',
    ],
  ],
  [
    'variable',
    'a variable that nobody sets',
    withFirst([
      'set-variables',
      { variables: [{ key: 'plate', value: '{{flow.variables.plat}}' }] },
      { next: undefined },
    ]),
    [
      "#/states/1/properties/variables/0/value flow.variables.plat is never set -> set it by a set-variables widget; did you mean 'plate'?",
    ],
  ],
  [
    'condition',
    'a pattern that does not compile',
    splitOn(body, [['bye', ['regex', '(a']]]),
    [
      '#/states/1/transitions/1/conditions/0/value the pattern (a does not compile, so it never matches -> correct it; it has no slashes, and is to match the whole text',
    ],
  ],
  [
    'condition',
    'a pattern between slashes',
    splitOn(body, [['bye', ['regex', '/yes/i']]]),
    [
      '#/states/1/transitions/1/conditions/0/value the slashes of /yes/i are taken for a part of the text -> yes; case makes no difference',
    ],
  ],
  [
    'condition',
    'values with which nothing compares',
    splitOn(body, [
      ['bye', ['less_than', 'ten']],
      ['bye', ['is_after_time', '5 pm']],
      ['bye', ['is_before_date', '03/12/2026']],
    ]),
    [
      "#/states/1/transitions/1/conditions/0/value less_than cannot compare with 'ten', so it never matches -> a number, such as 10",
      "#/states/1/transitions/2/conditions/0/value is_after_time cannot compare with '5 pm', so it never matches -> a time, such as 17:30",
      "#/states/1/transitions/3/conditions/0/value is_before_date cannot compare with '03/12/2026', so it never matches -> a date, such as 2026-03-12",
    ],
  ],
  [
    'condition',
    'a match without conditions, and a noMatch with some',
    misplacedConditions(),
    [
      "#/states/1/transitions/0/conditions 'noMatch' is taken when nothing matches; it has no conditions -> leave it out",
      '#/states/1/transitions/1/conditions a match without a condition is never taken -> a condition, or no transition',
    ],
  ],
  [
    'condition',
    'an empty alternative',
    splitOn(body, [['bye', ['matches_any_of', 'yes,y,']]]),
    ['#/states/1/transitions/1/conditions/0/value one of the alternatives is empty -> yes,y'],
  ],
  [
    'condition',
    'an argument that is not the input',
    otherArgument(),
    [
      '#/states/1/transitions/1/conditions/0/arguments does not test the input of its split -> ["{{trigger.message.Body}}"]',
    ],
  ],
  [
    'dead-condition',
    'an alternative that is listed twice',
    splitOn(body, [['bye', ['matches_any_of', 'Yes,y,yes']]]),
    ["#/states/1/transitions/1/conditions/0/value 'yes' is listed already: case makes no difference -> list it once"],
  ],
  [
    'dead-condition',
    'a value that an earlier transition takes',
    splitOn(body, [
      ['bye', ['contains', 'order']],
      ['bye', ['equal_to', 'My Order']],
    ]),
    [
      "#/states/1/transitions/2/conditions/0/value 'My Order' is never matched here: 'If value contains order' above takes it -> take it out, or move this transition up",
    ],
  ],
  [
    'dead-condition',
    'conditions that an earlier one covers',
    splitOn(body, [
      ['bye', ['contains', 'Car']],
      ['bye', ['starts_with', 'my car']],
      ['bye', ['less_than', '10']],
      ['bye', ['less_than', '5']],
      ['bye', ['regex', 'a+']],
      ['bye', ['regex', 'a+']],
      ['bye', ['is_blank', 'Is Blank']],
      ['bye', ['is_blank', 'Is blank']],
    ]),
    [2, 4, 6, 8].map((index) => {
      const earlier = ['contains Car', 'less_than 10', 'regex a+', 'is_blank Is Blank'][index / 2 - 1];
      return `#/states/1/transitions/${index}/conditions/0/value never matches here: 'If value ${earlier}' above takes all of it -> take it out, or move this transition up`;
    }),
  ],
  [
    'opt-out-word',
    'CANCEL as a command',
    splitOn(body, [['bye', ['matches_any_of', 'void,Cancel']]]),
    [
      "#/states/1/transitions/1/conditions/0/value 'Cancel' is a word that carriers act on: whoever texts it alone opts out, in, or gets their help -> another word, or two, such as 'CANCEL ORDER'",
    ],
  ],
  [
    'loop',
    'a question that is asked for ever',
    withFirst(
      ['send-and-wait-for-reply', { body: '?' }, { incomingMessage: 'check', timeout: 'bye', deliveryFailure: 'bye' }],
      {
        check: [
          'split-based-on',
          { input: '{{widgets.first.inbound.Body}}' },
          { noMatch: 'first' },
          [['bye', ['equal_to', 'y']]],
        ],
        bye,
      },
    ),
    [
      '#/states/1 the loop first > check > first has no counter: a customer can go round until Studio stops it (10 times one widget, 1000 steps) -> set-variables tries = {% if flow.variables.tries %}{{flow.variables.tries | plus: 1}}{% else %}1{% endif %}, then a split on it',
    ],
  ],
  [
    'loop',
    'a loop in which nobody is asked',
    withFirst(['set-variables', { variables: [] }, { next: 'first' }]),
    [
      '#/states/1 the loop first > first has no counter: nobody is asked in it, so it runs until Studio stops it (1000 steps) -> set-variables tries = {% if flow.variables.tries %}{{flow.variables.tries | plus: 1}}{% else %}1{% endif %}, then a split on it',
    ],
  ],
  [
    'function',
    'an empty URL',
    calls({ url: '' }),
    [
      '#/states/1/properties/url the URL is empty, so the widget always fails -> https://${DOMAIN}/path/of/the-function',
    ],
  ],
  [
    'function',
    'a domain in place of a placeholder',
    calls({ url: 'https://desk-1234-dev.twil.io/pickup/arrived' }),
    ['#/states/1/properties/url names a domain or has more than a path -> https://${DOMAIN}/path/of/the-function'],
  ],
  [
    'function',
    'SIDs in place of placeholders',
    calls({ service_sid: `ZS${'0'.repeat(32)}`, function_sid: '${FUNCTION_SID:/other}' }),
    [
      '#/states/1/properties/service_sid is not portable: it holds a SID, or nothing -> ${SERVICE_SID}',
      '#/states/1/properties/function_sid is not the Function of the URL -> ${FUNCTION_SID:/pickup/arrived}',
    ],
  ],
  [
    'function',
    'a Function that is not there',
    calls({}),
    [
      '#/states/1/properties/url there is no Function /pickup/arrived -> add functions/pickup/arrived.protected.ts, or correct the path',
    ],
    { functions: [] },
  ],
  [
    'function',
    'a private Function',
    calls({}),
    [
      '#/states/1/properties/url /pickup/arrived is private: Studio gets 403 -> rename it to functions/pickup/arrived.protected.ts',
    ],
    { functions: [{ path: '/pickup/arrived', visibility: 'private' }] },
  ],
  [
    'subflow',
    'a subflow that is not there',
    subflow(),
    ["#/states/1/properties/flow_sid there is no flow 'car' -> add flows/car.json, or correct the name"],
    { flows: {} },
  ],
  [
    'subflow',
    'a subflow by its SID',
    withFirst([
      'run-subflow',
      { flow_sid: `FW${'a'.repeat(32)}`, flow_revision: 'LatestPublished' },
      { completed: undefined, failed: undefined },
    ]),
    [
      '#/states/1/properties/flow_sid is not portable: it holds a SID, or names no flow -> ${FLOW_SID:name-of-the-file}',
    ],
  ],
  [
    'subflow',
    'a subflow in a subflow',
    subflow(),
    [
      "#/states/1/properties/flow_sid 'car' runs a subflow itself; Studio allows one level (81024) -> put the two into one",
    ],
    { flows: { car: subflow() } },
  ],
  [
    'timeout',
    'five hours',
    withFirst([
      'send-and-wait-for-reply',
      { body: '?', timeout: '18000' },
      { incomingMessage: undefined, timeout: undefined, deliveryFailure: undefined },
    ]),
    [
      '#/states/1/properties/timeout waits 18000 s; Twilio advises at most 14400 s, for later texts go to this question -> 14400',
    ],
  ],
  [
    'placeholder',
    'a name to be filled in',
    says('Welcome to [YOUR SHOP NAME]'),
    ["#/states/1/properties/body '[YOUR SHOP NAME]' is a placeholder that is not filled in -> what it stands for"],
  ],
  [
    'secret',
    'a token',
    withFirst([
      'make-http-request',
      { method: 'GET', url: `https://example.org/?token=${'0af1'.repeat(8)}` },
      { success: undefined, failed: undefined },
    ]),
    [
      '#/states/1/properties/url holds what looks like an auth token -> keep it in an environment variable of a Function, and call that',
    ],
  ],
];

type Loose = FlowDefinition & {
  states: { properties: Record<string, object[]>; transitions: { event: string; conditions?: object[] }[] }[];
};

function misplacedConditions(): FlowDefinition {
  const flow = structuredClone(splitOn(body, [['bye', ['equal_to', 'y']]])) as Loose;
  const [noMatch, match] = flow.states[1]!.transitions;
  noMatch!.conditions = match!.conditions!;
  match!.conditions = [];
  return flow;
}

function strangeKeys(): FlowDefinition {
  const flow = structuredClone(
    flowOf({
      Trigger: start,
      first: ['set-variables', { variables: [{ key: 'a', value: 'b', name: 'c' }] }, { next: 'second' }],
      second: ['split-based-on', { input: body }, { noMatch: 'bye' }, [['bye', ['equal_to', 'y']]]],
      bye,
    }),
  ) as Loose;
  Object.assign(flow.states[2]!.transitions[1]!.conditions![0]!, { not: true });
  return flow;
}

function repeatedEvent(): FlowDefinition {
  const flow = structuredClone(says('Hi')) as Loose;
  flow.states[1]!.transitions.push({ event: 'sent' });
  return flow;
}

function otherArgument(): FlowDefinition {
  const flow = structuredClone(splitOn(body, [['bye', ['equal_to', 'y']]])) as {
    states: { transitions: { conditions?: { arguments: string[] }[] }[] }[];
  } & FlowDefinition;
  flow.states[1]!.transitions[1]!.conditions![0]!.arguments = ['{{trigger.message.From}}'];
  return flow;
}

function calls(properties: Record<string, unknown>): FlowDefinition {
  const own = {
    service_sid: '${SERVICE_SID}',
    environment_sid: '${ENVIRONMENT_SID}',
    function_sid: '${FUNCTION_SID:/pickup/arrived}',
    url: 'https://${DOMAIN}/pickup/arrived',
  };
  return withFirst(['run-function', { ...own, ...properties }, { success: undefined, fail: undefined }]);
}

function subflow(): FlowDefinition {
  return withFirst([
    'run-subflow',
    { flow_sid: '${FLOW_SID:car}', flow_revision: 'LatestPublished' },
    { completed: undefined, failed: undefined },
  ]);
}

// Jest takes a parameter that a row leaves out for its `done`.
const rows = examples.map(([rule, name, flow, expected, how = {}]) => [rule, name, flow, expected, how] as const);

test.each(rows)('%s: %s', (rule, _name, flow, expected, how) => {
  const findings = ours(flow, how);
  expect(lines(findings)).toEqual(expected);
  expect(findings.every((finding) => finding.rule === rule && finding.severity === rules[rule].ours)).toBe(true);
});

test('every rule has an example', () => {
  expect([...new Set(examples.map(([rule]) => rule))].sort()).toEqual(Object.keys(rules).sort());
});

test('a finding names the state it is in', () => {
  expect(ours(says('{{nobody}}'))[0]).toMatchObject({ state: 'first', path: '#/states/1/properties/body' });
});

test('a flow that others wrote is warned of, not failed; what Twilio refuses is an error in any', () => {
  expect(validateFlow(says('{{nobody}}'), { ours: false })).toMatchObject([{ severity: 'warning' }]);
  expect(validateFlow({}, { ours: false })).toMatchObject([
    { severity: 'error', path: '#/initial_state', message: 'is missing but it is required' },
    { severity: 'error', path: '#/states', message: 'is missing but it is required' },
  ]);
});

test('a loop with a counter is fine', () => {
  const counted = withFirst(
    ['send-and-wait-for-reply', { body: '?' }, { incomingMessage: 'check', timeout: 'bye', deliveryFailure: 'bye' }],
    {
      check: [
        'split-based-on',
        { input: '{{widgets.first.inbound.Body}}' },
        { noMatch: 'count' },
        [['bye', ['equal_to', 'y']]],
      ],
      count: [
        'set-variables',
        {
          variables: [
            {
              key: 'tries',
              value: '{% if flow.variables.tries %}{{flow.variables.tries | plus: 1}}{% else %}1{% endif %}',
            },
          ],
        },
        { next: 'third' },
      ],
      third: [
        'split-based-on',
        { input: '{{flow.variables.tries}}' },
        { noMatch: 'first' },
        [['bye', ['equal_to', '3']]],
      ],
      bye,
    },
  );
  expect(ours(counted)).toEqual([]);
});

test('voice widgets load and are not found fault with', () => {
  const flow = flowOf({
    Trigger: ['trigger', {}, { incomingCall: 'gather' }],
    gather: [
      'gather-input-on-call',
      { number_of_digits: 1, timeout: 5, say: 'Press 0' },
      { keypress: 'say', speech: undefined, timeout: undefined },
    ],
    say: ['say-play', { say: 'Bye', loop: 1 }, { audioComplete: undefined }],
  });
  expect(ours(flow)).toEqual([]);
});

test.each([
  [null, [{ property_path: '#', message: 'null found, object expected' }]],
  [
    { states: [], initial_state: '' },
    [
      { property_path: '#/initial_state', message: 'must be at least 1 characters long' },
      { property_path: '#/states', message: 'there must be a minimum of 1 items in the array' },
    ],
  ],
  [
    { states: [1], initial_state: 'a', flags: {} },
    [
      { property_path: '#/flags/allow_concurrent_calls', message: 'is missing but it is required' },
      { property_path: '#/initial_state', message: "references a state that does not exist: 'a'" },
      { property_path: '#/states/0', message: 'integer found, object expected' },
    ],
  ],
  [
    { states: [{ name: 'a', type: 'search', transitions: [], properties: {} }], initial_state: 'a' },
    [
      {
        property_path: '#/states/0/type',
        message: expect.stringContaining('does not have a value in the enumeration [trigger, send-message'),
      },
    ],
  ],
])('Twilio refuses %j', (definition, errors) => {
  expect(checkAtSave(definition)).toEqual(errors);
});
