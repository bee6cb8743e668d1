import { isDeepStrictEqual } from 'node:util';
import type { FlowTargets } from './resolve-flow';

/** The opposite of `resolveFlow`: placeholders where the deployment's ids and domain stand. */
export function restoreFlow(definition: unknown, targets: FlowTargets): unknown {
  const { serviceSid, environmentSid, domain, functionSids, flowSids } = targets;
  const pairs: [string, string][] = [
    ...[...functionSids].map(([path, sid]): [string, string] => [sid, `$\{FUNCTION_SID:${path}}`]),
    ...[...flowSids].map(([name, sid]): [string, string] => [sid, `$\{FLOW_SID:${name}}`]),
    [serviceSid, placeholder('SERVICE_SID')],
    [environmentSid, placeholder('ENVIRONMENT_SID')],
    [domain, placeholder('DOMAIN')],
  ];
  let text = JSON.stringify(definition);
  for (const [value, name] of pairs) if (value !== '') text = text.replaceAll(value, name);
  return JSON.parse(text);
}

const placeholder = (name: string) => `$\{${name}}`;

/** Ids that stayed as they are: the flow works in this account alone. */
export const idsLeftIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\b(?:AC|ZS|ZE|ZH|FW|MG)[0-9a-f]{32}\b/g)].map(([sid]) => sid)),
];

/**
 * The definition as a file, in the order of the one there is: Studio gives keys and widgets in an order of its own, and a change of
 * two words should be a difference of two lines.
 */
export const flowText = (definition: unknown, like: unknown): string =>
  `${JSON.stringify(inOrderOf(definition, like), null, 2)}\n`;

function inOrderOf(value: unknown, like: unknown): unknown {
  if (Array.isArray(value)) return arrayInOrderOf(value, Array.isArray(like) ? like : []);
  if (!isObject(value)) return value;
  const model = isObject(like) ? like : {};
  const keys = [...Object.keys(model).filter((key) => key in value), ...Object.keys(value)];
  return Object.fromEntries([...new Set(keys)].map((key) => [key, inOrderOf(value[key], model[key])]));
}

/** Widgets are known by name and may stand in any order; of everything else the order has a meaning. */
function arrayInOrderOf(items: readonly unknown[], like: readonly unknown[]): unknown[] {
  const nameOf = (item: unknown) => (isObject(item) && typeof item.name === 'string' ? item.name : undefined);
  if (items.some((item) => nameOf(item) === undefined)) {
    return items.map((item, index) => inOrderOf(item, counterpart(item, index, like)));
  }
  const place = new Map(like.map((item, index) => [nameOf(item), index]));
  const placeOf = (item: unknown) => place.get(nameOf(item)) ?? like.length;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b)).map((item) => inOrderOf(item, like[placeOf(item)]));
}

/** Which item of the file this one is: the same, or the one for the same event, or the one in its place. */
function counterpart(item: unknown, index: number, like: readonly unknown[]): unknown {
  const same = like.find((other) => isDeepStrictEqual(other, item));
  if (same !== undefined) return same;
  const here = like[index];
  if (!isObject(item) || (isObject(here) && here.event === item.event)) return here;
  return like.find((other) => isObject(other) && other.event === item.event) ?? here;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
