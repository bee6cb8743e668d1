import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { WebhookAnswer } from '../core/world';

/** More than any request that Twilio takes (a Function's version may be large). */
const maxBodyBytes = 64 * 1024 * 1024;

export class BodyTooLarge extends Error {
  readonly status = 413;
}

/**
 * Reads to the end also what is too large: over that connection the sender is to hear why, and may send more.
 * @throws {BodyTooLarge}
 */
export async function readBody(request: IncomingMessage, limitBytes = maxBodyBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
  }
  if (size > limitBytes) throw new BodyTooLarge(`The body is larger than ${limitBytes} bytes`);
  return Buffer.concat(chunks);
}

export const flatHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));

export function sendAnswer(response: ServerResponse, { status, headers, body }: WebhookAnswer): void {
  const hasBody = status !== 204 && status !== 304;
  const length = hasBody ? { 'content-length': String(Buffer.byteLength(body)) } : {};
  response.writeHead(status, { ...headers, ...length });
  response.end(hasBody ? body : undefined);
}

export function sendJson(response: ServerResponse, status: number, value?: unknown): void {
  const body = value === undefined ? '' : JSON.stringify(value);
  const type: Record<string, string> = value === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  sendAnswer(response, { status, headers: { 'cache-control': 'no-store', ...type }, body });
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  sendAnswer(response, { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` });
}
