import { randomUUID } from 'node:crypto';
import type { OrderAnswer, OrderItem } from '../../src/desk/contract';
import type { TestFrontdesk } from './index';

export interface DeskResponse<Body> {
  readonly status: number;
  readonly body: Body & { message?: string; errors?: readonly { field?: string; message: string }[] };
}

/** The desk as its page uses it: over HTTP, with a session's cookie. */
export interface Desk {
  readonly cookie: string;
  /** POST /desk/…, as the page does it; an actionId is added when there is none. */
  post<Body = OrderAnswer>(
    path: string,
    fields?: object,
    headers?: Record<string, string>,
  ): Promise<DeskResponse<Body>>;
  get<Body = object>(path: string): Promise<DeskResponse<Body>>;
  /** A new order; fails the test when it was not taken. */
  order(fields: { name: string; phone: string; number?: string; note?: string }): Promise<OrderItem>;
}

const host = ({ emulator }: TestFrontdesk) => emulator.serviceUrl;

/** The link that an admin gets by text, as the local service's. */
export async function deskLink(frontdesk: TestFrontdesk): Promise<string> {
  const { admin } = frontdesk;
  admin.ignoreTexts();
  await admin.texts('!desk');
  const link = /https:\S+/.exec(admin.nextText()?.body ?? '')?.[0];
  if (link === undefined) throw new Error('No link came');
  const { pathname, search } = new URL(link);
  return `${host(frontdesk)}${pathname}${search}`;
}

/** Opens the link as a browser would, which posts the form that it gets. */
export async function followLink(
  link: string,
): Promise<{ status: number; cookie: string | undefined; location: string | null }> {
  const { origin, pathname, searchParams } = new URL(link);
  const response = await fetch(origin + pathname, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ key: searchParams.get('key') ?? '', go: '1' }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  return { status: response.status, cookie, location: response.headers.get('location') };
}

export async function signIn(frontdesk: TestFrontdesk): Promise<Desk> {
  const { cookie } = await followLink(await deskLink(frontdesk));
  if (cookie === undefined) throw new Error('The link did not open the desk');
  return deskWith(frontdesk, cookie);
}

export function deskWith(frontdesk: TestFrontdesk, cookie: string): Desk {
  const settle = async (response: Response) => {
    const body = await response.json();
    await frontdesk.emulator.world.causes.settled();
    return { status: response.status, body };
  };
  const desk: Desk = {
    cookie,
    async post(path, fields = {}, headers = {}) {
      const response = await fetch(`${host(frontdesk)}/desk/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-frontdesk': 'desk', cookie, ...headers },
        body: JSON.stringify({ actionId: randomUUID(), ...fields }),
      });
      return settle(response);
    },
    async get(path) {
      return settle(await fetch(`${host(frontdesk)}/desk/${path}`, { headers: { cookie } }));
    },
    async order(fields) {
      const { status, body } = await desk.post('orders/create', fields);
      if (status !== 201) throw new Error(`The order was not taken: ${body.message}`);
      return body.order;
    },
  };
  return desk;
}
