import { conditionHolds, isConditionType, regexOf } from '../conditions';
import { type Condition, nextOf } from '../definition';
import type { Outcome, Visit } from './widget';

/** The first match in order whose conditions all hold; otherwise noMatch. */
export function split(visit: Visit): Outcome {
  const { state, ports } = visit;
  const transition = state.transitions.find(
    ({ event, conditions }) =>
      event === 'match' &&
      conditions !== undefined &&
      conditions.length > 0 &&
      conditions.every((one) => holds(visit, one)),
  );
  if (transition !== undefined) return { kind: 'event', event: 'match', transition };

  if (nextOf(state, 'noMatch') === '') {
    const input = visit.render(state.properties.input);
    ports.warn({ code: 81005, widget: state.name, message: `nothing matches "${input}", and noMatch leads nowhere` });
  }
  return { kind: 'event', event: 'noMatch' };
}

function holds(visit: Visit, condition: Condition): boolean {
  if (!isConditionType(condition.type)) return false;
  const value = visit.render(condition.value);
  if (condition.type === 'regex' && regexOf(value) === undefined) {
    visit.ports.warn({ code: 81005, widget: visit.state.name, message: `the pattern ${value} does not compile` });
  }
  const inputs = Array.isArray(condition.arguments) && condition.arguments.length > 0 ? condition.arguments : undefined;
  return (inputs ?? [visit.state.properties.input]).every((input) =>
    conditionHolds(condition.type as Parameters<typeof conditionHolds>[0], visit.render(input), value),
  );
}
