import { randomUUID } from 'node:crypto';
import { localAdmin } from '../start/local';
import type { Bench } from './bench';

/** Staff at the desk, over HTTP as its page uses it. */
export interface BenchDesk {
  /** POST /desk/…; throws when it is refused. */
  post(path: string, fields: object): Promise<{ order: { key: string } }>;
}

/** The link that an admin gets, as the local service's. */
export async function deskLink({ control, local }: Bench): Promise<string> {
  const { replies } = await control.text(localAdmin, '!desk');
  const path = /https:\/\/[^/]+(\S+)/.exec(replies[0]?.body ?? '')?.[1];
  if (path === undefined) throw new Error('No link to the desk came');
  return `${local.emulator.serviceUrl}${path}`;
}

export async function signIn(bench: Bench): Promise<BenchDesk> {
  const { origin, pathname, searchParams } = new URL(await deskLink(bench));
  const opened = await fetch(origin + pathname, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ key: searchParams.get('key') ?? '', go: '1' }),
  });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    async post(path, fields) {
      const response = await fetch(`${origin}/desk/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-frontdesk': 'desk', cookie },
        body: JSON.stringify({ actionId: randomUUID(), ...fields }),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as { order: { key: string } };
    },
  };
}
