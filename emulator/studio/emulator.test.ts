import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '../index';
import { twilioClient } from '../testing';
import { flowOf } from './engine/testing';

const number = '+15005550006';
const customer = '+15005550010';

let folder: string;
let emulator: Emulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'studio-emulator-'));
  emulator = await createEmulator({ port: 0, caFolder: folder, checkResponses: true });
});
afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function control(path: string, body?: object, method = 'POST') {
  const answer = await fetch(`${emulator.url}/_emulator/${path}`, {
    method: body === undefined ? 'GET' : method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return answer.json();
}
const text = async (body: string): Promise<string[]> => {
  const { replies } = await control('inbound', { from: customer, to: number, body });
  return replies.map((reply: { body: string }) => reply.body);
};

const flow = flowOf({
  Trigger: ['trigger', {}, { incomingMessage: 'ask' }],
  ask: [
    'send-and-wait-for-reply',
    { body: 'Name?', timeout: '600' },
    { incomingMessage: 'thanks', timeout: 'late', deliveryFailure: 'lost' },
  ],
  thanks: ['send-message', { body: 'Thanks {{widgets.ask.inbound.Body}}' }, { sent: undefined, failed: undefined }],
  late: ['send-message', { body: 'Too late' }, { sent: undefined, failed: undefined }],
  lost: [
    'set-variables',
    { variables: [{ key: 'why', value: '{{widgets.ask.outbound.ErrorCode}}' }] },
    { next: undefined },
  ],
});

test('a number whose webhook is a flow holds a conversation, also as a member of a Messaging Service', async () => {
  const client = twilioClient(emulator);
  const { sid, webhookUrl } = await client.studio.v2.flows.create({
    friendlyName: 'T',
    status: 'published',
    definition: flow,
  });
  const owned = await client.incomingPhoneNumbers.create({
    phoneNumber: number,
    smsUrl: webhookUrl,
    smsMethod: 'POST',
  });
  expect(await text('hello')).toEqual(['Name?']);
  expect(await text('Ada')).toEqual(['Thanks Ada']);

  const service = await client.messaging.v1.services.create({ friendlyName: 'S', useInboundWebhookOnNumber: true });
  await client.messaging.v1.services(service.sid).phoneNumbers.create({ phoneNumberSid: owned.sid });
  expect(await text('hello')).toEqual(['Name?']);
  const [execution] = await client.studio.v2.flows(sid).executions.list();
  const { context } = await client.studio.v2.flows(sid).executions(execution!.sid).executionContext().fetch();
  expect(context.flow.channel.address).toBe(service.sid);

  const { now } = await control('clock');
  await control('clock', { to: new Date(Date.parse(now) + 601_000).toISOString() });
  const transcript = await control(`messages?with=${encodeURIComponent(customer)}`);
  expect(transcript.at(-1)).toMatchObject({ body: 'Too late', from: number });

  await control(`handsets/${customer}`, { reachable: false, errorCode: 30003 }, 'PUT');
  await text('hello');
  const [undelivered] = await client.studio.v2.flows(sid).executions.list();
  const after = await client.studio.v2.flows(sid).executions(undelivered!.sid).executionContext().fetch();
  expect(after.context.flow.variables).toEqual({ why: '30003' });
  expect(undelivered!.status).toBe('ended');
  expect(emulator.violations).toEqual([]);
});
