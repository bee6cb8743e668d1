import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Twilio } from 'twilio';
import { createWorld } from '../core/create-world';
import { TwilioApiError } from '../core/errors';
import type { HostRequest, Part, WebhookAnswer } from '../core/world';
import { createRest } from '../rest/rest';
import { twilioClient } from '../testing';
import { createStudio, type StudioOptions } from './index';
import type { TextSender } from './outlets';

export const us = '+15005550001';
export const customer = '+15005550010';

/** Studio with a world, the real `twilio` client on its REST API, and a Messaging that remembers what it was asked to send. */
export async function studioBench({ stateFolder, ...options }: { stateFolder?: string } & StudioOptions = {}) {
  const world = createWorld({ frozenAt: '2026-03-12T15:00:00Z', ...(stateFolder !== undefined && { stateFolder }) });
  const texts: Record<string, string>[] = [];
  const bench = {
    refuse: undefined as { code: number; message: string } | undefined,
    functions: async (_request: HostRequest): Promise<WebhookAnswer> => ({ status: 404, headers: {}, body: '' }),
  };
  const messaging: TextSender = {
    async send(form) {
      if (bench.refuse) throw new TwilioApiError(400, bench.refuse.code, bench.refuse.message);
      const text = form as Record<string, string>;
      texts.push(text);
      return {
        sid: `SM${String(texts.length).padStart(32, '0')}`,
        to: text.To ?? '',
        from: text.From ?? '',
        body: text.Body ?? '',
        status: 'queued',
      };
    },
  };
  const studio: Part = createStudio(world, messaging, { rateLimits: false, ...options });
  world.webhooks.serve((host) => (host.endsWith('.twil.io') ? (request) => bench.functions(request) : undefined));
  const rest = await createRest(world, [studio], { checkResponses: true });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const host = request.headers.host ?? '';
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const asked = {
        method: request.method ?? 'GET',
        url: `https://${host}${request.url}`,
        headers,
        body: Buffer.concat(chunks),
      };
      void world.causes
        .start('tool', () => rest.answer(host, asked, {}))
        .then(({ status, headers: answered, body }) => response.writeHead(status, { ...answered }).end(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.begin();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client: Twilio = twilioClient({ url, account: world.account });

  const settle = async () => {
    await world.causes.settled();
    return texts.splice(0).map(({ Body = '' }) => Body);
  };
  return Object.assign(bench, {
    world,
    texts,
    client,
    flows: client.studio.v2,
    violations: rest.violations,
    settle,
    /** A text comes to the flow's webhook; the answers are the texts that it set off, and the TwiML. */
    async text(flow: { webhookUrl: string }, body: string, params: Record<string, string> = {}) {
      const answer = await world.causes.start('inbound', () =>
        world.webhooks.send({
          url: flow.webhookUrl,
          params: { Body: body, From: customer, To: us, MessageSid: 'SM1', ...params },
        }),
      );
      return { replies: await settle(), twiml: answer.body, status: answer.status };
    },
    async advance(seconds: number) {
      await world.clock.moveTo(world.clock.now() + seconds * 1_000);
      return settle();
    },
    steps: () =>
      world.log.list().flatMap((event) => (event.kind === 'step' ? [`${event.widget}: ${event.event}`] : [])),
    async stop() {
      await studio.stop?.();
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      world.stop();
    },
  });
}
export type StudioBench = Awaited<ReturnType<typeof studioBench>>;
