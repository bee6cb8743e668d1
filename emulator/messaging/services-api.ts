import { notFound, TwilioApiError } from '../core/errors';
import { newSid } from '../core/ids';
import type { ApiAnswer, ApiCall, Operation, World } from '../core/world';
import { pageOf } from '../rest/paging';
import { isoSeconds } from './dates';
import { messagingErrors } from './errors';
import { boolOf, type Form, isHttpUrl, methodOf, textOf } from './form';
import { messageLimits } from './limits';
import type { NumberPool } from './number-pool';
import { countryOf } from './phone-numbers';
import type { MessagingServiceRecord, PhoneNumberRecord, ServiceNumberRecord } from './records';

const defaults = {
  friendlyName: '',
  inboundRequestUrl: '',
  inboundMethod: 'POST',
  fallbackUrl: '',
  fallbackMethod: 'POST',
  statusCallback: '',
  stickySender: true,
  mmsConverter: true,
  smartEncoding: true,
  scanMessageContent: 'inherit',
  fallbackToLongCode: true,
  areaCodeGeomatch: true,
  synchronousValidation: false,
  validityPeriod: messageLimits.maxValiditySeconds,
  usecase: 'undeclared',
  useInboundWebhookOnNumber: false,
} as const satisfies Partial<MessagingServiceRecord>;

/** Messaging Services and the numbers in them, on messaging.twilio.com. */
export function servicesApi(world: World, pool: NumberPool): Record<string, Operation> {
  const { clock } = world;
  const { accountSid } = world.account;
  const answer = (record: MessagingServiceRecord, status = 200): ApiAnswer => ({
    status,
    body: serviceJson(record, accountSid),
  });
  const numberAnswer = (membership: ServiceNumberRecord, status = 200): ApiAnswer => ({
    status,
    body: membershipJson(membership, pool.numbers.get(membership.phoneNumberSid), accountSid),
  });

  const find = (call: ApiCall, sid = call.path.Sid ?? ''): MessagingServiceRecord => {
    const record = pool.services.get(sid);
    if (!record) throw notFound(new URL(call.url).pathname);
    return record;
  };
  const findMembership = (call: ApiCall): ServiceNumberRecord => {
    const service = find(call, call.path.ServiceSid);
    const membership = pool.memberships.get(call.path.Sid ?? '');
    if (membership?.serviceSid !== service.sid) throw notFound(new URL(call.url).pathname);
    return membership;
  };
  const membershipsOf = (serviceSid: string) =>
    [...pool.memberships.values()].filter((membership) => membership.serviceSid === serviceSid);

  return {
    CreateService(call) {
      if (!textOf(call.form, 'FriendlyName')) {
        throw new TwilioApiError(400, 20001, 'Missing required parameter FriendlyName in the post body');
      }
      const now = clock.now();
      const blank = { sid: newSid('MG'), ...defaults, dateCreated: now, dateUpdated: now };
      const record = changed(blank, call.form);
      pool.services.set(record.sid, record);
      return answer(record, 201);
    },
    FetchService: (call) => answer(find(call)),
    ListService: (call) =>
      pageOf(call, 'services', [...pool.services.values()], (record) => serviceJson(record, accountSid)),
    UpdateService(call) {
      const record = { ...changed(find(call), call.form), dateUpdated: clock.now() };
      pool.services.set(record.sid, record);
      return answer(record);
    },
    DeleteService(call) {
      const { sid } = find(call);
      for (const { phoneNumberSid } of membershipsOf(sid)) pool.memberships.delete(phoneNumberSid);
      pool.services.delete(sid);
      return { status: 204 };
    },

    CreatePhoneNumber(call) {
      const service = find(call, call.path.ServiceSid);
      const phoneNumberSid = textOf(call.form, 'PhoneNumberSid') ?? '';
      if (!pool.numbers.get(phoneNumberSid)) throw messagingErrors.invalidNumber(phoneNumberSid);
      const known = pool.memberships.get(phoneNumberSid);
      if (known?.serviceSid === service.sid) throw messagingErrors.alreadyInThisService();
      if (known) throw messagingErrors.inAnotherService();
      if (membershipsOf(service.sid).length >= messageLimits.maxNumbersPerService) throw messagingErrors.serviceFull();
      const now = clock.now();
      const membership = { phoneNumberSid, serviceSid: service.sid, dateCreated: now, dateUpdated: now };
      pool.memberships.set(phoneNumberSid, membership);
      return numberAnswer(membership, 201);
    },
    FetchPhoneNumber: (call) => numberAnswer(findMembership(call)),
    ListPhoneNumber: (call) =>
      pageOf(call, 'phone_numbers', membershipsOf(find(call, call.path.ServiceSid).sid), (membership) =>
        membershipJson(membership, pool.numbers.get(membership.phoneNumberSid), accountSid),
      ),
    DeletePhoneNumber(call) {
      pool.memberships.delete(findMembership(call).phoneNumberSid);
      return { status: 204 };
    },

    // No campaign can be registered here; who looks for one finds none.
    ListUsAppToPerson(call) {
      find(call, call.path.MessagingServiceSid);
      return pageOf(call, 'compliance', []);
    },
  };
}

const urls = {
  InboundRequestUrl: 'inboundRequestUrl',
  FallbackUrl: 'fallbackUrl',
  StatusCallback: 'statusCallback',
} as const;
const methods = { InboundMethod: 'inboundMethod', FallbackMethod: 'fallbackMethod' } as const;
const switches = {
  StickySender: 'stickySender',
  MmsConverter: 'mmsConverter',
  SmartEncoding: 'smartEncoding',
  FallbackToLongCode: 'fallbackToLongCode',
  AreaCodeGeomatch: 'areaCodeGeomatch',
  SynchronousValidation: 'synchronousValidation',
  UseInboundWebhookOnNumber: 'useInboundWebhookOnNumber',
} as const;
const texts = { FriendlyName: 'friendlyName', ScanMessageContent: 'scanMessageContent', Usecase: 'usecase' } as const;

function changed(record: MessagingServiceRecord, form: Form): MessagingServiceRecord {
  const next: { -readonly [K in keyof MessagingServiceRecord]: MessagingServiceRecord[K] } = { ...record };
  for (const [name, field] of Object.entries(texts)) next[field] = textOf(form, name) || record[field];
  for (const [name, field] of Object.entries(switches)) next[field] = boolOf(form, name) ?? record[field];
  for (const [name, field] of Object.entries(methods)) next[field] = methodOf(form, name) ?? record[field];
  for (const [name, field] of Object.entries(urls)) {
    const url = textOf(form, name);
    if (url === undefined) continue;
    if (url !== '' && !isHttpUrl(url)) throw new TwilioApiError(400, 20001, `Invalid parameter ${name}: not a URL`);
    next[field] = url;
  }
  next.validityPeriod = Number(textOf(form, 'ValidityPeriod') || record.validityPeriod);
  const { minValiditySeconds, maxValiditySeconds } = messageLimits;
  if (next.validityPeriod < minValiditySeconds || next.validityPeriod > maxValiditySeconds) {
    throw messagingErrors.invalidValidity(String(next.validityPeriod));
  }
  return next;
}

const base = 'https://messaging.twilio.com/v1/Services';

function serviceJson(record: MessagingServiceRecord, accountSid: string): Record<string, unknown> {
  const url = `${base}/${record.sid}`;
  return {
    sid: record.sid,
    account_sid: accountSid,
    friendly_name: record.friendlyName,
    inbound_request_url: record.inboundRequestUrl || null,
    inbound_method: record.inboundMethod,
    fallback_url: record.fallbackUrl || null,
    fallback_method: record.fallbackMethod,
    status_callback: record.statusCallback || null,
    sticky_sender: record.stickySender,
    mms_converter: record.mmsConverter,
    smart_encoding: record.smartEncoding,
    scan_message_content: record.scanMessageContent,
    fallback_to_long_code: record.fallbackToLongCode,
    area_code_geomatch: record.areaCodeGeomatch,
    synchronous_validation: record.synchronousValidation,
    validity_period: record.validityPeriod,
    usecase: record.usecase,
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: record.useInboundWebhookOnNumber,
    date_created: isoSeconds(record.dateCreated),
    date_updated: isoSeconds(record.dateUpdated),
    url,
    links: {
      phone_numbers: `${url}/PhoneNumbers`,
      short_codes: `${url}/ShortCodes`,
      alpha_senders: `${url}/AlphaSenders`,
      messages: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
      us_app_to_person: `${url}/Compliance/Usa2p`,
      us_app_to_person_usecases: `${url}/Compliance/Usa2p/Usecases`,
    },
  };
}

function membershipJson(
  { phoneNumberSid, serviceSid, dateCreated, dateUpdated }: ServiceNumberRecord,
  number: PhoneNumberRecord | undefined,
  accountSid: string,
): Record<string, unknown> {
  const phoneNumber = number?.phoneNumber ?? '';
  return {
    sid: phoneNumberSid,
    account_sid: accountSid,
    service_sid: serviceSid,
    phone_number: phoneNumber,
    country_code: countryOf(phoneNumber),
    capabilities: ['MMS', 'SMS', 'Voice'],
    date_created: isoSeconds(dateCreated),
    date_updated: isoSeconds(dateUpdated),
    url: `${base}/${serviceSid}/PhoneNumbers/${phoneNumberSid}`,
  };
}
