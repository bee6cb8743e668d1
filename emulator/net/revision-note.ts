import type { WebhookAnswer } from '../core/world';

/** What the log says of a call's revisions: 'If-Match 3, rev 4', or 'rev 0' of what was made; undefined where there are none. */
export function revisionNote(
  method: string,
  headers: Readonly<Record<string, string>>,
  answer: WebhookAnswer | undefined,
): string | undefined {
  const expected = headers['if-match'];
  const written = method === 'POST' && answer && answer.status < 300 ? revisionIn(answer.body) : undefined;
  const words = [expected && `If-Match ${expected}`, written && `rev ${written}`].filter(Boolean);
  return words.length === 0 ? undefined : words.join(', ');
}

function revisionIn(body: string): string | undefined {
  if (!body.includes('"revision"')) return undefined;
  try {
    const { revision } = JSON.parse(body);
    return typeof revision === 'string' ? revision : undefined;
  } catch {
    return undefined;
  }
}
