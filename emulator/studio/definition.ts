import type { WidgetType } from './widgets';

/** A Studio flow as the console exports it and the REST API takes it. */
export interface FlowDefinition {
  readonly description?: string;
  readonly states: readonly State[];
  readonly initial_state: string;
  readonly flags?: { readonly allow_concurrent_calls: boolean };
}

/** A widget on the canvas. */
export interface State {
  readonly name: string;
  readonly type: WidgetType;
  readonly transitions: readonly Transition[];
  /** By the widget's type; read through `textOf` and its kin, since exports differ in what they write as a number. */
  readonly properties: Properties;
}
export type Properties = Readonly<Record<string, unknown>>;

export interface Transition {
  readonly event: string;
  /** The state that follows; none or '' ends the execution. */
  readonly next?: string;
  readonly conditions?: readonly Condition[]; // on event 'match' alone
}

export interface Condition {
  readonly friendly_name: string;
  readonly arguments: readonly string[];
  readonly type: string;
  readonly value?: string;
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** A property's text; '' when it is absent. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** A property that lists keys and values: `parameters`, `variables`, `content_variables`. */
export const pairsOf = (value: unknown): readonly KeyValue[] =>
  Array.isArray(value)
    ? value
        .filter(isObject)
        .map((pair) => ({ ...pair, key: textOf(pair.key), value: textOf(pair.value) }))
        .filter(({ key }) => key !== '')
    : [];

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const stateNamed = (flow: FlowDefinition, name: string): State | undefined =>
  flow.states.find((state) => state.name === name);

/** The state that follows `event`; '' when the execution ends there. */
export const nextOf = (state: State, event: string): string =>
  state.transitions.find((transition) => transition.event === event)?.next ?? '';
