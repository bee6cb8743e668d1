import type { ApiAnswer, ApiCall } from '../core/world';

/** Twilio's page sizes, the same for all list operations. */
export const pageLimits = { defaultSize: 50, maxSize: 1000 } as const;

/**
 * One page of a list, as the API of the call's host shapes it: `meta` for v1 and v2, `next_page_uri` and its kin for v2010.
 *
 * @param key the member that holds the page's resources, e.g. 'messages'
 * @param items all of them in the order of the list; only the page's are turned to JSON
 */
export function pageOf<T>(
  call: ApiCall,
  key: string,
  items: readonly T[],
  toJson: (item: T) => unknown = (item) => item,
): ApiAnswer {
  const size = numberOf(call, 'PageSize') ?? pageLimits.defaultSize;
  const page = numberOf(call, 'Page') ?? 0;
  const start = page * size;
  const shown = items.slice(start, start + size);
  const hasNext = start + size < items.length;
  const address = new URL(call.url);
  const pageUrl = (number: number) => {
    address.searchParams.set('PageSize', String(size));
    address.searchParams.set('Page', String(number));
    // Clients follow the token, whatever it is; ours says where the page begins.
    if (number === 0) address.searchParams.delete('PageToken');
    else address.searchParams.set('PageToken', `PA${number * size}`);
    return address.href;
  };
  const uriOf = (href: string) => href.slice(address.origin.length);
  const resources = shown.map(toJson);
  const urls = {
    first: pageUrl(0),
    previous: page > 0 ? pageUrl(page - 1) : null,
    own: pageUrl(page),
    next: hasNext ? pageUrl(page + 1) : null,
  };

  if (call.host !== 'api.twilio.com') {
    return {
      status: 200,
      body: {
        [key]: resources,
        meta: {
          key,
          page,
          page_size: size,
          first_page_url: urls.first,
          previous_page_url: urls.previous,
          url: urls.own,
          next_page_url: urls.next,
        },
      },
    };
  }
  return {
    status: 200,
    body: {
      [key]: resources,
      page,
      page_size: size,
      start,
      end: Math.max(start, start + shown.length - 1),
      uri: uriOf(urls.own),
      first_page_uri: uriOf(urls.first),
      previous_page_uri: urls.previous && uriOf(urls.previous),
      next_page_uri: urls.next && uriOf(urls.next),
    },
  };
}

function numberOf(call: ApiCall, name: string): number | undefined {
  const text = call.query[name];
  const value = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN;
  return Number.isInteger(value) && value >= 0 ? value : undefined;
}
