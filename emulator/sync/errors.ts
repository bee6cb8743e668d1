import { TwilioApiError } from '../core/errors';
import { syncLimits } from './limits';
import type { ItemParentKind, ObjectKind } from './rows';

/** Twilio's error dictionary for Sync, with the HTTP statuses that its API gives them. */
const notFoundCodes: Record<ObjectKind, readonly [code: number, message: string]> = {
  document: [54100, 'Document not found'],
  list: [54150, 'List not found'],
  map: [54200, 'Map not found'],
  stream: [54250, 'Stream not found'],
};
const itemCodes = {
  map: { notFound: 54201, mismatch: 54205, noData: 54206 },
  list: { notFound: 54151, mismatch: 54155, noData: 54156 },
} as const;

export const serviceNotFound = () => new TwilioApiError(404, 54050, 'Service instance not found');
export const nameNotFound = () => new TwilioApiError(404, 54300, 'Unique name not found');
export const nameExists = () => new TwilioApiError(409, 54301, 'Unique name already exists');
export const permissionNotFound = () => new TwilioApiError(404, 54354, 'Permission not found');

export function objectNotFound(kind: ObjectKind): TwilioApiError {
  const [code, message] = notFoundCodes[kind];
  return new TwilioApiError(404, code, message);
}

export const itemNotFound = (kind: ItemParentKind) =>
  new TwilioApiError(404, itemCodes[kind].notFound, 'Item not found');
export const itemExists = () => new TwilioApiError(409, 54208, 'An Item with given key already exists in the map');

export const documentMismatch = () =>
  new TwilioApiError(412, 54103, 'The revision of the Document does not match the expected revision');
export const itemMismatch = (kind: ItemParentKind) =>
  new TwilioApiError(412, itemCodes[kind].mismatch, 'The revision of the Item does not match the expected revision');

export const noDocumentData = () => new TwilioApiError(400, 54101, 'Document data is null');
export const noItemData = (kind: ItemParentKind) =>
  new TwilioApiError(400, itemCodes[kind].noData, 'Item data is null');

export const forbidden = (identity: string) =>
  new TwilioApiError(403, 54007, `Access forbidden for identity ${identity}`);
export const rateLimited = (bucket: string) => new TwilioApiError(429, 54009, `Rate limit exceeded for ${bucket}`);
export const invalidIfMatch = () => new TwilioApiError(400, 54003, 'Invalid If-Match header');
export const noParameters = () => new TwilioApiError(400, 54010, 'No parameters specified for the update');
export const invalidJson = () => new TwilioApiError(400, 54008, 'Invalid JSON: Data must be a JSON object');
export const invalidParameter = (name: string, expected: string) =>
  new TwilioApiError(400, 20001, `Invalid parameter ${name}: expected ${expected}`);

export const tooLarge = (bytes: number, maxBytes: number) =>
  new TwilioApiError(413, 54006, `Request entity too large: Data is ${bytes} bytes, at most ${maxBytes} are allowed`);
export const invalidTtl = (name: string, value: string) =>
  new TwilioApiError(
    400,
    54011,
    `Invalid ${name} ${value}. Expected an integer of 0 to ${syncLimits.maxTtlSeconds} seconds`,
  );
export const invalidName = () =>
  new TwilioApiError(
    400,
    54302,
    `Invalid unique name. Expected a string with length 1-${syncLimits.maxNameLength} not matching the SID pattern [A-Z]{2}[a-f0-9]{32}`,
  );
export const invalidKey = () =>
  new TwilioApiError(400, 54209, `Invalid map item key. Expected a string with length 1-${syncLimits.maxNameLength}`);
export const invalidIdentity = () =>
  new TwilioApiError(400, 54351, `Invalid identity. Expected a string with length 1-${syncLimits.maxIdentityLength}`);

export const invalidOrder = () => new TwilioApiError(400, 54451, "Invalid Order. Expected 'asc' or 'desc'");
export const invalidBounds = () =>
  new TwilioApiError(400, 54452, "Invalid Bounds. Expected 'inclusive' or 'exclusive'");
export const invalidPageToken = () => new TwilioApiError(400, 54453, 'Invalid PageToken');
export const invalidPageSize = () =>
  new TwilioApiError(400, 54454, `Invalid PageSize. Expected an integer of 1 to ${syncLimits.maxPageSize}`);
export const invalidIndex = () =>
  new TwilioApiError(400, 54458, 'Invalid list item index. Expected a non-negative integer');
