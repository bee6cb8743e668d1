import type { ApiAnswer, ApiCall } from '../../core/world';
import * as errors from '../errors';
import { syncLimits } from '../limits';
import { readPage } from '../store/read-page';
import type { SortedKeys } from '../store/sorted-keys';
import { textIn } from './params';

/** Where a page begins, as it travels in PageToken: after (or, to go back, before) a key. */
interface Cursor<K> {
  readonly side: 'after' | 'before';
  readonly key: K;
}

export interface PageRequest<K extends string | number> {
  readonly member: string; // of the answer
  readonly keys: SortedKeys<K>;
  readonly isKey: (value: unknown) => value is K;
  readonly order?: 'asc' | 'desc';
  readonly from?: K | undefined;
  readonly bounds?: 'inclusive' | 'exclusive';
  readonly toJson: (key: K) => unknown;
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isIndex = (value: unknown): value is number => Number.isInteger(value);

/** One page of a list; its cost does not depend on how long the list is, nor on how far into it the page lies. */
export function pageAnswer<K extends string | number>(call: ApiCall, request: PageRequest<K>): ApiAnswer {
  const { keys, order = 'asc', from, bounds = 'inclusive', member } = request;
  const size = pageSizeIn(call);
  const cursor = cursorIn(call, request.isKey);
  const page = cursor === undefined ? 0 : Math.max(0, Number(textIn(call.query, 'Page') ?? 0) || 0);
  const found = readPage(keys, { order, size, ...(cursor ?? { from, bounds }) });

  const first = found.keys.at(0);
  const last = found.keys.at(-1);
  const url = (number: number, to: Cursor<K> | undefined) => pageUrl(call, size, number, to);
  return {
    status: 200,
    body: {
      [member]: found.keys.map(request.toJson),
      meta: {
        key: member,
        page,
        page_size: size,
        first_page_url: url(0, undefined),
        previous_page_url:
          found.hasBefore && first !== undefined && page > 0 ? url(page - 1, { side: 'before', key: first }) : null,
        url: url(page, cursor),
        next_page_url: found.hasAfter && last !== undefined ? url(page + 1, { side: 'after', key: last }) : null,
      },
    },
  };
}

function pageUrl<K>(call: ApiCall, size: number, number: number, cursor: Cursor<K> | undefined): string {
  const url = new URL(call.url);
  url.searchParams.set('PageSize', String(size));
  url.searchParams.set('Page', String(number));
  if (cursor === undefined) url.searchParams.delete('PageToken');
  else
    url.searchParams.set(
      'PageToken',
      `PT${Buffer.from(JSON.stringify([cursor.side, cursor.key])).toString('base64url')}`,
    );
  return url.href;
}

function pageSizeIn(call: ApiCall): number {
  const text = textIn(call.query, 'PageSize');
  if (text === undefined || text === '') return syncLimits.defaultPageSize;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > syncLimits.maxPageSize) throw errors.invalidPageSize();
  return Math.min(size, syncLimits.maxReturnedPageSize);
}

function cursorIn<K>(call: ApiCall, isKey: (value: unknown) => value is K): Cursor<K> | undefined {
  const token = textIn(call.query, 'PageToken');
  if (token === undefined || token === '') return undefined;
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(token.replace(/^PT/, ''), 'base64url').toString('utf8'));
  } catch {
    throw errors.invalidPageToken();
  }
  const [side, key] = Array.isArray(content) ? content : [];
  if ((side !== 'after' && side !== 'before') || !isKey(key)) throw errors.invalidPageToken();
  return { side, key };
}
