import type { FlowDefinition, State } from '../definition';

/** What is wrong at one place of a flow, and what to write instead. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: 'error' | 'warning';
  readonly path: string; // '#/states/3/properties/timeout'
  readonly state?: string; // the state's name, where it is in one
  readonly message: string;
  readonly instead: string;
}

/** The rules, each with how serious it is: in a flow of ours, and in one that others wrote and Twilio saved. */
export const rules = {
  save: { ours: 'error', theirs: 'error' }, // Twilio refuses it
  flags: { ours: 'error', theirs: 'warning' },
  'state-name': { ours: 'error', theirs: 'warning' },
  'unknown-property': { ours: 'error', theirs: 'warning' },
  trigger: { ours: 'error', theirs: 'warning' },
  unreachable: { ours: 'error', theirs: 'warning' },
  unwired: { ours: 'error', theirs: 'warning' },
  'repeated-event': { ours: 'error', theirs: 'warning' },
  'missing-event': { ours: 'warning', theirs: 'warning' },
  liquid: { ours: 'error', theirs: 'warning' },
  'whole-object': { ours: 'error', theirs: 'warning' },
  reference: { ours: 'error', theirs: 'warning' },
  variable: { ours: 'error', theirs: 'warning' },
  condition: { ours: 'error', theirs: 'warning' },
  'dead-condition': { ours: 'error', theirs: 'warning' },
  'opt-out-word': { ours: 'warning', theirs: 'warning' },
  loop: { ours: 'error', theirs: 'warning' },
  function: { ours: 'error', theirs: 'warning' },
  subflow: { ours: 'error', theirs: 'warning' },
  timeout: { ours: 'warning', theirs: 'warning' },
  placeholder: { ours: 'error', theirs: 'warning' },
  secret: { ours: 'error', theirs: 'error' },
} as const satisfies Record<string, { ours: Finding['severity']; theirs: Finding['severity'] }>;
export type Rule = keyof typeof rules;

/** What the rules are given: a flow that Twilio would save. */
export interface Checked {
  readonly flow: FlowDefinition;
  readonly ours: boolean;
  /** Our Functions; undefined where they are not known. */
  readonly functions?: readonly FunctionDoor[];
  /** Our flows by the name in `${FLOW_SID:name}`. */
  readonly flows?: Readonly<Record<string, FlowDefinition>>;
}
export interface FunctionDoor {
  readonly path: string; // '/pickup/find-order'
  readonly visibility: 'public' | 'protected' | 'private';
}

export type Draft = Omit<Finding, 'severity' | 'state'>;
export type Check = (checked: Checked) => Iterable<Draft>;

export const pathOf = (flow: FlowDefinition, state: State, rest = ''): string =>
  `#/states/${flow.states.indexOf(state)}${rest}`;
