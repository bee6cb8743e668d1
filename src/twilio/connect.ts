import type { Twilio } from 'twilio';
import { type Config, type Environment, readConfig } from '../config';
import type { DispatchTexts } from '../dispatch/texts';
import type { Frontdesk } from '../frontdesk';
import { withSettings } from '../settings/load';
import { createMeetings } from '../zoom/meetings';
import { endExecution } from './executions';
import { logTo } from './log';
import { findText, sendText, textQueue } from './messages';
import { twilioSyncStore } from './twilio-sync-store';

/** What a Function gets besides its event. */
export interface FunctionContext extends Environment {
  getTwilioClient(options?: object): unknown;
}

/** A Function lives 10 s: the SDK's own 30 s would end after it. 429 was not processed, so it may be tried again. */
const clientOptions = { timeout: 4500, autoRetry: true, maxRetries: 3 } as const;

interface Warm {
  accountSid: unknown;
  authToken: unknown;
  client: Twilio;
}

/** Warm calls share the client, and with it the connections. */
let warm: Warm | undefined;

export function clientOf(context: FunctionContext): Twilio {
  const { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken } = context;
  if (warm !== undefined && warm.accountSid === accountSid && warm.authToken === authToken) return warm.client;
  warm = { accountSid, authToken, client: context.getTwilioClient(clientOptions) as Twilio };
  return warm.client;
}

/** Settings and the world for one call of a Function. @throws {ConfigError} when a setting is missing or malformed */
export function connect(
  context: FunctionContext,
  textsOf: (speaker: Pick<Frontdesk, 'settings'>) => DispatchTexts,
  config: Config = readConfig(context),
): Frontdesk {
  const client = clientOf(context);
  const clock = { nowMs: () => Date.now() };
  const log = logTo((line) => console.log(line));
  const { store, settings } = withSettings(twilioSyncStore(client, config.syncServiceSid, clock.nowMs), {
    service: config.syncServiceSid,
    clock,
    log,
  });
  return {
    config,
    clock,
    log,
    settings,
    texts: textsOf({ settings }),
    store,
    meetings: createMeetings(
      { ...config, topic: config.orgName },
      async ({ method, ...request }) => client.httpClient.request({ method, ...request }),
      clock,
      log,
    ),
    sendText: (text) => sendText(client, config, text),
    findText: (text) => findText(client, text),
    queue: textQueue(client),
    endExecution: (flowSid, executionSid) => endExecution(client, flowSid, executionSid),
    random: Math.random,
  };
}
