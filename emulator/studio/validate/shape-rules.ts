import { isObject } from '../definition';
import { kindOf, type PropertyKind } from '../widgets';
import { type Check, type Draft, pathOf } from './finding';
import type { SaveError } from './save-check';

/** What Twilio refuses, with what to write instead. */
export const saveFinding = ({ property_path: path, message }: SaveError): Draft => ({
  rule: 'save',
  path,
  message,
  instead: hints.find(([pattern]) => pattern.test(message))?.[1] ?? 'Twilio refuses to save it (81022); correct it',
});

const hints: readonly (readonly [RegExp, string])[] = [
  [/^(integer|number|boolean) found, string expected/, 'write the value in quotes: Studio keeps numbers as text'],
  [/^is missing/, 'add it'],
  [/^does not have a value in the enumeration/, 'use one of these values'],
  [/^must be a constant value/, 'use the name of an event that this widget raises'],
  [/^references a state that does not exist/, "use the name of a state, or leave 'next' out to end there"],
  [/^must be a valid, non-liquid flow sid/, 'write FW and 32 hex digits, or ${FLOW_SID:name} in a flow of ours'],
  [/^must be unique/, 'rename one of the two, and what refers to it'],
];

export const flags: Check = function* ({ flow }) {
  if (flow.flags !== undefined) return;
  const message = 'flags are missing; every export has them';
  yield { rule: 'flags', path: '#/flags', message, instead: '"flags": {"allow_concurrent_calls": true}' };
};

/** Twilio's editor allows no more; a name with a period cannot be reached by Liquid. */
export const stateNames: Check = function* ({ flow }) {
  for (const state of flow.states) {
    if (/^[A-Za-z][^\s.]*$/.test(state.name)) continue;
    yield {
      rule: 'state-name',
      path: pathOf(flow, state, '/name'),
      message: `'${state.name}' does not begin with a letter, or has a space or a period`,
      instead: 'use letters, digits, _ and -',
    };
  }
};

export const initialState: Check = function* ({ flow }) {
  const initial = flow.states.find(({ name }) => name === flow.initial_state);
  if (initial === undefined || initial.type === 'trigger') return;
  yield {
    rule: 'trigger',
    path: '#/initial_state',
    message: `'${initial.name}' is a ${initial.type}, not a trigger`,
    instead: "name the state of type 'trigger'",
  };
};

/** Only for flows of ours: what others have in their exports, Twilio wrote. */
export const unknownKeys: Check = function* ({ flow, ours }) {
  if (!ours) return;
  const unknown = (path: string, names: readonly string[]): Draft => ({
    rule: 'unknown-property',
    path,
    message: 'is not a property that Studio knows here',
    instead: `take it out, or use one of ${names.join(', ')}`,
  });
  for (const [key, path] of strangers(flow, topKeys, '#')) yield unknown(`${path}/${key}`, topKeys);
  for (const state of flow.states) {
    for (const [key, path] of strangers(state, stateKeys, pathOf(flow, state)))
      yield unknown(`${path}/${key}`, stateKeys);
    for (const [index, transition] of state.transitions.entries()) {
      const place = pathOf(flow, state, `/transitions/${index}`);
      for (const [key, path] of strangers(transition, transitionKeys, place))
        yield unknown(`${path}/${key}`, transitionKeys);
      for (const [c, condition] of (transition.conditions ?? []).entries()) {
        for (const [key, path] of strangers(condition, conditionKeys, `${place}/conditions/${c}`))
          yield unknown(`${path}/${key}`, conditionKeys);
      }
    }
    const known = kindOf(state.type)?.properties;
    if (known === undefined) continue;
    const names = [...Object.keys(known), 'offset'];
    for (const [key, path] of strangers(state.properties, names, pathOf(flow, state, '/properties'))) {
      yield unknown(`${path}/${key}`, names);
    }
    for (const [name, { type }] of Object.entries<PropertyKind>(known)) {
      const pairs = type === 'pairs' ? state.properties[name] : undefined;
      for (const [p, pair] of (Array.isArray(pairs) ? pairs : []).entries()) {
        for (const [key, path] of strangers(pair, pairKeys, pathOf(flow, state, `/properties/${name}/${p}`)))
          yield unknown(`${path}/${key}`, pairKeys);
      }
    }
  }
};

const topKeys = ['$schema', 'description', 'states', 'initial_state', 'flags'];
const stateKeys = ['name', 'type', 'transitions', 'properties'];
const transitionKeys = ['event', 'next', 'conditions'];
const conditionKeys = ['friendly_name', 'arguments', 'type', 'value'];
const pairKeys = ['key', 'value', 'index', 'type', 'parse_as_json'];

const strangers = (holder: unknown, known: readonly string[], path: string): [string, string][] =>
  isObject(holder)
    ? Object.keys(holder)
        .filter((key) => !known.includes(key))
        .map((key) => [key, path])
    : [];
