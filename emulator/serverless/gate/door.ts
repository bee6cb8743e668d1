import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostRequest, WebhookAnswer } from '../../core/world';
import { pairsOf } from '../hosting/function-host';
import type { GateAnswer, GateRequest } from './exchange';

/**
 * Reads a request that came over HTTP, as one to the https domain that the site believes it has.
 *
 * @param domain the site's; its own address when nothing is deployed
 * @param maxBytes what is read of a body; the rest is left
 */
export function readRequest(request: IncomingMessage, domain: string, maxBytes: number): Promise<GateRequest> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const target = request.url ?? '/';
    const finish = (isTooLarge: boolean) =>
      resolve({
        method: request.method ?? 'GET',
        url: `https://${domain}${target}`,
        calledUrl: `http://${request.headers.host ?? domain}${target}`,
        headers: pairsOf(request.rawHeaders),
        body: Buffer.concat(chunks),
        isTooLarge,
      });
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      request.removeAllListeners('data');
      request.resume();
      finish(true);
    });
    request.on('end', () => finish(false));
    request.on('error', reject);
  });
}

export function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: GateAnswer): void {
  const isEmpty = answer.status === 204 || answer.status === 304;
  const headers = answer.headers.flat();
  if (!isEmpty) headers.push('content-length', String(answer.body.length));
  response.writeHead(answer.status, headers);
  response.end(isEmpty || request.method === 'HEAD' ? undefined : answer.body);
}

/** The same for a request that the emulator sends within itself. */
export const gateRequestOf = ({ method, url, headers, body }: HostRequest): GateRequest => ({
  method,
  url,
  headers: Object.entries(headers),
  body: Buffer.from(body),
});

export function webhookAnswerOf({ status, headers, body }: GateAnswer): WebhookAnswer {
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) joined[name] = name in joined ? `${joined[name]}, ${value}` : value;
  return { status, headers: joined, body: body.toString('utf8') };
}
