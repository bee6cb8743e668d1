import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';

/** Where a number's texts go. */
export interface NumberState {
  readonly sid: string;
  readonly phoneNumber: string; // E.164
  readonly smsUrl: string;
  readonly smsMethod: string;
  readonly smsFallbackUrl: string;
  readonly smsFallbackMethod: string;
  readonly smsApplicationSid: string;
  readonly messagingServiceSid: string; // '' when it is in none
}

/** What a freshly bought number points at: nobody misses it. */
const twilioDemo = 'https://demo.twilio.com/';

export const inboundUrl = (domain: string): string => `https://${domain}/sms/inbound`;
export const statusUrl = (domain: string): string => `https://${domain}/sms/status`;

/** undefined for a number that the account does not have */
export async function numberState(client: AccountClient, number: string): Promise<NumberState | undefined> {
  const [phone] = await client.incomingPhoneNumbers.list({ phoneNumber: number, limit: 1 });
  if (!phone) return undefined;
  return {
    sid: phone.sid,
    phoneNumber: phone.phoneNumber,
    smsUrl: phone.smsUrl ?? '',
    smsMethod: phone.smsMethod ?? 'POST',
    smsFallbackUrl: phone.smsFallbackUrl ?? '',
    smsFallbackMethod: phone.smsFallbackMethod ?? 'POST',
    smsApplicationSid: phone.smsApplicationSid ?? '',
    messagingServiceSid: await serviceWith(client, phone.sid),
  };
}

/** A number does not say in which Messaging Service it is; the services say which numbers they have. */
async function serviceWith(client: AccountClient, phoneSid: string): Promise<string> {
  for (const { sid } of await client.messaging.v1.services.list()) {
    const numbers = await client.messaging.v1.services(sid).phoneNumbers.list();
    if (numbers.some((one) => one.sid === phoneSid)) return sid;
  }
  return '';
}

/** The variables in which the number's former settings wait for `npm run undeploy`. */
export const formerNames = {
  smsUrl: 'FORMER_SMS_URL',
  smsMethod: 'FORMER_SMS_METHOD',
  smsFallbackUrl: 'FORMER_SMS_FALLBACK_URL',
  smsFallbackMethod: 'FORMER_SMS_FALLBACK_METHOD',
  smsApplicationSid: 'FORMER_SMS_APPLICATION_SID',
  messagingServiceSid: 'FORMER_MESSAGING_SERVICE_SID',
} as const satisfies Partial<Record<keyof NumberState, string>>;

const maxVariableBytes = 450;
/** A variable cannot be empty. */
const nothing = 'none';

export interface NumberWanted {
  readonly name: string; // of the Messaging Service
  readonly messagingServiceSid: string | undefined;
  readonly domain: string | undefined;
}

const pointsElsewhere = (phone: NumberState, domain: string | undefined) =>
  phone.smsApplicationSid !== '' ||
  [phone.smsUrl, phone.smsFallbackUrl].some(
    (url) => url !== '' && !url.startsWith(twilioDemo) && !(domain !== undefined && url === inboundUrl(domain)),
  );
const isInAnotherService = (phone: NumberState, own: string | undefined) =>
  phone.messagingServiceSid !== '' && phone.messagingServiceSid !== own;

/** What is to be kept, before it is changed, of a number that serves something else. Keeps nothing of our own settings. */
export function formerSettings(
  phone: NumberState,
  { messagingServiceSid, domain }: NumberWanted,
  changes: Changes,
): Record<string, string> {
  const kept: Record<string, string> = {};
  const keep = (field: keyof typeof formerNames) => {
    const value = phone[field];
    if (Buffer.byteLength(value) > maxVariableBytes) {
      changes.note(`${shownUrl(value)} is too long to be kept: undeploy will not be able to restore it. Note it down.`);
      return;
    }
    kept[formerNames[field]] = value || nothing;
  };
  if (pointsElsewhere(phone, domain)) {
    for (const field of ['smsUrl', 'smsMethod', 'smsFallbackUrl', 'smsFallbackMethod', 'smsApplicationSid'] as const)
      keep(field);
  }
  if (isInAnotherService(phone, messagingServiceSid)) keep('messagingServiceSid');
  return kept;
}

/** The settings that an earlier deploy kept; undefined for each that it did not find or did not change. */
export function keptSettings(variables: Readonly<Record<string, string | undefined>>) {
  const read = (name: string) => (variables[name] === nothing ? '' : variables[name]);
  return Object.fromEntries(Object.entries(formerNames).map(([field, name]) => [field, read(name)])) as {
    readonly [K in keyof typeof formerNames]: string | undefined;
  };
}

/**
 * Puts the number into our Messaging Service, and points its texts at the router, and at the same router again should the first
 * request fail: the second has the same MessageSid, so nothing happens twice.
 */
export async function ensureNumber(
  client: AccountClient,
  phone: NumberState,
  wanted: NumberWanted,
  changes: Changes,
): Promise<void> {
  await ensureMembership(client, phone, wanted, changes);
  await ensureWebhook(client, phone, wanted.domain, changes);
}

async function ensureMembership(
  client: AccountClient,
  { sid, phoneNumber, messagingServiceSid: current }: NumberState,
  { name, messagingServiceSid: own }: NumberWanted,
  changes: Changes,
) {
  if (own !== undefined && current === own) return;
  const put = async () => {
    if (own === undefined) return;
    if (current !== '') await client.messaging.v1.services(current).phoneNumbers(sid).remove();
    await client.messaging.v1.services(own).phoneNumbers.create({ phoneNumberSid: sid });
  };
  if (current === '') {
    await changes.make(`Put ${phoneNumber} into the Messaging Service ${name}`, put);
    return;
  }
  const { friendlyName } = await client.messaging.v1.services(current).fetch();
  await changes.makeAsked(
    `Move ${phoneNumber} from the Messaging Service ${friendlyName} to ${name}`,
    `${phoneNumber} is in the Messaging Service ${friendlyName}, which will lose it.`,
    put,
  );
}

async function ensureWebhook(
  client: AccountClient,
  phone: NumberState,
  domain: string | undefined,
  changes: Changes,
): Promise<void> {
  if (domain !== undefined && isRightlyPointed(phone, domain)) return;
  const url = inboundUrl(domain ?? '');
  const what = `Send texts to ${phone.phoneNumber} to ${domain === undefined ? 'the uploaded Functions' : url}`;
  const point = async () => {
    await client.incomingPhoneNumbers(phone.sid).update({
      smsUrl: url,
      smsMethod: 'POST',
      smsFallbackUrl: url,
      smsFallbackMethod: 'POST',
      smsApplicationSid: '',
    });
  };
  if (!pointsElsewhere(phone, domain)) await changes.make(what, point);
  else {
    const now = phone.smsApplicationSid || shownUrl(phone.smsUrl || phone.smsFallbackUrl);
    await changes.makeAsked(
      what,
      `Texts to ${phone.phoneNumber} go to ${now} now, and will not any more. It is kept: npm run undeploy restores it.`,
      point,
    );
  }
}

export const isRightlyPointed = (phone: NumberState, domain: string): boolean =>
  phone.smsUrl === inboundUrl(domain) &&
  phone.smsFallbackUrl === inboundUrl(domain) &&
  phone.smsMethod === 'POST' &&
  phone.smsFallbackMethod === 'POST' &&
  phone.smsApplicationSid === '';

/** A webhook without what may be a secret in it: a password, a query. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return 'something that is no URL';
  const { origin, pathname, search } = new URL(text);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

/** A United States number that A2P registration is about: not toll-free. */
export const needsA2p = (number: string): boolean => /^\+1(?!8(00|33|44|55|66|77|88))\d{10}$/.test(number);
