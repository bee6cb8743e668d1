import * as errors from './errors';
import { syncLimits } from './limits';
import type { Json } from './rows';

const sidPattern = /^[A-Z]{2}[a-f0-9]{32}$/;

/** @throws 54302 */
export function checkUniqueName(name: string): void {
  if (name.length >= 1 && name.length <= syncLimits.maxNameLength && !sidPattern.test(name)) return;
  throw errors.invalidName();
}

/** @throws 54209 */
export function checkKey(key: string): void {
  if (key.length >= 1 && key.length <= syncLimits.maxNameLength) return;
  throw errors.invalidKey();
}

/** @throws 54351 */
export function checkIdentity(identity: string): void {
  if (identity.length >= 1 && identity.length <= syncLimits.maxIdentityLength) return;
  throw errors.invalidIdentity();
}

/** Data as it is kept: a JSON object, not too large. @throws 54008, 54006 */
export function checkData(value: unknown, maxBytes: number = syncLimits.maxDataBytes): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw errors.invalidJson();
  const bytes = sizeOf(value as Json);
  if (bytes > maxBytes) throw errors.tooLarge(bytes, maxBytes);
  return value as Json;
}

/** @returns undefined for the text `null`, which each resource refuses with a code of its own @throws 54008, 54006 */
export function parseData(text: string, maxBytes?: number): Json | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw errors.invalidJson();
  }
  return value === null ? undefined : checkData(value, maxBytes);
}

export const sizeOf = (data: Json | undefined): number =>
  data === undefined ? 0 : Buffer.byteLength(JSON.stringify(data));

/** Seconds; 0 is for ever. @throws 54011 */
export function checkTtl(name: string, value: string | number): number {
  const seconds = typeof value === 'number' ? value : Number(value === '' ? Number.NaN : value);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= syncLimits.maxTtlSeconds) return seconds;
  throw errors.invalidTtl(name, String(value));
}

/** A list item's index. @throws 54458 */
export function checkIndex(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw errors.invalidIndex();
}

/** The revision that an If-Match header names, quoted or not. @throws 54003 */
export function revisionIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, quoted, bare] = /^\s*(?:(?:W\/)?"([^"]*)"|([^\s",]+))\s*$/.exec(header) ?? [];
  const revision = quoted ?? bare;
  if (revision === undefined || revision === '') throw errors.invalidIfMatch();
  return revision;
}
