import type { ApiCall } from '../../core/world';
import { invalidParameter } from '../errors';
import { checkTtl } from '../validate';

type Values = ApiCall['form'];

/** A parameter's text; undefined when it was not sent. Of several with one name the last counts. */
export function textIn(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' || value === undefined ? value : value.at(-1);
}

/** @throws 20001 */
export function booleanIn(values: Values, name: string): boolean | undefined {
  const text = textIn(values, name)?.toLowerCase();
  if (text === undefined || text === '') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw invalidParameter(name, 'true or false');
}

/** @throws 20001 */
export function requiredBooleanIn(values: Values, name: string): boolean {
  const value = booleanIn(values, name);
  if (value === undefined) throw invalidParameter(name, 'true or false');
  return value;
}

/** @throws 20001 */
export function integerIn(values: Values, name: string): number | undefined {
  const text = textIn(values, name);
  if (text === undefined || text === '') return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw invalidParameter(name, 'an integer');
}

/** Seconds. @throws 54011 */
export function ttlIn(values: Values, name: string): number | undefined {
  const text = textIn(values, name);
  return text === undefined ? undefined : checkTtl(name, text);
}

/** The times to live of an item and of what holds it. `Ttl` is another name for the item's, and counts when neither is given by its own. */
export function itemTtlsIn(values: Values): { ttl?: number; collectionTtl?: number } {
  const ttl = ttlIn(values, 'ItemTtl');
  const collectionTtl = ttlIn(values, 'CollectionTtl');
  const alias = ttlIn(values, 'Ttl');
  return ttl === undefined && collectionTtl === undefined ? { ttl: alias } : { ttl, collectionTtl };
}

/** The time to live of a map or list itself. */
export function collectionTtlIn(values: Values): number | undefined {
  const own = ttlIn(values, 'CollectionTtl');
  const alias = ttlIn(values, 'Ttl');
  return own ?? alias;
}

/** The values with those names taken out that were not sent. */
export const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
