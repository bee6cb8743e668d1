import { notFound, TwilioApiError } from '../../core/errors';
import type { Table } from '../../core/tables';
import type { ApiCall, World } from '../../core/world';
import type { Contents } from '../contents';
import type { EnvironmentRow, ServerlessTables, ServiceRow } from '../rows';

/** What the operations of the Serverless API work on. */
export interface ApiContext {
  readonly world: World;
  readonly rows: ServerlessTables;
  readonly contents: Contents;
}

export const host = 'serverless.twilio.com';
const apiUrl = `https://${host}`;
export const resourceUrl = (...segments: readonly string[]): string => `${apiUrl}/v1/Services/${segments.join('/')}`;
export const isoDate = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

export const badRequest = (message: string): TwilioApiError => new TwilioApiError(400, 20001, message);
export const conflict = (message: string): TwilioApiError => new TwilioApiError(409, 20409, message);
/** 20404 for what the call's path names. */
export const missing = (call: ApiCall): TwilioApiError => notFound(new URL(call.url).pathname);

export const formText = (call: ApiCall, name: string): string | undefined => {
  const value = call.form[name];
  return typeof value === 'string' ? value : value?.[0];
};
export const formList = (call: ApiCall, name: string): readonly string[] => {
  const value = call.form[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
};
export const formFlag = (call: ApiCall, name: string): boolean | undefined => {
  const text = formText(call, name);
  return text === undefined ? undefined : String(text).toLowerCase() === 'true';
};
export function limitedText(call: ApiCall, name: string, maxCharacters: number): string | undefined {
  const text = formText(call, name);
  if (text === undefined) return undefined;
  if (text.length === 0) throw badRequest(`${name} is empty`);
  if (text.length > maxCharacters) {
    throw badRequest(`${name} has ${text.length} characters; at most ${maxCharacters} are allowed`);
  }
  return text;
}
export function requiredText(call: ApiCall, name: string, maxCharacters: number): string {
  const text = limitedText(call, name, maxCharacters);
  if (text === undefined) throw badRequest(`Missing required parameter ${name} in the post body`);
  return text;
}

/** The service that the path names, by its SID or its UniqueName. */
export function serviceOf({ rows }: ApiContext, call: ApiCall, parameter = 'ServiceSid'): ServiceRow {
  const name = call.path[parameter] ?? '';
  const bySid = rows.services.get(name);
  if (bySid) return bySid;
  for (const service of rows.services.values()) if (service.uniqueName === name) return service;
  throw missing(call);
}

export function environmentOf(context: ApiContext, call: ApiCall, parameter = 'EnvironmentSid'): EnvironmentRow {
  return ownedBy(serviceOf(context, call).sid, context.rows.environments, call, parameter);
}

/** The row that the path names, if it is the service's. */
export function ownedBy<T extends { readonly serviceSid: string }>(
  serviceSid: string,
  table: Table<T>,
  call: ApiCall,
  parameter = 'Sid',
): T {
  const row = table.get(call.path[parameter] ?? '');
  if (!row || row.serviceSid !== serviceSid) throw missing(call);
  return row;
}

/** Newest first, as the API lists. */
export const newestFirst = <T>(table: Table<T>, wanted: (row: T) => boolean): T[] =>
  [...table.values()].filter(wanted).reverse();

export function deleteWhere<T extends { readonly sid: string }>(table: Table<T>, wanted: (row: T) => boolean): void {
  for (const row of [...table.values()]) if (wanted(row)) table.delete(row.sid);
}
