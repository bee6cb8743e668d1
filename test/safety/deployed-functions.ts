import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { signatureOf } from '../../emulator/core/signature';
import type { TestFrontdesk } from '../frontdesk';
import { root } from '../frontdesk/folders';

/** A Function as it is deployed: found in the build, so that a new one is covered by itself. */
export interface DeployedFunction {
  readonly path: string; // '/sms/inbound'
  readonly file: string; // of the bundle
  readonly visibility: 'public' | 'protected' | 'private';
}

const folder = join(root, 'dist', 'functions');

export const deployedFunctions: readonly DeployedFunction[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .sort()
  .map((file) => {
    const [, path = '', suffix] = /^(.*?)(?:\.(protected|private))?\.js$/.exec(file) ?? [];
    return { path: `/${path}`, file: join(folder, file), visibility: (suffix ?? 'public') as 'public' };
  });

export const pathsOf = (visibility: DeployedFunction['visibility']): string[] =>
  deployedFunctions.filter((each) => each.visibility === visibility).map(({ path }) => path);

export interface Answered {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly query?: string; // with its '?'
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: readonly (readonly [string, string])[];
  readonly json?: unknown;
  /** As it stands, instead of form or JSON. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

const bodyOf = ({ form, json, raw }: Asked): { type?: string; body?: string | Uint8Array<ArrayBuffer> } => {
  if (raw !== undefined) return { body: raw };
  if (json !== undefined) return { type: 'application/json', body: JSON.stringify(json) };
  if (form === undefined) return {};
  return {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(form.map(([name, value]) => [name, value])).toString(),
  };
};

/** One request over HTTP, as anybody could send it. */
export async function ask({ emulator }: TestFrontdesk, path: string, asked: Asked = {}): Promise<Answered> {
  const { method = 'POST', query = '', headers = {} } = asked;
  const { type, body } = bodyOf(asked);
  const response = await fetch(`${emulator.serviceUrl}${path}${query}`, {
    method,
    redirect: 'manual',
    headers: { ...(type !== undefined && { 'content-type': type }), ...headers },
    ...(method === 'POST' && { body: body ?? '' }),
  });
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, headers: response.headers, body: await response.text() };
}

/** What the account's auth token signs for a URL of the service and a form. */
export function signatureFor(
  { emulator }: TestFrontdesk,
  path: string,
  form: readonly (readonly [string, string])[] = [],
  authToken: string = emulator.account.authToken,
): string {
  const params: Record<string, string[]> = Object.create(null); // '__proto__' is a name like any other
  for (const [name, value] of new URLSearchParams(form.map(([name, value]) => [name, value]))) {
    params[name] = [...(params[name] ?? []), value];
  }
  return signatureOf(authToken, `${emulator.serviceUrl}${path}`, params);
}

/** A request that Twilio itself could have sent. A JSON body is not covered by the signature, as on the platform. */
export function askSigned(frontdesk: TestFrontdesk, path: string, asked: Asked = {}): Promise<Answered> {
  const { query = '', form, headers } = asked;
  const signature = signatureFor(frontdesk, `${path}${query}`, form);
  return ask(frontdesk, path, { ...asked, headers: { ...headers, 'x-twilio-signature': signature } });
}

/** Everything that Frontdesk keeps or has said, to be compared: what a refused request left is nothing. */
export function kept({ emulator }: TestFrontdesk): string {
  const tables = emulator.world.tables.snapshot();
  const notInput = /"uniqueName":"[\w-]+\.tick"/; // when it was last ticked: traffic is the heartbeat
  const rows = ['sync.objects', 'sync.items', 'messages', 'zoom-meetings', 'studio.executions'].flatMap((name) =>
    [...(tables[name] ?? new Map()).values()].map((row) => JSON.stringify(row)),
  );
  return rows.filter((row) => !notInput.test(row)).join('\n');
}
