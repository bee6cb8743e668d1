import { notFound } from '../core/errors';
import { newSid } from '../core/ids';
import type { ApiAnswer, ApiCall, Operation, World } from '../core/world';
import { pageOf } from '../rest/paging';
import { rfc2822 } from './dates';
import { apiVersion } from './delivery';
import { messagingErrors } from './errors';
import { type Form, isHttpUrl, methodOf, textOf } from './form';
import type { NumberPool } from './number-pool';
import { e164Of } from './phone-numbers';
import type { PhoneNumberRecord } from './records';

/** The IncomingPhoneNumber resource of api.twilio.com; any number that is one can be bought. */
export function numbersApi(world: World, pool: NumberPool): Record<string, Operation> {
  const { accountSid } = world.account;
  const toJson = (record: PhoneNumberRecord) => numberJson(record, accountSid);
  const answer = (record: PhoneNumberRecord, status = 200): ApiAnswer => ({ status, body: toJson(record) });

  const find = (call: ApiCall): PhoneNumberRecord => {
    const record = pool.numbers.get(call.path.Sid ?? '');
    if (!record) throw notFound(new URL(call.url).pathname);
    return record;
  };

  return {
    CreateIncomingPhoneNumber(call) {
      const record = buyNumber(world, pool, requestedNumber(call.form, pool), call.form);
      return answer(record, 201);
    },
    FetchIncomingPhoneNumber: (call) => answer(find(call)),
    UpdateIncomingPhoneNumber(call) {
      const record = { ...changed(find(call), call.form), dateUpdated: world.clock.now() };
      pool.numbers.set(record.sid, record);
      return answer(record);
    },
    ListIncomingPhoneNumber(call) {
      const number = textOf(call.query, 'PhoneNumber');
      const name = textOf(call.query, 'FriendlyName');
      const digits = number?.replaceAll(/[^\d*]/g, '');
      const found = [...pool.numbers.values()].filter(
        (one) => (!digits || one.phoneNumber.includes(digits)) && (!name || one.friendlyName === name),
      );
      return pageOf(call, 'incoming_phone_numbers', found, toJson);
    },
    DeleteIncomingPhoneNumber(call) {
      const { sid } = find(call);
      pool.numbers.delete(sid);
      pool.memberships.delete(sid);
      return { status: 204 };
    },
  };
}

/** The account's number of that name, bought if it is not the account's yet; what `form` says is changed. */
export function ownNumber(
  world: Pick<World, 'clock'>,
  pool: NumberPool,
  phoneNumber: string,
  form: Form = {},
): PhoneNumberRecord {
  const known = pool.byNumber(e164Of(phoneNumber) ?? '');
  if (known === undefined) return buyNumber(world, pool, phoneNumber, form);
  if (Object.keys(form).length === 0) return known;
  const record = { ...changed(known, form), dateUpdated: world.clock.now() };
  pool.numbers.set(record.sid, record);
  return record;
}

/** @throws {TwilioApiError} 21421 or 21422 */
export function buyNumber(
  { clock }: Pick<World, 'clock'>,
  pool: NumberPool,
  phoneNumber: string,
  form: Form = {},
): PhoneNumberRecord {
  const e164 = e164Of(phoneNumber);
  if (e164 === undefined) throw messagingErrors.invalidNumber(phoneNumber);
  if (pool.byNumber(e164)) throw messagingErrors.numberTaken(e164);
  const now = clock.now();
  const record = changed(
    {
      sid: newSid('PN'),
      phoneNumber: e164,
      friendlyName: e164,
      smsUrl: '',
      smsMethod: 'POST',
      smsFallbackUrl: '',
      smsFallbackMethod: 'POST',
      statusCallback: '',
      statusCallbackMethod: 'POST',
      voiceUrl: '',
      dateCreated: now,
      dateUpdated: now,
    },
    form,
  );
  pool.numbers.set(record.sid, record);
  return record;
}

/** The number asked for, or the first free one with the area code. */
function requestedNumber(form: Form, pool: NumberPool): string {
  const number = textOf(form, 'PhoneNumber');
  if (number) return number;
  const areaCode = textOf(form, 'AreaCode') ?? '';
  if (!/^\d{3}$/.test(areaCode)) throw messagingErrors.invalidNumber('');
  let line = 100;
  while (pool.byNumber(`+1${areaCode}5550${line}`)) line += 1;
  return `+1${areaCode}5550${line}`;
}

const urls = {
  SmsUrl: 'smsUrl',
  SmsFallbackUrl: 'smsFallbackUrl',
  StatusCallback: 'statusCallback',
  VoiceUrl: 'voiceUrl',
} as const;
const methods = {
  SmsMethod: 'smsMethod',
  SmsFallbackMethod: 'smsFallbackMethod',
  StatusCallbackMethod: 'statusCallbackMethod',
} as const;

function changed(record: PhoneNumberRecord, form: Form): PhoneNumberRecord {
  const next: { -readonly [K in keyof PhoneNumberRecord]: PhoneNumberRecord[K] } = { ...record };
  next.friendlyName = textOf(form, 'FriendlyName') || record.friendlyName;
  for (const [name, field] of Object.entries(urls)) {
    const url = textOf(form, name);
    if (url === undefined) continue;
    if (url !== '' && !isHttpUrl(url)) throw messagingErrors.invalidUrl(name, url);
    next[field] = url;
  }
  for (const [name, field] of Object.entries(methods)) next[field] = methodOf(form, name) ?? record[field];
  return next;
}

function numberJson(record: PhoneNumberRecord, accountSid: string): Record<string, unknown> {
  return {
    sid: record.sid,
    account_sid: accountSid,
    phone_number: record.phoneNumber,
    friendly_name: record.friendlyName,
    api_version: apiVersion,
    beta: false,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    origin: 'twilio',
    status: 'in-use',
    sms_url: record.smsUrl,
    sms_method: record.smsMethod,
    sms_fallback_url: record.smsFallbackUrl,
    sms_fallback_method: record.smsFallbackMethod,
    sms_application_sid: null,
    status_callback: record.statusCallback,
    status_callback_method: record.statusCallbackMethod,
    voice_url: record.voiceUrl,
    voice_method: 'POST',
    voice_fallback_url: '',
    voice_fallback_method: 'POST',
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_receive_mode: 'voice',
    trunk_sid: null,
    identity_sid: null,
    address_sid: null,
    address_requirements: 'none',
    bundle_sid: null,
    emergency_status: 'Inactive',
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    date_created: rfc2822(record.dateCreated),
    date_updated: rfc2822(record.dateUpdated),
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${record.sid}.json`,
  };
}
