import { type AccountClient, accountClient } from '../../src/twilio/account-client';
import { type Changes, createChanges } from './changes';
import { ensureFlows } from './flows';
import { giveBackNumber } from './give-back-number';
import { ensureNumber, formerNames, formerSettings, needsA2p, numberState } from './number';
import { ensureResources, ensureStatusCallback, isForbidden, secretsFor } from './resources';
import {
  displayName,
  generatedSecrets,
  numberVariable,
  type Settings,
  SettingsError,
  serviceName,
  settingsGone,
  syncMaps,
} from './settings';
import { removeVariable, type Standing, standingDeployment } from './standing';
import { toolkitDeploy } from './toolkit';

export interface DeployOptions {
  readonly root: string;
  readonly settings: Settings;
  readonly environment: string;
  /** Upload the build and nothing else: everything around it is known to be right (a developer saved a file). */
  readonly codeOnly?: boolean;
  readonly rehearse?: boolean;
}

/** What a deploy ends with, or a rehearsal would. Holds secrets: write it to a file of mode 600 or nowhere. */
export interface Deployed {
  readonly domain: string | undefined; // before the first deploy nobody knows it
  readonly changes: readonly string[];
  readonly notes: readonly string[];
  /** What the operator is to be asked before it is done. */
  readonly questions: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Resources first, since the Functions carry their SIDs as variables; then the code; then the flows, since they carry its SIDs, and the
 * number's webhooks, since they carry its domain. What the number was set to before is kept with the code, thus before it is changed.
 */
export async function deployFrontdesk(
  options: DeployOptions,
  report: (line: string) => void,
  client: AccountClient = accountClient(options.settings.accountSid, options.settings.authToken),
): Promise<Deployed> {
  const { root, settings, environment, codeOnly = false, rehearse = false } = options;
  const { accountSid, authToken, number } = settings;
  const changes = createChanges(report, { rehearse });
  const standing = await standingDeployment(client, serviceName, environment).catch((error: unknown) => {
    if (!isForbidden(error)) throw error;
    throw new SettingsError(['Twilio does not accept TWILIO_ACCOUNT_SID together with TWILIO_AUTH_TOKEN.']);
  });
  const upload = (variables: Readonly<Record<string, string>>, changed: readonly string[] = []) =>
    changes.make(
      `Upload the Functions and the desk page${changed.length > 0 ? `, with other settings: ${changed.join(', ')}` : ''}`,
      () =>
        toolkitDeploy({ root, accountSid, authToken, serviceName, environment, variables }, (step) =>
          report(`  ${step}`),
        ),
    );
  const result = (domain: string | undefined, variables: Readonly<Record<string, string | undefined>>): Deployed => ({
    domain,
    changes: changes.made,
    notes: changes.notes,
    questions: changes.questions,
    variables: Object.fromEntries(
      Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  });

  if (codeOnly) return result((await upload({}))?.domain ?? standing.domain, standing.variables);

  const name = displayName(environment);
  const phone = await numberState(client, number);
  if (!phone)
    throw new SettingsError([
      `${number} is not a number of this account: buy it in the console, or correct TWILIO_NUMBER.`,
    ]);
  const { API_KEY: apiKey, API_SECRET: apiSecret } = settings.variables;
  const resources = await ensureResources(
    client,
    {
      name,
      maps: syncMaps(settings),
      deployed: standing.variables,
      forgetSecret: () => removeVariable(client, standing, 'API_SECRET'),
      ...(apiKey && apiSecret && { ownKey: { apiKey, apiSecret } }),
    },
    changes,
  );
  const { messagingServiceSid } = resources;
  const variables: Record<string, string> = {
    ...settings.variables,
    ...secretsFor(generatedSecrets(settings), { ...standing.variables, ...settings.variables }),
    ...formerSettings(phone, { name, messagingServiceSid, domain: standing.domain }, changes),
  };
  const found = {
    [numberVariable]: number,
    SYNC_SERVICE_SID: resources.syncServiceSid,
    MESSAGING_SERVICE_SID: messagingServiceSid,
    API_KEY: resources.apiKey,
    API_SECRET: resources.apiSecret,
  };
  for (const [name, value] of Object.entries(found)) if (value !== undefined) variables[name] = value;

  await leaveFormerNumber(client, number, { ...standing, messagingServiceSids: [messagingServiceSid ?? ''] }, changes);
  for (const name of settingsGone(settings, standing.variables)) {
    await changes.make(`Take ${name} out of the settings of the Functions: .env does not set it any more`, () =>
      removeVariable(client, standing, name),
    );
  }
  const changed = Object.keys(settings.variables).filter((name) => standing.variables[name] !== variables[name]);
  const uploaded = await upload(variables, standing.buildSid === undefined ? [] : changed);
  const now = { ...standing, ...uploaded };
  // Flows before the number: once texts arrive, there is everything that answers them
  const flows = await ensureFlows(client, { root, name, standing: now, services: settings.services }, changes);
  await ensureStatusCallback(client, { messagingServiceSid, domain: now.domain }, changes);
  await ensureNumber(client, phone, { name, messagingServiceSid, domain: now.domain }, changes);
  await noteA2p(client, number, messagingServiceSid, changes.note);
  return result(now.domain, { ...standing.variables, ...variables, ...flows });
}

/** TWILIO_NUMBER names another number than at the last deploy: that one is given back, and what it was before is forgotten. */
async function leaveFormerNumber(
  client: AccountClient,
  number: string,
  standing: Standing & { readonly messagingServiceSids: readonly string[] },
  changes: Changes,
) {
  const former = standing.variables[numberVariable];
  if (former === undefined || former === number) return;
  const phone = await numberState(client, former);
  if (phone) await giveBackNumber(client, phone, standing, changes);
  for (const name of Object.values(formerNames)) {
    if (standing.variables[name] === undefined) continue;
    await changes.make(`Forget the ${name} of ${former}`, () => removeVariable(client, standing, name));
  }
}

/** Carriers in the United States block texts of unregistered numbers; registering takes days, so it is said early. */
async function noteA2p(
  client: AccountClient,
  number: string,
  messagingServiceSid: string | undefined,
  note: (what: string) => void,
) {
  if (!needsA2p(number)) return;
  const service =
    messagingServiceSid === undefined ? undefined : await client.messaging.v1.services(messagingServiceSid).fetch();
  if (service?.usAppToPersonRegistered) return;
  note(missingA2p(number));
}

export const missingA2p = (number: string): string =>
  `${number} is not registered for A2P 10DLC: carriers in the United States refuse its texts (error 30034) until it is. ` +
  'Register a brand and a campaign in the console (Messaging, Regulatory Compliance), with the Messaging Service of Frontdesk; it takes days.';
