import { type FlowDefinition, stateNamed } from '../definition';

export const followersOf = (flow: FlowDefinition, name: string): readonly string[] =>
  (stateNamed(flow, name)?.transitions ?? []).flatMap(({ next }) => (next ? [next] : []));

export function reachableFrom(flow: FlowDefinition, name: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...followersOf(flow, next));
  }
  return reached;
}

/** The loops of the flow with some states taken out: groups of states from each of which every other can be reached. */
export function loopsOf(flow: FlowDefinition, without: ReadonlySet<string> = new Set()): readonly string[][] {
  const names = flow.states.map(({ name }) => name).filter((name) => !without.has(name));
  const reach = new Map(names.map((name) => [name, reachAfter(flow, name, without)]));
  const grouped = new Set<string>();
  const loops: string[][] = [];
  for (const name of names) {
    if (grouped.has(name) || !reach.get(name)?.has(name)) continue;
    const loop = names.filter((other) => reach.get(name)?.has(other) && reach.get(other)?.has(name));
    for (const member of loop) grouped.add(member);
    loops.push(loop);
  }
  return loops;
}

function reachAfter(flow: FlowDefinition, name: string, without: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...followersOf(flow, name)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next) || without.has(next)) continue;
    reached.add(next);
    open.push(...followersOf(flow, next));
  }
  return reached;
}
