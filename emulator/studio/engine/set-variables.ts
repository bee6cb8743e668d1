import { type KeyValue, pairsOf } from '../definition';
import type { Context } from './execution';
import type { Outcome, Visit } from './widget';

/**
 * Sets each variable as `flow.variables.KEY` and `widgets.NAME.KEY`. All are rendered before any is set: whether Studio lets one
 * read another of the same widget is not documented, so a flow should not count on it.
 */
export function setVariables(visit: Visit): Outcome {
  const { state, frame } = visit;
  const set = Object.fromEntries(
    pairsOf(state.properties.variables).map((pair) => [pair.key, variableOf(visit, pair)]),
  );
  const { flow, widgets } = frame.context;
  const context: Context = {
    ...frame.context,
    flow: { ...flow, variables: { ...flow.variables, ...set } },
    widgets: { ...widgets, [state.name]: { ...widgets[state.name], ...set } },
  };
  return { kind: 'event', event: 'next', context };
}

function variableOf(visit: Visit, pair: KeyValue & { parse_as_json?: unknown; type?: unknown }): unknown {
  const text = visit.render(pair.value);
  if (pair.parse_as_json !== true && pair.type !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    visit.ports.warn({ code: 81027, widget: visit.state.name, message: `${pair.key} is not JSON: ${text}` });
    return text;
  }
}
