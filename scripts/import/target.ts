import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvFile, SettingsError, serviceName, settingsFrom } from '../deploy/settings';
import { standingDeployment } from '../deploy/standing';

export type Values = Readonly<Record<string, string | undefined>>;

/** Where to import to, and the settings that go with it. */
export interface Target {
  readonly values: Values;
  /** undefined: it is to be looked up in the account. */
  readonly url: string | undefined;
  readonly key: string | undefined;
}

/** What is set in the environment, else in the file that is named, else in `.env`, else for the local Frontdesk. */
export function targetFrom(root: string, given: { url?: string; envFile?: string }, environment: Values): Target {
  const values =
    given.envFile === undefined ? { ...fromFiles(root, environment), ...ownOf(environment) } : fromFile(given.envFile);
  const url = given.url ?? values.SERVICE_URL ?? values.PUBLIC_URL;
  return { values, url: url === undefined ? undefined : checkedUrl(url), key: values.REMINDER_API_KEY };
}

const names = ['SERVICE_URL', 'PUBLIC_URL', 'REMINDER_API_KEY', 'DEFAULT_COUNTRY', 'ORG_NAME', 'LANGUAGE_DEFAULT'];

const ownOf = (environment: Values): Values =>
  Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));

function fromFile(envFile: string): Values {
  if (existsSync(envFile)) return readEnvFile(envFile);
  throw new SettingsError([`--env-file ${envFile}: there is no such file.`]);
}

function fromFiles(root: string, environment: Values): Values {
  if (environment.REMINDER_API_KEY && (environment.SERVICE_URL || environment.PUBLIC_URL)) return {};
  const own = readEnvFile(join(root, '.env'));
  return Object.keys(own).length > 0 ? own : readEnvFile(join(root, '.local', 'emulator.env'));
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** The key goes there, so nobody on the way may read it. */
function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPrivate = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
  if (url === undefined || !isPrivate)
    throw new SettingsError([`${text} is not an address like https://frontdesk-1234-dev.twil.io.`]);
  return url.origin;
}

export interface Reached {
  readonly url: string;
  readonly key: string;
}

/** Where to, and with which key; what is not set is what the deploy left in the account. */
export async function reached({ values, url, key }: Target, environment: string): Promise<Reached> {
  if (url !== undefined && key !== undefined) return { url, key };
  if (!values.TWILIO_ACCOUNT_SID || !values.TWILIO_AUTH_TOKEN) {
    throw new SettingsError([
      'Where to? Set SERVICE_URL and REMINDER_API_KEY, or name with --env-file where they stand (locally .local/emulator.env).',
    ]);
  }
  const settings = settingsFrom(values);
  const { accountClient } = await import('../../src/twilio/account-client'); // it takes a second to load
  const client = accountClient(settings.accountSid, settings.authToken);
  const { domain, variables } = await standingDeployment(client, serviceName, environment);
  if (domain === undefined || !variables.REMINDER_API_KEY) {
    throw new SettingsError([
      `Nothing is deployed to the environment '${environment}' of this account: npm run deploy`,
    ]);
  }
  return { url: url ?? `https://${domain}`, key: variables.REMINDER_API_KEY };
}
