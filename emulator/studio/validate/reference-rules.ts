import { Liquid } from 'liquidjs';
import { type FlowDefinition, nextOf, pairsOf, type State, stateNamed } from '../definition';
import { parseTemplate } from '../liquid';
import { kindOf } from '../widgets';
import type { Check, Checked, Draft } from './finding';
import { hasLiquid, type TemplateAt, templatesOf } from './templates';

const analyser = new Liquid();

/** Liquid that reads what is never there: Studio renders it as nothing, without a word. */
export const references: Check = function* (checked) {
  const seen = new Set<string>();
  for (const template of templatesOf(checked)) {
    for (const path of pathsIn(template.text)) {
      const finding = findingOf(path, template, checked);
      const key = `${template.path} ${finding?.message}`;
      if (finding === undefined || seen.has(key)) continue;
      seen.add(key);
      yield finding;
    }
  }
};

function pathsIn(text: string): readonly string[][] {
  if (!hasLiquid(text)) return [];
  const parsed = parseTemplate(text);
  if (parsed instanceof Error) return [];
  return analyser
    .globalVariableSegmentsSync([...parsed])
    .map((segments) => segments.map((segment) => (Array.isArray(segment) ? '*' : String(segment))));
}

type Problem = { rule: 'reference' | 'variable'; message: string; instead: string };

function findingOf(path: readonly string[], template: TemplateAt, { flow }: Checked): Draft | undefined {
  const [root = '', ...rest] = path;
  const problem = roots[root]?.(rest, { flow, template }) ?? unknownRoot(root);
  return problem === 'fine' ? undefined : { ...problem, path: template.path };
}

interface Place {
  readonly flow: FlowDefinition;
  readonly template: TemplateAt;
}
type Look = (path: readonly string[], place: Place) => Problem | 'fine';

const reference = (message: string, instead: string): Problem => ({ rule: 'reference', message, instead });

const unknownRoot = (root: string): Problem =>
  reference(`there is no '${root}'`, 'begin with trigger, contact, flow or widgets');

const roots: Record<string, Look> = {
  contact: (path) =>
    ['', 'channel', 'channel.address'].includes(path.join('.'))
      ? 'fine'
      : reference(`contact has no '${path.join('.')}'`, 'contact.channel.address'),
  flow: lookInFlow,
  trigger: lookInTrigger,
  widgets: lookInWidgets,
};

function lookInFlow([member, name, ...rest]: readonly string[], { flow }: Place): Problem | 'fine' {
  switch (member) {
    case undefined:
    case 'sid':
    case 'flow_sid':
      return 'fine';
    case 'channel':
      return name === undefined || (name === 'address' && rest.length === 0)
        ? 'fine'
        : reference(`flow.channel has no '${name}'`, 'flow.channel.address');
    case 'data':
      if (isWired(flow, 'incomingRequest') || isWired(flow, 'incomingParent')) return 'fine';
      return reference(
        'flow.data is empty: the trigger leads nowhere from incomingRequest',
        'wire incomingRequest, or read another variable',
      );
    case 'variables':
      if (name === undefined || variablesIn(flow).has(name)) return 'fine';
      return {
        rule: 'variable',
        message: `flow.variables.${name} is never set`,
        instead: `set it by a set-variables widget${nearest(name, [...variablesIn(flow)])}`,
      };
    default:
      return reference(
        `flow has no '${member}'`,
        'flow.variables, flow.data, flow.channel.address, flow.sid or flow.flow_sid',
      );
  }
}

const triggerEvents: Record<string, readonly string[]> = {
  message: ['incomingMessage'],
  conversation: ['incomingConversationMessage'],
  call: ['incomingCall'],
  request: ['incomingRequest'],
  parent: ['incomingParent'],
};

function lookInTrigger([member]: readonly string[], { flow, template }: Place): Problem | 'fine' {
  if (member === undefined) return 'fine';
  const events = triggerEvents[member];
  if (events === undefined) {
    return reference(`trigger has no '${member}'`, `trigger.${Object.keys(triggerEvents).join(', trigger.')}`);
  }
  // The editor writes trigger.message into these two of every message widget.
  if (template.property === 'service' || template.property === 'channel') return 'fine';
  if (events.some((event) => isWired(flow, event)) || isWired(flow, 'incomingParent')) return 'fine';
  return reference(
    `trigger.${member} is empty: the trigger leads nowhere from ${events.join(', ')}`,
    member === 'message' ? 'use contact.channel.address, or flow.data' : `wire ${events[0]}`,
  );
}

const isWired = (flow: FlowDefinition, event: string): boolean =>
  flow.states.some((state) => state.type === 'trigger' && nextOf(state, event) !== '');

const variablesIn = (flow: FlowDefinition): ReadonlySet<string> =>
  new Set(
    flow.states
      .filter(({ type }) => type === 'set-variables')
      .flatMap(({ properties }) => pairsOf(properties.variables).map(({ key }) => key)),
  );

function lookInWidgets([name, output, field]: readonly string[], { flow }: Place): Problem | 'fine' {
  if (name === undefined || name === '*') return 'fine';
  const state = stateNamed(flow, name);
  if (state === undefined) {
    const others = flow.states.map((other) => other.name);
    return reference(`there is no widget '${name}'`, `use the name of a widget${nearest(name, others)}`);
  }
  if (output === undefined || output === '*') return 'fine';
  const outputs = outputsOf(state);
  if (outputs !== undefined && !outputs.includes(output)) {
    const has = outputs.length === 0 ? 'it has no output' : `it has ${outputs.join(', ')}`;
    return reference(`'${name}' is a ${state.type} and has no '${output}'`, `${has}${nearest(output, outputs)}`);
  }
  if ((output === 'inbound' || output === 'outbound') && field !== undefined && /^[a-z]/.test(field)) {
    const capital = field.charAt(0).toUpperCase() + field.slice(1);
    return reference(`a message has no '${field}'`, `widgets.${name}.${output}.${capital}`);
  }
  return 'fine';
}

const outputsOf = (state: State): readonly string[] | undefined =>
  state.type === 'set-variables'
    ? pairsOf(state.properties.variables).map(({ key }) => key)
    : kindOf(state.type)?.outputs;

/** '; did you mean X?' where one is a letter or two away. */
function nearest(name: string, others: readonly string[]): string {
  const close = others.find((other) => distance(name.toLowerCase(), other.toLowerCase()) <= 2);
  return close === undefined ? '' : `; did you mean '${close}'?`;
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 3;
}
