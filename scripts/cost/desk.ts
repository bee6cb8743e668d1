import { randomUUID } from 'node:crypto';
import { deskLink } from '../start/desk-link';
import { localAdmin } from '../start/local';
import type { Local } from './conversations';

/** What staff do with an order, as the desk page does it. */
export interface Desk {
  /** Answers the order's key. */
  order(fields: { name: string; phone: string }): Promise<string>;
  press(action: 'ready' | 'collected', key: string): Promise<void>;
}

/** An admin who follows the link that `!desk` texts them. */
export async function signedIn({ emulator, deployed }: Local): Promise<Desk> {
  const link = await deskLink(emulator, localAdmin, deployed.domain);
  if (link === undefined) throw new Error('No link came back to !desk');
  const { origin, pathname, searchParams } = new URL(link);
  const opened = await fetch(origin + pathname, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ key: searchParams.get('key') ?? '', go: '1' }),
  });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const post = async (path: string, fields: object) => {
    const response = await fetch(`${origin}/desk/orders/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-frontdesk': 'desk', cookie },
      body: JSON.stringify({ actionId: randomUUID(), ...fields }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { order: { key: string } };
  };
  return {
    order: async (fields) => (await post('create', fields)).order.key,
    press: async (action, key) => {
      await post(action, { key });
    },
  };
}
