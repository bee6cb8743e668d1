/** A text in pieces: words, and links that can be opened. */
export type Piece = { readonly text: string; readonly href?: string };

/** Where the service believes it is (https, public), and where it really is (http, loopback). */
export interface LocalService {
  readonly publicUrl?: string;
  readonly serviceUrl?: string;
}

const link = /\bhttps?:\/\/[^\s<>"]+/gi;
// What ends a sentence does not belong to the link before it; a closing bracket only if it was opened inside.
const trailing = /[.,;:!?'’…]+$/;

export function piecesOf(body: string, service: LocalService): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of body.matchAll(link)) {
    const text = trimmed(match[0]);
    const href = localUrl(text, service);
    if (href === undefined) continue;
    if (match.index > end) pieces.push({ text: body.slice(end, match.index) });
    pieces.push({ text, href });
    end = match.index + text.length;
  }
  if (end < body.length) pieces.push({ text: body.slice(end) });
  return pieces;
}

function trimmed(url: string): string {
  const text = url.replace(trailing, '');
  return text.endsWith(')') && !text.includes('(') ? trimmed(text.slice(0, -1)) : text;
}

/** The URL that opens what `url` names: on this machine when it is the service's own, else as it stands; undefined when it is none. */
export function localUrl(url: string, { publicUrl, serviceUrl }: LocalService): string | undefined {
  const target = parse(url);
  if (target === undefined || (target.protocol !== 'https:' && target.protocol !== 'http:')) return undefined;
  const outside = publicUrl === undefined ? undefined : parse(publicUrl);
  const inside = serviceUrl === undefined ? undefined : parse(serviceUrl);
  if (outside === undefined || inside === undefined || target.host !== outside.host) return target.href;
  return new URL(target.pathname + target.search + target.hash, inside).href;
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
