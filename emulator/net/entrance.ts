import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { HostRequest, Invocation, Part, WebhookAnswer, World } from '../core/world';
import { invocationHeader } from '../core/world';
import { isApiHost } from '../rest/documents';
import type { Rest } from '../rest/rest';
import type { Faults } from './faults';
import { flatHeaders, readBody, sendAnswer, sendText } from './http';
import { revisionNote } from './revision-note';

/** Where requests for Twilio's (and Zoom's) hosts come in, by whichever way: over TLS through the proxy, or as plain HTTP. */
export interface Entrance {
  /** Whether the local Twilio answers for this host; one of Twilio's that it does not play, it answers with 501. */
  knows(host: string): boolean;
  answer(request: IncomingMessage, response: ServerResponse, host: string): Promise<void>;
}

/** What becomes of a call: an answer, or a connection that breaks. */
interface Outcome {
  readonly answer?: WebhookAnswer;
  readonly status: number; // as logged; 0 when the call was never made
  readonly note?: string;
}

export function createEntrance(world: World, parts: readonly Part[], rest: Rest, faults: Faults): Entrance {
  const partHosts = new Map(parts.flatMap((part) => Object.entries(part.hosts ?? {})));

  const handle = (host: string, request: HostRequest, invocation: Invocation | undefined): Promise<WebhookAnswer> => {
    if (isApiHost(host)) return rest.answer(host, request, invocation ? { function: invocation.function } : {});
    const run = partHosts.get(host) ?? world.webhooks.serverOf(host);
    if (run) return run(request);
    return Promise.resolve(errorOf(501, 20501, `The local Twilio does not play ${host}`));
  };

  const makeCall = async (host: string, request: HostRequest, invocation: Invocation | undefined): Promise<Outcome> => {
    const struck = faults.strike(request.method, request.url);
    const delayMs = struck.reduce((sum, fault) => sum + (fault.kind === 'delay' ? (fault.ms ?? 0) : 0), 0);
    if (delayMs > 0) await wait(delayMs);
    const fault = struck.find(({ kind }) => kind !== 'delay');

    if (invocation?.dead) return { status: 0, note: 'its Function has ended' };
    if (fault?.kind === 'refuse') return { status: 0, note: 'fault: refused' };
    if (fault?.kind === 'kill' && !fault.after) {
      invocation?.kill();
      return { status: 0, note: 'fault: the Function is killed before the call' };
    }
    if (fault?.kind === 'status') {
      const answer = errorOf(fault.status ?? 500, fault.code ?? 20500, 'This failure was asked for');
      return { answer, status: answer.status, note: 'fault: status' };
    }

    const answer = await handle(host, request, invocation);
    if (fault?.kind === 'lost') return { status: answer.status, note: 'fault: the answer is lost' };
    if (fault?.kind === 'kill') {
      invocation?.kill();
      return { status: answer.status, note: 'fault: the Function is killed after the call' };
    }
    return { answer, status: answer.status, note: revisionNote(request.method, request.headers, answer) };
  };

  return {
    knows: (host) => host.endsWith('.twilio.com') || partHosts.has(host) || world.webhooks.serverOf(host) !== undefined,
    async answer(incoming, response, host) {
      const beganMs = performance.now();
      const headers = flatHeaders(incoming.headers);
      const invocationId = headers[invocationHeader];
      const invocation = invocationId === undefined ? undefined : world.invocations.get(invocationId);
      const method = incoming.method ?? 'GET';
      const url = `https://${host}${pathOf(incoming.url)}`;

      const work = async () => {
        const body = await readBody(incoming);
        const { answer, status, note } = await makeCall(host, { method, url, headers, body }, invocation).catch(
          (error: unknown): Outcome => {
            console.error(error);
            return { answer: errorOf(500, 20500, String(error)), status: 500, note: String(error) };
          },
        );
        // A webhook's own log line says it when a host is one that parts serve to webhooks.
        if (world.webhooks.serverOf(host) === undefined) {
          world.log.add({
            kind: 'call',
            method,
            url,
            status,
            ms: Math.round(performance.now() - beganMs),
            beganMs,
            ...(invocation && { function: invocation.function }),
            ...(invocationId !== undefined && { invocation: invocationId }),
            ...(note !== undefined && { note }),
          });
        }
        if (answer) sendAnswer(response, answer);
        else incoming.socket.destroy();
      };

      try {
        await world.causes.start('call', work, invocation?.cause);
      } catch (error) {
        if (!response.headersSent) sendText(response, 400, error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** The path and query of a request line, which a proxy is sent with scheme and host. */
const pathOf = (target = '/') => target.replace(/^https?:\/\/[^/]*/, '') || '/';

const errorOf = (status: number, code: number, message: string): WebhookAnswer => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body: JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }),
});
