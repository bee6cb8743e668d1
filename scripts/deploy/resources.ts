import { randomBytes } from 'node:crypto';
import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';
import { statusUrl } from './number';

/** What Frontdesk needs of an account besides its Functions. A SID is undefined when a rehearsal would have created the thing. */
export interface Resources {
  readonly syncServiceSid: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly apiKey: string | undefined;
  readonly apiSecret: string | undefined;
}

export interface ResourcesWanted {
  /** How the resources are called in the console, e.g. 'Frontdesk' or 'Frontdesk (dev)'. */
  readonly name: string;
  readonly maps: readonly string[];
  /** The operator's own API key, for an account whose keys we may not make. */
  readonly ownKey?: { readonly apiKey: string; readonly apiSecret: string };
  /** Takes the variable API_SECRET away. */
  forgetSecret(): Promise<void>;
  /** The variables of the last deploy: where the SIDs and the key's secret were kept. */
  readonly deployed: Readonly<Record<string, string | undefined>>;
}

/** Finds or creates everything, in an order in which it can be interrupted anywhere and run again. */
export async function ensureResources(
  client: AccountClient,
  wanted: ResourcesWanted,
  changes: Changes,
): Promise<Resources> {
  const syncServiceSid = await ensureSyncService(client, wanted, changes);
  const messagingServiceSid = await ensureMessagingService(client, wanted, changes);
  const key = await ensureApiKey(client, wanted, changes);
  return { syncServiceSid, messagingServiceSid, ...key };
}

async function ensureSyncService(client: AccountClient, { name, maps, deployed }: ResourcesWanted, changes: Changes) {
  const services = await client.sync.v1.services.list();
  const found =
    services.find(({ sid }) => sid === deployed.SYNC_SERVICE_SID) ??
    services.find(({ friendlyName }) => friendlyName === name);
  // Without ACL every token could write everything: the desk's is read-only by ACL.
  if (found && !found.aclEnabled) {
    await changes.make(`Switch on access control in the Sync service ${name}`, () =>
      client.sync.v1.services(found.sid).update({ aclEnabled: true }),
    );
  }
  const service =
    found ??
    (await changes.make(`Create the Sync service ${name}, with access control`, () =>
      client.sync.v1.services.create({ friendlyName: name, aclEnabled: true }),
    ));
  const existing = service ? await client.sync.v1.services(service.sid).syncMaps.list() : [];
  const missing = maps.filter((map) => !existing.some(({ uniqueName }) => uniqueName === map));
  for (const map of missing) {
    await changes.make(`Create the Sync map ${map}`, async () => {
      if (service) await client.sync.v1.services(service.sid).syncMaps.create({ uniqueName: map });
    });
  }
  return service?.sid;
}

async function ensureMessagingService(client: AccountClient, { name, deployed }: ResourcesWanted, changes: Changes) {
  const services = await client.messaging.v1.services.list();
  const found =
    services.find(({ sid }) => sid === deployed.MESSAGING_SERVICE_SID) ??
    services.find(({ friendlyName }) => friendlyName === name);
  const service =
    found ??
    (await changes.make(`Create the Messaging Service ${name}`, () =>
      client.messaging.v1.services.create({ friendlyName: name, useInboundWebhookOnNumber: true }),
    ));
  if (found && !found.useInboundWebhookOnNumber) {
    await changes.make(`Let the number's own webhook serve texts to the Messaging Service ${name}`, () =>
      client.messaging.v1.services(found.sid).update({ useInboundWebhookOnNumber: true }),
    );
  }
  return service?.sid;
}

/** Lets the Messaging Service report what became of each text. */
export async function ensureStatusCallback(
  client: AccountClient,
  { messagingServiceSid, domain }: { messagingServiceSid: string | undefined; domain: string | undefined },
  changes: Changes,
): Promise<void> {
  const service = messagingServiceSid && (await client.messaging.v1.services(messagingServiceSid).fetch());
  const url = statusUrl(domain ?? '');
  if (service && domain && service.statusCallback === url) return;
  await changes.make(`Report the fate of each text to ${domain ? url : 'the uploaded Functions'}`, async () => {
    if (service) await client.messaging.v1.services(service.sid).update({ statusCallback: url });
  });
}

/** The API key signs the desk's Sync tokens. Its secret is told once, when it is created, and then kept as a variable of the Functions. */
async function ensureApiKey(
  client: AccountClient,
  { name, deployed, ownKey, forgetSecret }: ResourcesWanted,
  changes: Changes,
) {
  if (ownKey) return ownKey;
  const { API_KEY, API_SECRET } = deployed;
  try {
    const keys = await client.keys.list();
    if (API_KEY && API_SECRET && keys.some(({ sid }) => sid === API_KEY))
      return { apiKey: API_KEY, apiSecret: API_SECRET };
    // A key and its secret are two variables, set one after the other: an old secret beside a new key would look like a pair
    if (API_SECRET) await changes.make('Forget the secret of an API key that is gone', forgetSecret);
    for (const lost of keys.filter(({ friendlyName }) => friendlyName === name)) {
      await changes.make(`Delete the API key ${lost.sid}: a deploy was interrupted before its secret was kept`, () =>
        client.keys(lost.sid).remove(),
      );
    }
    const key = await changes.make(`Create the API key ${name}`, () => client.newKeys.create({ friendlyName: name }));
    return { apiKey: key?.sid, apiSecret: key?.secret };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    changes.note(noKeyRights);
    return { apiKey: API_KEY, apiSecret: API_SECRET };
  }
}

const noKeyRights =
  'Twilio lets these credentials make no API key, and without one the desk page is not live. ' +
  'Make a standard key in the console (Account, API keys), set API_KEY and API_SECRET in .env, and deploy again.';

/** Right credentials without the right to do this; wrong ones fail at the first call. */
export const isForbidden = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && (error.status === 401 || error.status === 403);

/** Secrets that only the deployed service and its operator know; those that exist are kept. */
export function secretsFor(names: readonly string[], known: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(names.map((name) => [name, known[name] || randomBytes(24).toString('base64url')]));
}
