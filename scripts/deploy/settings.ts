import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { ConfigError, readConfig } from '../../src/config';
import { isSharded, shardNames } from '../../src/dispatch/keys';
import { type ServiceName, serviceNames } from '../../src/services';
import { storedMaps } from '../../src/stored';

/** What an operator sets: the account, and the variables that go to the Functions. */
export interface Settings {
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string; // E.164
  readonly services: readonly ServiceName[];
  readonly variables: Readonly<Record<string, string>>;
}

export const serviceName = 'frontdesk';

/** The variable of the Functions that holds the number that they serve. */
export const numberVariable = 'TWILIO_NUMBER';

/** What .env may set or leave out; what it leaves out is taken from the Functions as well. */
export const optionalSettings = [
  'SERVICES',
  'ORG_NAME',
  'DEFAULT_COUNTRY',
  'TIME_ZONE',
  'LANGUAGE_DEFAULT',
  'SERVICE_MINUTES',
  'WAIT_MINUTES',
  'MAX_DAILY_REQUESTS',
  'SHARE_NUMBERS',
  'RESCHEDULE',
  'DISPATCH_SHARDS',
  'MEETING_URL',
  'ZOOM_ACCOUNT_ID',
  'ZOOM_CLIENT_ID',
  'ZOOM_CLIENT_SECRET',
] as const;

/** What an earlier deploy set and .env does not set any more. */
export const settingsGone = (
  { variables }: Pick<Settings, 'variables'>,
  deployed: Readonly<Record<string, string | undefined>>,
): string[] => optionalSettings.filter((name) => deployed[name] !== undefined && variables[name] === undefined);

/** How what is made in the account is called in the console. */
export const displayName = (environment: string): string => `Frontdesk (${environment})`;

/** Made on the first deploy when the operator sets none, and kept from then on. */
export const generatedSecrets = ({ services }: Pick<Settings, 'services'>): readonly string[] => [
  'TICK_KEY',
  'DESK_SECRET',
  ...(services.includes('reminders') ? ['REMINDER_API_KEY'] : []),
];

/** 'Services: dispatch (off: pickup and reminders)' */
export function servicesLine({ services }: Pick<Settings, 'services'>): string {
  const off = serviceNames.filter((name) => !services.includes(name));
  const without = off.length === 0 ? '' : ` (off: ${off.join(' and ')})`;
  return `Services: ${services.join(', ')}${without}`;
}

/** Stay with the operator: the platform gives Functions the account's credentials itself, and the number is sent apart. */
const notForFunctions = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_NUMBER', 'ACCOUNT_SID', 'AUTH_TOKEN'];

const shapes: Readonly<Record<string, { shape: RegExp; like: string }>> = {
  TWILIO_ACCOUNT_SID: {
    shape: /^AC[0-9a-f]{32}$/,
    like: 'AC and 32 hex digits; it stands on the first page of the Twilio console',
  },
  TWILIO_AUTH_TOKEN: {
    shape: /^[0-9a-zA-Z]{32}$/,
    like: '32 letters and digits; it stands below the account SID in the Twilio console',
  },
  TWILIO_NUMBER: { shape: /^\+[1-9]\d{6,14}$/, like: 'a number of the account in E.164, e.g. +12025550123' },
};

/** Thrown with all that is wrong at once, before anything is touched. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

export function settingsFrom(values: Readonly<Record<string, string | undefined>>): Settings {
  const problems = Object.entries(shapes).flatMap(([name, { shape, like }]) => {
    const value = values[name]?.trim();
    if (!value) return [`${name} is missing: ${like}.`];
    return shape.test(value) ? [] : [`${name} does not look right: it should be ${like}.`];
  });
  for (const [name, value] of Object.entries(values)) {
    if (value && Buffer.byteLength(value) > 450)
      problems.push(`${name} is longer than the 450 bytes that Twilio allows.`);
  }
  const { services, problems: refused } = configFrom(values);
  problems.push(...refused);
  if (Boolean(values.API_KEY) !== Boolean(values.API_SECRET))
    problems.push('API_KEY and API_SECRET must be set together, or none of them.');
  if (problems.length > 0) throw new SettingsError(problems);
  const variables = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value?.trim() && !notForFunctions.includes(name) ? [[name, value.trim()]] : [],
    ),
  );
  return {
    accountSid: values.TWILIO_ACCOUNT_SID?.trim() ?? '',
    authToken: values.TWILIO_AUTH_TOKEN?.trim() ?? '',
    number: values.TWILIO_NUMBER?.trim() ?? '',
    services,
    variables,
  };
}

/** What the Functions would refuse, had they these settings. */
function configFrom(values: Readonly<Record<string, string | undefined>>): {
  services: readonly ServiceName[];
  problems: readonly string[];
} {
  const { TWILIO_NUMBER: _, ...own } = values; // its shape is looked at above
  try {
    const rest = { SYNC_SERVICE_SID: 'IS', MESSAGING_SERVICE_SID: 'MG', DOMAIN_NAME: 'example.twil.io' };
    return { services: readConfig({ ...own, ...rest }).services, problems: [] };
  } catch (error) {
    if (error instanceof ConfigError) return { services: serviceNames, problems: error.problems };
    throw error;
  }
}

/** Suffix of a domain: frontdesk-1234-dev.twil.io. */
export function environmentFrom(name: string): string {
  if (/^[a-z0-9]([a-z0-9-]{0,14}[a-z0-9])?$/.test(name)) return name;
  throw new SettingsError([`--environment is ${name}: it must be up to 16 small letters, digits and hyphens.`]);
}

/** Names of variables whose values are told to nobody. */
const secretName = /SECRET|TOKEN|KEY|PASS/;

/** The text without any secret in it, should an error of somebody else's quote one. */
export function withoutSecrets(text: string, variables: Readonly<Record<string, string | undefined>>): string {
  let clean = text;
  for (const [name, value] of Object.entries(variables)) {
    if (value && value.length >= 6 && secretName.test(name)) clean = clean.replaceAll(value, `(${name})`);
  }
  return clean;
}

export const readEnvFile = (file: string): Record<string, string> =>
  existsSync(file) ? parse(readFileSync(file)) : {};

/**
 * The settings in a file, checked; its values are added to `secrets`, so that whatever is said afterwards can be cleaned of them.
 *
 * @throws {SettingsError} when there is no such file, or when what it says is missing or malformed
 */
export function settingsIn(file: string, secrets: Record<string, string | undefined>): Settings {
  const values = requiredEnvFile(file);
  Object.assign(secrets, values);
  return settingsFrom(values);
}

function requiredEnvFile(file: string): Record<string, string> {
  if (existsSync(file)) return readEnvFile(file);
  throw new SettingsError([`There is no file ${file}: copy .env.example to .env and fill it in.`]);
}

/** The Sync maps that the services list and watch. */
export function syncMaps({ services, variables }: Settings): string[] {
  const shards = Math.max(1, Number(variables.DISPATCH_SHARDS ?? 1));
  return storedMaps(services).flatMap((map) => (isSharded(map) ? shardNames(map, shards) : [map]));
}
