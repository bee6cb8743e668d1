import { randomBytes } from 'node:crypto';
import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';

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
  readonly number: string; // E.164; must be a number of the account
  readonly maps: readonly string[];
  /** The variables of the last deploy: where the SIDs and the key's secret were kept. */
  readonly deployed: Readonly<Record<string, string | undefined>>;
}

/** Finds or creates everything, in an order in which it can be interrupted anywhere and run again. */
export async function ensureResources(
  client: AccountClient,
  wanted: ResourcesWanted,
  changes: Changes,
): Promise<Resources> {
  const [syncServiceSid, messagingServiceSid, key] = await Promise.all([
    ensureSyncService(client, wanted, changes),
    ensureMessagingService(client, wanted, changes),
    ensureApiKey(client, wanted, changes),
  ]);
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

async function ensureMessagingService(
  client: AccountClient,
  { name, number, deployed }: ResourcesWanted,
  changes: Changes,
) {
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
  const numbers = service ? await client.messaging.v1.services(service.sid).phoneNumbers.list() : [];
  if (numbers.some(({ phoneNumber }) => phoneNumber === number)) return service?.sid;
  const phone = await accountNumber(client, number);
  await changes.make(`Put ${number} into the Messaging Service ${name}`, async () => {
    if (service) await client.messaging.v1.services(service.sid).phoneNumbers.create({ phoneNumberSid: phone.sid });
  });
  return service?.sid;
}

/** The API key signs the desk's Sync tokens. Its secret is told once, when it is created, and then kept as a variable of the Functions. */
async function ensureApiKey(client: AccountClient, { name, deployed }: ResourcesWanted, changes: Changes) {
  const keys = await client.keys.list();
  const { API_KEY, API_SECRET } = deployed;
  if (API_KEY && API_SECRET && keys.some(({ sid }) => sid === API_KEY))
    return { apiKey: API_KEY, apiSecret: API_SECRET };
  for (const lost of keys.filter(({ friendlyName, sid }) => friendlyName === name && sid !== API_KEY)) {
    await changes.make(`Delete the API key ${lost.sid}: a deploy was interrupted before its secret was kept`, () =>
      client.keys(lost.sid).remove(),
    );
  }
  const key = await changes.make(`Create the API key ${name}`, () => client.newKeys.create({ friendlyName: name }));
  return { apiKey: key?.sid, apiSecret: key?.secret };
}

export async function accountNumber(client: AccountClient, number: string) {
  const [phone] = await client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 1 });
  if (!phone)
    throw new Error(`${number} is not a number of this account: buy it in the console, or correct TWILIO_NUMBER.`);
  return phone;
}

/** Secrets that only the deployed service and its operator know; those that exist are kept. */
export function secretsFor(names: readonly string[], known: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(names.map((name) => [name, known[name] || randomBytes(24).toString('base64url')]));
}
