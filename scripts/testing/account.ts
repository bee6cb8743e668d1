import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createEmulator, type Emulator } from '../../emulator';
import { twilioClient } from '../../emulator/testing';
import type { AccountClient } from '../../src/twilio/account-client';
import { localNumber, localVariables } from '../start/local';
import type { DeployAnswer, DeployRequest } from './worker';

/** A local Twilio account that has a number and nothing else, and a small project to deploy to it. */
export interface TestAccount {
  readonly emulator: Emulator;
  readonly client: AccountClient;
  readonly root: string; // the project
  readonly values: Readonly<Record<string, string>>; // its .env
  deploy(options?: { rehearse?: boolean; values?: Record<string, string | undefined> }): Promise<DeployAnswer>;
  stop(): Promise<void>;
}

const repository = resolve(__dirname, '..', '..');
const caFolder = join(repository, '.local', 'test', 'ca');

const callback = `exports.handler = (context, event, callback) => callback(null, '');`;
const files: Record<string, string> = {
  'dist/functions/sms/inbound.protected.js': callback,
  'dist/functions/pickup/find-order.protected.js': callback,
  'dist/functions/pickup/arrived.protected.js': callback,
  'dist/functions/reminder/declined.protected.js': callback,
  'dist/functions/reminder/wish.protected.js': callback,
  'dist/assets/desk/index.html': '<p>desk</p>',
};

export async function openAccount(): Promise<TestAccount> {
  const root = mkdtempSync(join(tmpdir(), 'frontdesk-project-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const file of ['package.json', 'flows']) cpSync(join(repository, file), join(root, file), { recursive: true });
  const emulator = await createEmulator({ port: 0, caFolder, checkResponses: true });
  emulator.ownNumber(localNumber);
  emulator.markDeployed();
  const values = {
    TWILIO_ACCOUNT_SID: emulator.account.accountSid,
    TWILIO_AUTH_TOKEN: emulator.account.authToken,
    TWILIO_NUMBER: localNumber,
    ...localVariables,
  };
  const { PATH = '', HOME = '' } = process.env;
  const worker = fork(join(__dirname, 'worker.ts'), {
    execArgv: ['--import', 'tsx'],
    cwd: repository,
    env: { PATH, HOME, ...emulator.environment() },
  });
  return {
    emulator,
    client: twilioClient(emulator),
    root,
    values,
    deploy: ({ rehearse = false, values: changed = {} } = {}) =>
      asked(worker, { root, values: { ...values, ...changed } as Record<string, string>, rehearse }),
    async stop() {
      worker.kill();
      await emulator.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function asked(worker: ChildProcess, request: DeployRequest): Promise<DeployAnswer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The worker ended with ${code}`));
    worker.once('exit', ended);
    worker.once('message', (answer) => {
      worker.off('exit', ended);
      resolve(answer as DeployAnswer);
    });
    worker.send(request);
  });
}

/** What stands in the account, without what every deploy makes anew or at random. */
export async function stateOf(client: AccountClient): Promise<unknown> {
  const [numbers, messaging, sync, keys, flows, serverless] = await Promise.all([
    client.incomingPhoneNumbers.list(),
    client.messaging.v1.services.list(),
    client.sync.v1.services.list(),
    client.keys.list(),
    client.studio.v2.flows.list(),
    client.serverless.v1.services.list(),
  ]);
  const state = {
    numbers: numbers.map(({ phoneNumber, smsUrl, smsFallbackUrl, smsMethod }) => [
      phoneNumber,
      smsUrl,
      smsFallbackUrl,
      smsMethod,
    ]),
    messaging: await Promise.all(
      messaging.map(async ({ sid, friendlyName, statusCallback, useInboundWebhookOnNumber }) => ({
        friendlyName,
        statusCallback,
        useInboundWebhookOnNumber,
        numbers: (await client.messaging.v1.services(sid).phoneNumbers.list()).map(({ phoneNumber }) => phoneNumber),
      })),
    ),
    sync: await Promise.all(
      sync.map(async ({ sid, friendlyName, aclEnabled }) => ({
        friendlyName,
        aclEnabled,
        maps: (await client.sync.v1.services(sid).syncMaps.list()).map(({ uniqueName }) => uniqueName).sort(),
      })),
    ),
    keys: keys.map(({ friendlyName }) => friendlyName),
    flows: await Promise.all(
      flows.map(async ({ sid, friendlyName, status }) => ({
        friendlyName,
        status,
        definition: (await client.studio.v2.flows(sid).fetch()).definition as unknown,
      })),
    ),
    serverless: await Promise.all(
      serverless.map(async ({ sid, uniqueName }) => ({
        uniqueName,
        functions: (await client.serverless.v1.services(sid).functions.list())
          .map(({ friendlyName }) => friendlyName)
          .sort(),
        environments: await Promise.all(
          (await client.serverless.v1.services(sid).environments.list()).map(async (environment) => ({
            uniqueName: environment.uniqueName,
            isLive: environment.buildSid !== null,
            variables: Object.fromEntries(
              (await client.serverless.v1.services(sid).environments(environment.sid).variables.list())
                .map(
                  ({ key, value }) =>
                    [key, /^(API_|TICK_KEY|REMINDER|DESK_SECRET)/.test(key) ? '(random)' : value] as const,
                )
                .sort(([a], [b]) => (a < b ? -1 : 1)),
            ),
          })),
        ),
      })),
    ),
  };
  state.sync.sort((a, b) => (a.friendlyName < b.friendlyName ? -1 : 1)); // those of one second come in any order
  const text = JSON.stringify(state)
    .replace(/\b([A-Z]{2})[0-9a-f]{32}\b/g, '$1…')
    .replace(/frontdesk-\d+-/g, 'frontdesk-0-');
  return JSON.parse(text);
}

export function deployedVariablesOf(answer: DeployAnswer): Readonly<Record<string, string>> {
  if ('failed' in answer) throw new Error(answer.failed);
  return answer.deployed.variables;
}
