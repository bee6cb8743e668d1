import { type Language, languages } from './frontdesk';
import { type E164, isE164 } from './phone';
import { type ServiceName, serviceNames } from './services';
import { isTimeZone } from './zoned-time';

/** A setting that is missing or malformed: names the variable, never its value. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '));
    this.name = 'ConfigError';
  }
}

export interface ZoomConfig {
  accountId: string;
  clientId: string;
  clientSecret: string;
}

export interface Config {
  /** What is offered; the rest is off. */
  services: readonly ServiceName[];
  adminNumbers: readonly E164[];
  /** What people text to; also the sender when there is no Messaging Service. */
  twilioNumber?: E164;
  messagingServiceSid?: string;
  syncServiceSid: string;
  /** 'https://name-1234-dev.twil.io', without a slash at the end. */
  baseUrl: string;
  orgName: string;
  defaultLanguage: Language;
  /** For numbers written without a country code, e.g. 'US'. */
  defaultCountry: string;
  /** IANA: of the dates and times that staff type. undefined: of whichever zone their browser is in. */
  timeZone?: string;
  /** A session ends by itself after this time, and can be cancelled until then. */
  serviceMinutes: number;
  /** Who waits in line for longer is told so, and leaves it. */
  waitMinutes: number;
  /** Requests per phone and day (UTC). */
  maxDailyRequests: number;
  /** Providers and receivers see each other's number. */
  shareNumbers: boolean;
  /** Into how many Maps each of `pool` and `waiting` is split. */
  dispatchShards: number;
  /** The room for all, for when Zoom is not configured or does not answer: a match without a link would be none. */
  fixedRoomUrl: string;
  fixedRoomPasscode?: string;
  zoom?: ZoomConfig;
  tickKey?: string;
  reminderApiKey?: string;
  /** Where a text goes that belongs to the flow order-pickup; undefined before the flow is deployed. */
  orderPickupFlowUrl?: string;
  /** Where a text goes whose No is answered with a question for another time; undefined when that is not wanted. */
  rescheduleFlowUrl?: string;
  /** Signs the desk's links and cookies; without it nobody signs in. */
  deskSecret?: string;
  /** Signs the tokens with which the desk page reads Sync. */
  syncKey?: { accountSid: string; apiKey: string; apiSecret: string };
  /** Where the Sync SDK connects in the local cloud. */
  twilsockUri?: string;
}

export type Environment = Readonly<Record<string, unknown>>;

const textOf = (environment: Environment, name: string): string | undefined => {
  const value = environment[name];
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value.trim();
};

const adminLimit = 20;
const longestOrgName = 30; // texts begin with it, and are one segment

/**
 * The settings out of a Function's context, checked whole: whoever deploys sees all that is wrong at once.
 *
 * @throws {ConfigError} naming every variable that is missing or malformed
 */
export function readConfig(environment: Environment): Config {
  const problems: string[] = [];
  const text = (name: string) => textOf(environment, name);
  const count = (name: string, fallback: number, min: number, max: number): number => {
    const value = text(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    problems.push(`${name} must be a whole number from ${min} to ${max}.`);
    return fallback;
  };
  const number = (name: string): E164 | undefined => {
    const value = text(name);
    if (value === undefined || isE164(value)) return value;
    problems.push(`${name} must be a number like +15005550006.`);
    return undefined;
  };

  const services = servicesOf(environment.SERVICES, problems);
  const admins = (text('ADMIN_NUMBERS') ?? text('ADMIN_NUMBER') ?? '').split(/[\s,;]+/).filter((word) => word !== '');
  const adminNumbers = admins.filter(isE164);
  if (adminNumbers.length !== admins.length) {
    problems.push('ADMIN_NUMBERS must be numbers like +15005550006, with commas between them.');
  }
  if (admins.length === 0) problems.push('ADMIN_NUMBERS is missing: the numbers of one or more admins.');
  if (admins.length > adminLimit) problems.push(`ADMIN_NUMBERS has more than ${adminLimit} numbers.`);

  const syncServiceSid = text('SYNC_SERVICE_SID');
  if (syncServiceSid === undefined) problems.push('SYNC_SERVICE_SID is missing.');
  const twilioNumber = number('TWILIO_NUMBER');
  const messagingServiceSid = text('MESSAGING_SERVICE_SID');
  if (twilioNumber === undefined && messagingServiceSid === undefined) {
    problems.push('MESSAGING_SERVICE_SID or TWILIO_NUMBER is needed to send.');
  }
  const publicUrl = text('PUBLIC_URL')?.replace(/\/+$/, '');
  const domain = text('DOMAIN_NAME');
  const language = (text('LANGUAGE_DEFAULT') ?? 'en').toLowerCase();
  const defaultLanguage = languages.find((known) => known === language);
  if (defaultLanguage === undefined) problems.push(`LANGUAGE_DEFAULT must be one of ${languages.join(', ')}.`);
  const defaultCountry = (text('DEFAULT_COUNTRY') ?? 'US').toUpperCase();
  if (!/^[A-Z]{2}$/.test(defaultCountry)) problems.push('DEFAULT_COUNTRY must be two letters, e.g. US.');
  const flag = (name: string): boolean => {
    const value = (text(name) ?? 'false').toLowerCase();
    if (!['true', 'false'].includes(value)) problems.push(`${name} must be true or false.`);
    return value === 'true';
  };
  const orgName = text('ORG_NAME') ?? 'Frontdesk';
  if (orgName.length > longestOrgName) problems.push(`ORG_NAME must be at most ${longestOrgName} characters.`);
  const timeZone = text('TIME_ZONE');
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    problems.push('TIME_ZONE must be a time zone like America/New_York.');
  }

  const config: Config = {
    services,
    adminNumbers,
    twilioNumber,
    messagingServiceSid,
    syncServiceSid: syncServiceSid ?? '',
    baseUrl: publicUrl ?? (domain === undefined ? '' : `https://${domain}`),
    orgName,
    defaultLanguage: defaultLanguage ?? 'en',
    defaultCountry,
    timeZone,
    serviceMinutes: count('SERVICE_MINUTES', 30, 1, 24 * 60),
    waitMinutes: count('WAIT_MINUTES', 120, 1, 24 * 60),
    maxDailyRequests: count('MAX_DAILY_REQUESTS', 20, 1, 1000),
    shareNumbers: flag('SHARE_NUMBERS'),
    dispatchShards: count('DISPATCH_SHARDS', 1, 1, 64),
    // Of what is off, nothing is needed and nothing is looked at
    ...(services.includes('dispatch')
      ? { ...fixedRoomOf(text, problems), zoom: zoomOf(text, problems) }
      : { fixedRoomUrl: '' }),
    tickKey: text('TICK_KEY'),
    reminderApiKey: text('REMINDER_API_KEY'),
    orderPickupFlowUrl: flowUrl(text('ACCOUNT_SID'), text('FLOW_ORDER_PICKUP')),
    rescheduleFlowUrl: flag('RESCHEDULE') ? flowUrl(text('ACCOUNT_SID'), text('FLOW_RESCHEDULE')) : undefined,
    deskSecret: text('DESK_SECRET'),
    syncKey: syncKeyOf(text),
    twilsockUri: text('TWILSOCK_URI'),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function servicesOf(value: unknown, problems: string[]): readonly ServiceName[] {
  if (value === undefined) return serviceNames;
  const words = typeof value === 'string' ? value.toLowerCase().split(/[\s,;]+/) : [];
  const named = words.filter((word) => word !== '');
  if (named.length === 0 || named.some((word) => !serviceNames.some((known) => known === word))) {
    problems.push(`SERVICES must be one or more of ${serviceNames.join(', ')}, with commas between them.`);
  }
  return serviceNames.filter((known) => named.includes(known));
}

const flowUrl = (accountSid?: string, flowSid?: string): string | undefined =>
  accountSid === undefined || flowSid === undefined
    ? undefined
    : `https://webhooks.twilio.com/v1/Accounts/${accountSid}/Flows/${flowSid}`;

function syncKeyOf(text: (name: string) => string | undefined): Config['syncKey'] {
  const accountSid = text('ACCOUNT_SID');
  const apiKey = text('API_KEY');
  const apiSecret = text('API_SECRET');
  if (accountSid === undefined || apiKey === undefined || apiSecret === undefined) return undefined;
  return { accountSid, apiKey, apiSecret };
}

type Lookup = (name: string) => string | undefined;

function fixedRoomOf(text: Lookup, problems: string[]): Pick<Config, 'fixedRoomUrl' | 'fixedRoomPasscode'> {
  const url = text('MEETING_URL');
  if (url !== undefined) {
    if (!/^https:\/\/\S+$/.test(url)) problems.push('MEETING_URL must be a link that starts with https://.');
    return { fixedRoomUrl: url };
  }
  const id = text('ZOOM_ID')?.replace(/\s/g, '');
  if (id === undefined) {
    problems.push('MEETING_URL is missing: the meeting for when there is none of their own.');
    return { fixedRoomUrl: '' };
  }
  if (!/^\d{9,12}$/.test(id)) problems.push('ZOOM_ID must be the 9 to 12 digits of a Zoom meeting.');
  const passcode = text('ZOOM_PASS');
  const url4 = `https://zoom.us/j/${id}`;
  return { fixedRoomUrl: passcode === undefined ? url4 : `${url4}?pwd=${encodeURIComponent(passcode)}` };
}

function zoomOf(text: Lookup, problems: string[]): ZoomConfig | undefined {
  const accountId = text('ZOOM_ACCOUNT_ID');
  const clientId = text('ZOOM_CLIENT_ID');
  const clientSecret = text('ZOOM_CLIENT_SECRET');
  if (accountId !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { accountId, clientId, clientSecret };
  }
  if (accountId !== undefined || clientId !== undefined || clientSecret !== undefined) {
    problems.push('ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET must be set together, or none of them.');
  }
  return undefined;
}
