import { conditionTypes, isConditionType, valuelessConditions } from '../conditions';
import { isObject } from '../definition';
import { studioLimits } from '../limits';
import { isPlaceholder } from '../placeholders';
import { kindOf, type PropertyKind, widgetKinds } from '../widgets';

/** What Studio refuses to save, at `property_path` and in the words of its JSON Schema validator. */
export interface SaveError {
  readonly property_path: string; // '#/states/3/properties/timeout'
  readonly message: string;
}

type Report = (path: string, message: string) => void;

/**
 * The checks that Twilio makes when a flow is saved. It knows nothing of Liquid, of references to widgets that are not there, and
 * of events that lead nowhere.
 *
 * @param how `unresolved`: the flow is a file of a repository, in which placeholders stand for what only a deployment knows
 */
export function checkAtSave(definition: unknown, how: { unresolved?: boolean } = {}): readonly SaveError[] {
  const errors: SaveError[] = [];
  const report: Report = (path, message) => void errors.push({ property_path: path, message });
  if (!isObject(definition)) {
    report('#', expected(definition, 'object'));
    return errors;
  }

  checkText(definition, 'description', '#', report, { required: false });
  checkText(definition, 'initial_state', '#', report);
  checkFlags(definition.flags, report);
  const { states, initial_state: initial } = definition;
  if (states === undefined) report('#/states', missing);
  else if (!Array.isArray(states)) report('#/states', expected(states, 'array'));
  else {
    if (states.length === 0) report('#/states', 'there must be a minimum of 1 items in the array');
    if (states.length > studioLimits.widgetsPerFlow) {
      report('#/states', `there must be a maximum of ${studioLimits.widgetsPerFlow} items in the array`);
    }
    const names = states.map((state: unknown) => (isObject(state) ? state.name : undefined));
    if (typeof initial === 'string' && initial !== '' && !names.includes(initial)) {
      report('#/initial_state', unknownState(initial));
    }
    states.forEach((state: unknown, index) => {
      const path = `#/states/${index}`;
      if (!isObject(state)) {
        report(path, expected(state, 'object'));
        return;
      }
      checkState(state, path, { names, unresolved: how.unresolved ?? false, report });
      if (typeof state.name === 'string' && names.indexOf(state.name) < index) {
        report(`${path}/name`, `must be unique: there is another state '${state.name}'`);
      }
    });
  }
  return errors;
}

const missing = 'is missing but it is required';
const unknownState = (name: string) => `references a state that does not exist: '${name}'`;
const notOneOf = (values: readonly string[]) => `does not have a value in the enumeration [${values.join(', ')}]`;
const expected = (found: unknown, type: string) => `${typeName(found)} found, ${type} expected`;

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** @returns the text where it is one */
function checkText(
  holder: Record<string, unknown>,
  key: string,
  path: string,
  report: Report,
  { required = true }: { required?: boolean } = {},
): string | undefined {
  const value = holder[key];
  const place = `${path}/${key}`;
  if (value === undefined || value === null) {
    if (required) report(place, missing);
    return undefined;
  }
  if (typeof value !== 'string') {
    report(place, expected(value, 'string'));
    return undefined;
  }
  if (required && value === '' && key !== 'url') report(place, 'must be at least 1 characters long');
  return value;
}

function checkFlags(flags: unknown, report: Report): void {
  if (flags === undefined) return;
  if (!isObject(flags)) {
    report('#/flags', expected(flags, 'object'));
    return;
  }
  const allow = flags.allow_concurrent_calls;
  if (allow === undefined) report('#/flags/allow_concurrent_calls', missing);
  else if (typeof allow !== 'boolean') report('#/flags/allow_concurrent_calls', expected(allow, 'boolean'));
}

function checkState(
  state: Record<string, unknown>,
  path: string,
  { names, unresolved, report }: { names: readonly unknown[]; unresolved: boolean; report: Report },
): void {
  checkText(state, 'name', path, report);
  const type = checkText(state, 'type', path, report);
  const kind = type === undefined ? undefined : kindOf(type);
  if (type !== undefined && type !== '' && kind === undefined) {
    report(`${path}/type`, notOneOf(Object.keys(widgetKinds)));
  }

  const { transitions, properties } = state;
  if (transitions === undefined) report(`${path}/transitions`, missing);
  else if (!Array.isArray(transitions)) report(`${path}/transitions`, expected(transitions, 'array'));
  else {
    transitions.forEach((transition: unknown, index) => {
      checkTransition(transition, `${path}/transitions/${index}`, { events: kind?.events, names, report });
    });
  }

  if (properties === undefined) report(`${path}/properties`, missing);
  else if (!isObject(properties)) report(`${path}/properties`, expected(properties, 'object'));
  else {
    for (const [name, property] of Object.entries(kind?.properties ?? {})) {
      checkProperty(properties, name, property, { path: `${path}/properties`, report });
    }
    if (type === 'run-subflow') checkSubflow(properties, `${path}/properties`, { unresolved, report });
  }
}

function checkTransition(
  transition: unknown,
  path: string,
  { events, names, report }: { events: readonly string[] | undefined; names: readonly unknown[]; report: Report },
): void {
  if (!isObject(transition)) {
    report(path, expected(transition, 'object'));
    return;
  }
  const event = checkText(transition, 'event', path, report);
  if (event !== undefined && events !== undefined && !events.includes(event)) {
    for (const known of events) report(`${path}/event`, `must be a constant value ${known}`);
  }
  const next = checkText(transition, 'next', path, report, { required: false });
  if (next && !names.includes(next)) report(`${path}/next`, unknownState(next));

  const { conditions } = transition;
  if (conditions === undefined) {
    if (event === 'match') report(`${path}/conditions`, missing);
    return;
  }
  if (!Array.isArray(conditions)) {
    report(`${path}/conditions`, expected(conditions, 'array'));
    return;
  }
  conditions.forEach((condition: unknown, index) => {
    checkCondition(condition, `${path}/conditions/${index}`, report);
  });
}

function checkCondition(condition: unknown, path: string, report: Report): void {
  if (!isObject(condition)) {
    report(path, expected(condition, 'object'));
    return;
  }
  checkText(condition, 'friendly_name', path, report);
  const type = checkText(condition, 'type', path, report);
  if (type && !isConditionType(type)) report(`${path}/type`, notOneOf(conditionTypes));
  checkText(condition, 'value', path, report, { required: type === undefined || !valuelessConditions.includes(type) });
  const { arguments: inputs } = condition;
  if (inputs === undefined) report(`${path}/arguments`, missing);
  else if (!Array.isArray(inputs)) report(`${path}/arguments`, expected(inputs, 'array'));
  else {
    inputs.forEach((input: unknown, index) => {
      if (typeof input !== 'string') report(`${path}/arguments/${index}`, expected(input, 'string'));
    });
  }
}

function checkProperty(
  properties: Record<string, unknown>,
  name: string,
  kind: PropertyKind,
  { path, report }: { path: string; report: Report },
): void {
  const value = properties[name];
  if (kind.type === 'string') {
    const text = checkText(properties, name, path, report, { required: kind.required ?? false });
    if (text && kind.values && !kind.values.includes(text)) report(`${path}/${name}`, notOneOf(kind.values));
    return;
  }
  if (value === undefined || value === null || kind.type !== 'pairs') return;
  if (!Array.isArray(value)) {
    report(`${path}/${name}`, expected(value, 'array'));
    return;
  }
  value.forEach((pair: unknown, index) => {
    const place = `${path}/${name}/${index}`;
    if (!isObject(pair)) {
      report(place, expected(pair, 'object'));
      return;
    }
    checkText(pair, 'key', place, report);
    const text = pair.value;
    if (text === undefined) report(`${place}/value`, missing);
    else if (typeof text !== 'string') report(`${place}/value`, expected(text, 'string'));
  });
}

const revisionNames = ['LatestPublished', 'LatestRevision', 'LatestDraft'];

function checkSubflow(
  properties: Record<string, unknown>,
  path: string,
  { unresolved, report }: { unresolved: boolean; report: Report },
): void {
  const { flow_sid: sid, flow_revision: revision } = properties;
  const isFlowSid = (text: string) =>
    /^FW[0-9a-fA-F]{32}$/.test(text) || (unresolved && isPlaceholder(text, 'FLOW_SID'));
  if (typeof sid === 'string' && !isFlowSid(sid)) {
    report(`${path}/flow_sid`, 'must be a valid, non-liquid flow sid');
  }
  if (typeof revision === 'string' && revision !== '' && !/^\d+$/.test(revision) && !revisionNames.includes(revision)) {
    report(`${path}/flow_revision`, notOneOf(revisionNames));
  }
}
