/** An API call as one reads it: the product, and the resource without what every URL of it repeats. */
export interface CallWords {
  readonly product: string; // 'sync', 'messages', 'studio', or the host
  readonly resource: string; // 'Documents/request.ab12'
}

const version = /^(v\d+|2010-04-01|\d{4}-\d{2}-\d{2})$/;
const parents = new Set(['Services', 'Accounts']);
const sid = /^([A-Z]{2})[0-9a-f]{28}([0-9a-f]{4})$/;

export function callWordsOf(url: string): CallWords {
  const parsed = parse(url);
  if (parsed === undefined) return { product: '', resource: url };
  const product = parsed.hostname.endsWith('.twilio.com') ? (parsed.hostname.split('.')[0] ?? '') : parsed.hostname;
  const parts = parsed.pathname.split('/').filter((part) => part !== '');
  if (version.test(parts[0] ?? '')) parts.shift();
  // '/Services/IS…/Documents/x' is 'Documents/x'; the service itself stays 'Services/IS…'
  if (parts.length > 2 && parents.has(parts[0] ?? '')) parts.splice(0, 2);
  const resource = parts.map((part) => shortSid(decode(part))).join('/');
  return { product, resource: resource.replace(/\.json$/, '') + decode(parsed.search) };
}

/** 'SM…a1b2' for a SID, anything else as it is. */
export const shortSid = (text: string): string => text.replace(/\.json$/, '').replace(sid, '$1…$2');

/** The path of a webhook; with its host, unless that is the service's own. */
export function webhookWordsOf(url: string, publicUrl: string | undefined): string {
  const parsed = parse(url);
  if (parsed === undefined) return url;
  const own = publicUrl === undefined ? undefined : parse(publicUrl)?.host;
  const path = parsed.pathname.split('/').map(shortSid).join('/') + decode(parsed.search);
  return parsed.host === own ? path.replace(/^\//, '') : parsed.host + path;
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
