import { type FlowDefinition, pairsOf, stateNamed, textOf } from '../definition';
import { studioLimits } from '../limits';
import { type Check, pathOf } from './finding';
import { followersOf, loopsOf } from './graph';

/**
 * A loop needs a counter: a set-variables that adds to a variable, and a split that looks at it, both on every way round. Without
 * one it goes on until Studio stops the execution.
 */
export const loops: Check = function* ({ flow }) {
  const counters = countersIn(flow);
  for (const loop of uncounted(flow, loopsOf(flow), counters)) {
    const first = stateNamed(flow, loop[0] ?? '');
    if (first === undefined) continue;
    const waits = loop.some((name) => stateNamed(flow, name)?.type === 'send-and-wait-for-reply');
    const { sameWidgetInARow, stepsPerExecution } = studioLimits;
    const end = waits
      ? `a customer can go round until Studio stops it (${sameWidgetInARow} times one widget, ${stepsPerExecution} steps)`
      : `nobody is asked in it, so it runs until Studio stops it (${stepsPerExecution} steps)`;
    yield {
      rule: 'loop',
      path: pathOf(flow, first),
      message: `the loop ${roundOf(flow, loop).join(' > ')} has no counter: ${end}`,
      instead:
        'set-variables tries = {% if flow.variables.tries %}{{flow.variables.tries | plus: 1}}{% else %}1{% endif %}, then a split on it',
    };
  }
};

/** The shortest way from the loop's first state back to it. */
function roundOf(flow: FlowDefinition, loop: readonly string[]): readonly string[] {
  const first = loop[0] ?? '';
  const ways = [[first]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of followersOf(flow, way.at(-1) ?? '')) {
      if (next === first) return [...way, first];
      if (seen.has(next) || !loop.includes(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return loop;
}

interface Counter {
  readonly adds: ReadonlySet<string>;
  readonly looks: ReadonlySet<string>;
}

function countersIn(flow: FlowDefinition): readonly Counter[] {
  const keys = new Map<string, Set<string>>();
  for (const state of flow.states) {
    if (state.type !== 'set-variables') continue;
    for (const { key, value } of pairsOf(state.properties.variables)) {
      if (!/\|\s*plus\b/.test(value)) continue;
      keys.set(key, (keys.get(key) ?? new Set()).add(state.name));
    }
  }
  return [...keys].map(([key, adds]) => {
    const looks = flow.states.filter(
      (state) =>
        state.type === 'split-based-on' &&
        new RegExp(`flow\\.variables\\.${escapeRegex(key)}\\b`).test(textOf(state.properties.input)),
    );
    return { adds, looks: new Set(looks.map(({ name }) => name)) };
  });
}

const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Those loops that are still there when the counters are taken out: without what adds, or without what looks. */
function uncounted(flow: FlowDefinition, all: readonly string[][], counters: readonly Counter[]): readonly string[][] {
  const complete = counters.filter(({ looks }) => looks.size > 0);
  const adds = new Set(complete.flatMap((counter) => [...counter.adds]));
  const looks = new Set(complete.flatMap((counter) => [...counter.looks]));
  const endless = [...loopsOf(flow, adds), ...loopsOf(flow, looks)];
  return all.flatMap((loop) => {
    const inner = endless.find((one) => one.every((name) => loop.includes(name)));
    return inner === undefined ? [] : [inner];
  });
}
