import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostRequest, WebhookAnswer } from '../core/world';
import { createEmulator, type Emulator } from '../index';
import { twilioClient } from '../testing';

/** For tests: a local Twilio with one number in one Messaging Service, and a web server at https://hooks.example that it calls. */
export interface Stage {
  readonly emulator: Emulator;
  readonly client: ReturnType<typeof twilioClient>;
  readonly ourNumber: string;
  readonly numberSid: string;
  readonly serviceSid: string;
  readonly hooks: Hooks;
  reset(): Promise<void>;
  stop(): Promise<void>;
}
export interface Hooks {
  /** The requests so far, oldest first. */
  readonly received: readonly ReceivedHook[];
  /** Answers requests for a path; without, a path answers 404. */
  on(path: string, answer: (hook: ReceivedHook) => HookAnswer | Promise<HookAnswer>): void;
}
export interface ReceivedHook {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly signature: string;
}
export type HookAnswer = string | { status?: number; type?: string; body?: string; location?: string };

export const ourNumber = '+15005550006';
export const startsAt = '2026-03-01T12:00:00Z';

export async function setStage(options: { stateFolder?: string; caFolder?: string } = {}): Promise<Stage> {
  const caFolder = options.caFolder ?? mkdtempSync(join(tmpdir(), 'messaging-test-'));
  const emulator = await createEmulator({
    port: 0,
    caFolder,
    checkResponses: true,
    ...(options.stateFolder === undefined ? { frozenAt: startsAt } : { stateFolder: options.stateFolder }),
  });
  const client = twilioClient(emulator);
  const received: ReceivedHook[] = [];
  const answers = new Map<string, (hook: ReceivedHook) => HookAnswer | Promise<HookAnswer>>();
  emulator.world.webhooks.serve((host) =>
    host === 'hooks.example' ? (request) => answerHook(request, received, answers) : undefined,
  );

  const number = emulator.messaging.addNumber(ourNumber);
  const known = (await client.messaging.v1.services.list())[0];
  const service = known ?? (await client.messaging.v1.services.create({ friendlyName: 'Desk' }));
  if (!known) await client.messaging.v1.services(service.sid).phoneNumbers.create({ phoneNumberSid: number.sid });
  emulator.markDeployed();

  return {
    emulator,
    client,
    ourNumber,
    numberSid: number.sid,
    serviceSid: service.sid,
    hooks: { received, on: (path, answer) => void answers.set(path, answer) },
    async reset() {
      await emulator.reset();
      received.length = 0;
      answers.clear();
    },
    async stop() {
      await emulator.stop();
      if (options.caFolder === undefined) rmSync(caFolder, { recursive: true, force: true });
    },
  };
}

/** A stage for all tests of a file: empty before each of them, and what Twilio would not have answered so fails the test. */
export function stageForTests(): Stage {
  const stage = {} as Stage; // set before the first test
  beforeAll(async () => {
    Object.assign(stage, await setStage());
  });
  beforeEach(() => stage.reset());
  afterEach(() => expect(stage.emulator.violations).toEqual([]));
  afterAll(() => stage.stop());
  return stage;
}

async function answerHook(
  request: HostRequest,
  received: ReceivedHook[],
  answers: ReadonlyMap<string, (hook: ReceivedHook) => HookAnswer | Promise<HookAnswer>>,
): Promise<WebhookAnswer> {
  const url = new URL(request.url);
  const form = request.method === 'POST' ? new URLSearchParams(String(request.body)) : url.searchParams;
  const hook: ReceivedHook = {
    method: request.method,
    url: request.url,
    path: url.pathname,
    params: Object.fromEntries(form),
    signature: request.headers['x-twilio-signature'] ?? '',
  };
  received.push(hook);
  const answer = await answers.get(url.pathname)?.(hook);
  if (answer === undefined) return { status: 404, headers: {}, body: '' };
  const {
    status = 200,
    type = 'text/xml',
    body = '',
    location,
  } = typeof answer === 'string' ? { body: answer } : answer;
  return { status, headers: { 'content-type': type, ...(location !== undefined && { location }) }, body };
}

/** What a rejected call of the `twilio` package says: `{status, code}`. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; code: number }> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error('The call was not refused');
  const { status, code } = error as { status: number; code: number };
  return { status, code };
}
