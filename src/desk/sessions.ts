import { createHmac, randomBytes } from 'node:crypto';
import type { Frontdesk } from '../frontdesk';
import type { E164 } from '../phone';
import { conflict } from '../twilio/sync-store';

// No password exists: an admin's phone proves who they are. What is stored is a keyed hash, so that whoever reads Sync cannot sign in with it.

/** Document `desk-link.<hash>`: good once, and for ten minutes. */
interface SignInLink {
  admin: E164;
  expiresAtMs: number;
  usedAtMs?: number;
}

/** Document `desk-session.<hash>`: one browser of one admin. */
export interface DeskSession {
  admin: E164;
  /** In Sync. The same for all sessions of one admin, so that its permissions do not pile up. */
  identity: string;
  expiresAtMs: number;
}

export const linkTtlSeconds = 10 * 60;
export const sessionTtlSeconds = 12 * 60 * 60;

/** DESK_SECRET is not set: nobody can be trusted, so nobody gets in. */
export class DeskClosed extends Error {
  constructor() {
    super('DESK_SECRET is not set');
    this.name = 'DeskClosed';
  }
}

const hmac = ({ config }: Frontdesk, purpose: string, value: string): Buffer => {
  if (config.deskSecret === undefined) throw new DeskClosed();
  return createHmac('sha256', config.deskSecret).update(`${purpose}\n${value}`).digest();
};

const linkDocument = (frontdesk: Frontdesk, key: string) => `desk-link.${hmac(frontdesk, 'link', key).toString('hex')}`;
const sessionDocument = (frontdesk: Frontdesk, token: string) =>
  `desk-session.${hmac(frontdesk, 'session', token).toString('hex')}`;

const keyBytes = 24;

/** The key of a link. The same text makes the same one, so that a text that is delivered twice has one answer. */
export async function makeLinkKey(frontdesk: Frontdesk, admin: E164, messageSid: string): Promise<string> {
  const key = hmac(frontdesk, 'key', messageSid).subarray(0, keyBytes).toString('base64url');
  const expiresAtMs = frontdesk.clock.nowMs() + linkTtlSeconds * 1000;
  const link: SignInLink = { admin, expiresAtMs };
  // A conflict: the link is there already, and stays used if it was
  await frontdesk.store.createDocument(linkDocument(frontdesk, key), link, { ttlSeconds: linkTtlSeconds });
  return key;
}

const isAdmin = ({ config }: Frontdesk, number: E164) => config.adminNumbers.includes(number);

/** Uses the link up. Of two who use it at once one gets the session. */
export async function useLink(
  frontdesk: Frontdesk,
  key: string,
): Promise<{ token: string; session: DeskSession } | undefined> {
  const { store, clock } = frontdesk;
  const nowMs = clock.nowMs();
  const name = linkDocument(frontdesk, key);
  const link = await store.readDocument<SignInLink>(name);
  if (link === undefined || link.data.usedAtMs !== undefined || link.data.expiresAtMs <= nowMs) return undefined;
  const { admin } = link.data;
  if (!isAdmin(frontdesk, admin)) return undefined;
  if ((await store.updateDocument(name, { ...link.data, usedAtMs: nowMs }, link.revision)) === conflict)
    return undefined;

  const token = randomBytes(32).toString('base64url');
  const identity = `desk-${hmac(frontdesk, 'identity', admin).toString('hex').slice(0, 16)}`;
  const session: DeskSession = { admin, identity, expiresAtMs: nowMs + sessionTtlSeconds * 1000 };
  const made = await store.createDocument(sessionDocument(frontdesk, token), session, {
    ttlSeconds: sessionTtlSeconds,
  });
  if (made === conflict) throw new Error('Two sessions with one token');
  return { token, session };
}

/** Who is at the desk. Somebody who is no longer an admin is not. */
export async function readSession(frontdesk: Frontdesk, token: string | undefined): Promise<DeskSession | undefined> {
  if (token === undefined || token === '' || frontdesk.config.deskSecret === undefined) return undefined;
  const known = await frontdesk.store.readDocument<DeskSession>(sessionDocument(frontdesk, token));
  if (known === undefined || known.data.expiresAtMs <= frontdesk.clock.nowMs()) return undefined;
  return isAdmin(frontdesk, known.data.admin) ? known.data : undefined;
}

export const endSession = (frontdesk: Frontdesk, token: string): Promise<void> =>
  frontdesk.store.removeDocument(sessionDocument(frontdesk, token));
