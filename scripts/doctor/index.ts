import { isDeepStrictEqual } from 'node:util';
import { documents } from '../../src/dispatch/states';
import { serviceNames } from '../../src/services';
import type { AccountClient } from '../../src/twilio/account-client';
import { deployedFlow, flowFiles, flowTargets, flowVariable } from '../deploy/flows';
import { missingA2p } from '../deploy/index';
import { inboundUrl, isRightlyPointed, needsA2p, numberState, shownUrl, statusUrl } from '../deploy/number';
import { resolveFlow } from '../deploy/resolve-flow';
import { isForbidden } from '../deploy/resources';
import {
  displayName,
  generatedSecrets,
  type Settings,
  serviceName,
  servicesLine,
  settingsGone,
  syncMaps,
} from '../deploy/settings';
import { type Standing, standingDeployment } from '../deploy/standing';
import { type Check, must, note, right, wrong } from './check';
import { deliveryChecks } from './delivery';

export interface DoctorOptions {
  readonly root: string;
  readonly settings: Settings;
  readonly environment: string;
  readonly nowMs: number;
}

const deployAgain = 'run npm run deploy';

/** Everything that must be true for texts to be answered, each looked up at Twilio. Changes nothing. */
export async function examine(client: AccountClient, options: DoctorOptions): Promise<Check[]> {
  const { settings, environment } = options;
  const account = await client.api.v2010.accounts(settings.accountSid).fetch();
  const checks: Check[] = [
    must(
      account.status === 'active',
      `The account is ${account.status}`,
      'see the console for what Twilio asks of you',
    ),
  ];
  if (account.type === 'Trial') {
    checks.push(note('The account is a trial', 'it texts verified numbers only, until it is upgraded'));
  }
  const standing = await standingDeployment(client, serviceName, environment);
  const { domain, buildSid } = standing;
  if (domain === undefined || buildSid === undefined) {
    return [...checks, wrong(`Nothing is deployed as ${serviceName}, environment ${environment}`, deployAgain)];
  }
  checks.push(right(`The Functions are at https://${domain}`), right(servicesLine(settings)));
  const parts = [variableChecks, numberChecks, syncChecks, messagingChecks, keyChecks, flowChecks, tickChecks];
  for (const part of parts) checks.push(...(await part(client, { ...standing, domain }, options)));
  return [...checks, ...(await deliveryChecks(client, settings.number))];
}

type Deployed = Standing & { readonly domain: string };

const maxVariableBytes = 3_000; // all together; beyond, Twilio refuses the next deploy

async function variableChecks(_: AccountClient, { variables }: Deployed, { settings }: DoctorOptions) {
  const wanted = { ...settings.variables, TWILIO_NUMBER: settings.number };
  const different = Object.entries(wanted).flatMap(([name, value]) => (variables[name] === value ? [] : [name]));
  different.push(...settingsGone(settings, variables));
  const own = [...generatedSecrets(settings), 'SYNC_SERVICE_SID', 'MESSAGING_SERVICE_SID'];
  const missing = own.filter((name) => !variables[name]);
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  // What another service left is kept for when it is on again
  const made = [...generatedSecrets({ services: serviceNames }), ...own, 'API_KEY', 'API_SECRET'];
  const left = Object.keys(variables).filter(
    (name) => !(name in wanted) && !made.includes(name) && !different.includes(name) && !/^(FLOW|FORMER)_/.test(name),
  );
  const stale = note(
    'Variables of the Functions that Frontdesk does not know',
    `${left.join(', ')}; a deploy keeps them`,
  );
  return [
    ...(left.length > 0 ? [stale] : []),
    must(
      different.length === 0,
      'The Functions have the settings of .env',
      `they have others for ${different.join(', ')}; ${deployAgain}`,
    ),
    must(
      missing.length === 0,
      'The Functions have their own secrets and SIDs',
      `without ${missing.join(', ')}; ${deployAgain}`,
    ),
    must(
      bytes <= maxVariableBytes,
      `The variables take ${bytes} of ${maxVariableBytes} bytes`,
      'shorten or remove some of .env',
    ),
  ];
}

async function numberChecks(client: AccountClient, { domain, variables }: Deployed, { settings }: DoctorOptions) {
  const phone = await numberState(client, settings.number);
  if (!phone) {
    return [
      wrong(`${settings.number} is not a number of this account`, 'buy it in the console, or correct TWILIO_NUMBER'),
    ];
  }
  const url = inboundUrl(domain);
  const pointed = phone.smsUrl === url && phone.smsMethod === 'POST' && phone.smsApplicationSid === '';
  const where = phone.smsApplicationSid || (phone.smsUrl ? shownUrl(phone.smsUrl) : 'nowhere');
  return [
    must(pointed, `Texts to ${settings.number} reach Frontdesk`, `they go to ${where}; ${deployAgain}`),
    must(
      isRightlyPointed({ ...phone, smsUrl: url, smsMethod: 'POST', smsApplicationSid: '' }, domain),
      'A text whose first request fails is tried again',
      `the fallback URL of ${settings.number} is not ${url}; ${deployAgain}`,
    ),
    must(
      phone.messagingServiceSid !== '' && phone.messagingServiceSid === variables.MESSAGING_SERVICE_SID,
      `${settings.number} is in the Messaging Service`,
      `reminders cannot be scheduled without it; ${deployAgain}`,
    ),
  ];
}

async function syncChecks(client: AccountClient, { variables }: Deployed, { settings }: DoctorOptions) {
  const { SYNC_SERVICE_SID: sid } = variables;
  if (!sid) return []; // among the variables that are missing
  const service = await found(() => client.sync.v1.services(sid).fetch());
  if (!service)
    return [wrong('The Sync service is gone', `everything it held is lost; ${deployAgain} makes a new one`)];
  const maps = await client.sync.v1.services(sid).syncMaps.list();
  const missing = syncMaps(settings).filter((map) => !maps.some(({ uniqueName }) => uniqueName === map));
  return [
    must(service.aclEnabled, 'The desk page can read Sync and not write it', `access control is off; ${deployAgain}`),
    must(missing.length === 0, 'Every Sync map is there', `all but ${missing.join(', ')}; ${deployAgain}`),
  ];
}

async function messagingChecks(client: AccountClient, { domain, variables }: Deployed, { settings }: DoctorOptions) {
  const { MESSAGING_SERVICE_SID: sid } = variables;
  if (!sid) return [];
  const service = await found(() => client.messaging.v1.services(sid).fetch());
  if (!service) return [wrong('The Messaging Service is gone', deployAgain)];
  const checks = [
    must(
      service.useInboundWebhookOnNumber,
      "The Messaging Service leaves texts to the number's webhook",
      `it does not, so they would not arrive; ${deployAgain}`,
    ),
    must(
      service.statusCallback === statusUrl(domain),
      'The fate of each text is reported',
      `the status callback of the Messaging Service is not ${statusUrl(domain)}; ${deployAgain}`,
    ),
  ];
  if (needsA2p(settings.number)) {
    const campaigns = await client.messaging.v1.services(sid).usAppToPerson.list();
    const verified = campaigns.some(({ campaignStatus }) => campaignStatus === 'VERIFIED');
    checks.push(
      verified || service.usAppToPersonRegistered
        ? right('The number is registered for A2P 10DLC')
        : note('A2P 10DLC', campaigns.length > 0 ? 'the campaign is not verified yet' : missingA2p(settings.number)),
    );
  }
  return checks;
}

async function keyChecks(client: AccountClient, { variables }: Deployed) {
  const { API_KEY: key, API_SECRET: secret } = variables;
  const what = 'The desk page has a key to read Sync with';
  if (!key || !secret) return [wrong(what, `it has none, so it is not live; ${deployAgain}`)];
  try {
    const known = await found(() => client.keys(key).fetch());
    return [must(known !== undefined, what, `the key ${key} was deleted; ${deployAgain}`)];
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return [note('The API key', 'these credentials may not look at keys, so it was not checked')];
  }
}

async function flowChecks(client: AccountClient, standing: Deployed, { root, environment, settings }: DoctorOptions) {
  const targets = await flowTargets(client, standing);
  const checks: Check[] = [];
  for (const { name, text } of flowFiles(root, settings.services)) {
    const flow = await deployedFlow(client, name, { name: displayName(environment), standing });
    if (!flow) {
      checks.push(wrong(`The flow ${name} is not there`, deployAgain));
      continue;
    }
    targets.flowSids.set(name, flow.sid);
    const known = standing.variables[flowVariable(name)] === flow.sid;
    const same = resolves(() => isDeepStrictEqual(resolveFlow(text, targets), flow.definition));
    checks.push(
      must(known, `The Functions know the flow ${name}`, deployAgain),
      must(
        flow.status === 'published',
        `The flow ${name} is published`,
        'its newest revision is a draft: publish it in the console',
      ),
      must(
        same,
        `The flow ${name} is the one of the repository`,
        'see npm run flows:diff, then flows:pull or flows:push',
      ),
    );
  }
  return checks;
}

const aliveMs = 10 * 60_000;

async function tickChecks(
  client: AccountClient,
  { domain, variables }: Deployed,
  { nowMs, environment }: DoctorOptions,
) {
  const { SYNC_SERVICE_SID: sid } = variables;
  if (!sid) return [];
  const document = await found(() => client.sync.v1.services(sid).documents(documents.dispatchTick).fetch());
  const { startedAtMs, calledAtMs } = (document?.data ?? {}) as { startedAtMs?: number; calledAtMs?: number };
  const what = 'The tick runs';
  const howTo = `have a cron service POST to https://${domain}/tick every minute, with the header Authorization: Bearer and TICK_KEY, which npm run deploy writes into .local/deployed-${environment}.env`;
  if (startedAtMs === undefined) return [wrong(what, `it never ran; ${howTo}`)];
  if (calledAtMs === undefined)
    return [wrong(what, `so far only when texts come, for nobody has called it yet; ${howTo}`)];
  const minutes = Math.round((nowMs - calledAtMs) / 60_000);
  return [must(nowMs - calledAtMs <= aliveMs, what, `the last call was ${minutes} minutes ago; ${howTo}`)];
}

/** undefined for what is not there. */
async function found<T>(fetch: () => Promise<T>): Promise<T | undefined> {
  try {
    return await fetch();
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}

function resolves(compare: () => boolean): boolean {
  try {
    return compare();
  } catch {
    return false; // a Function that is not deployed yet
  }
}
