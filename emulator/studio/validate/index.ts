import type { FlowDefinition } from '../definition';
import { conditions, optOutWords } from './condition-rules';
import { type Check, type Checked, type Draft, type Finding, rules } from './finding';
import { functions, subflows, timeouts } from './function-rules';
import { liquid } from './liquid-rules';
import { loops } from './loop-rules';
import { missingEvents, repeatedEvents, unreachable, unwired } from './path-rules';
import { references } from './reference-rules';
import { checkAtSave } from './save-check';
import { flags, initialState, saveFinding, stateNames, unknownKeys } from './shape-rules';
import { placeholders, secrets } from './text-rules';

export type { Finding, FunctionDoor } from './finding';
export { checkAtSave } from './save-check';

const checks: readonly Check[] = [
  flags,
  stateNames,
  initialState,
  unknownKeys,
  unreachable,
  unwired,
  missingEvents,
  repeatedEvents,
  liquid,
  references,
  conditions,
  optOutWords,
  loops,
  functions,
  subflows,
  timeouts,
  placeholders,
  secrets,
];

/**
 * Everything that is wrong with a flow: first what Twilio refuses; where there is nothing of that, what Twilio saves without a word
 * and a customer meets later. A flow of ours is held to more than one that others wrote.
 */
export function validateFlow(definition: unknown, how: Omit<Checked, 'flow'>): readonly Finding[] {
  const refused = checkAtSave(definition, { unresolved: true }).map(saveFinding);
  if (refused.length > 0) return refused.map((draft) => findingOf(draft, definition, how.ours));

  const flow = definition as FlowDefinition;
  return checks.flatMap((check) => [...check({ ...how, flow })]).map((draft) => findingOf(draft, flow, how.ours));
}

function findingOf(draft: Draft, definition: unknown, ours: boolean): Finding {
  const state = stateAt(definition, draft.path);
  return {
    ...draft,
    severity: rules[draft.rule][ours ? 'ours' : 'theirs'],
    ...(state !== undefined && { state }),
  };
}

function stateAt(definition: unknown, path: string): string | undefined {
  const index = /^#\/states\/(\d+)/.exec(path)?.[1];
  const states = (definition as { states?: unknown } | null)?.states;
  if (index === undefined || !Array.isArray(states)) return undefined;
  const name: unknown = states[Number(index)]?.name;
  return typeof name === 'string' ? name : undefined;
}
