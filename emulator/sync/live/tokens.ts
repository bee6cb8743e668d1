import { type JwtPayload, TokenExpiredError, verify } from 'jsonwebtoken';
import type { World } from '../../core/world';
import type { Client } from '../access';
import { liveLimits, syncLimits } from '../limits';
import type { Store } from '../store/store';

export type TokenCheck =
  | { readonly kind: 'accepted'; readonly client: Client; readonly expiresMs: number }
  | { readonly kind: 'refused'; readonly errorCode: number; readonly description: string };

/** Checks access tokens as twilsock does, by the emulator's clock and the account's API keys. */
export function createTokenCheck({ account, tables, clock }: World, store: Store): (token: string) => TokenCheck {
  const keys = tables.open<{ sid: string; secret: string }>('keys');
  const refused = (errorCode: number, description: string): TokenCheck => ({ kind: 'refused', errorCode, description });

  return (token) => {
    let payload: JwtPayload | string;
    // Rule 1: signed with the secret of one of the account's API keys
    const secret = keys.get(issuerOf(token) ?? '')?.secret;
    if (secret === undefined) return refused(20103, 'Invalid Access Token issuer/subject');
    try {
      payload = verify(token, secret, { algorithms: ['HS256'], clockTimestamp: Math.floor(clock.now() / 1000) });
    } catch (error) {
      // Rule 2: not run out
      if (error instanceof TokenExpiredError) return refused(20104, 'Access Token expired or expiration date invalid');
      return refused(20101, 'Invalid Access Token');
    }
    if (typeof payload === 'string' || payload.exp === undefined)
      return refused(20104, 'Access Token expired or expiration date invalid');
    // Rule 3: not made to last longer than Twilio allows
    const livesSeconds = payload.exp - (payload.iat ?? payload.nbf ?? Math.floor(clock.now() / 1000));
    if (livesSeconds > liveLimits.maxTokenSeconds)
      return refused(20104, 'Access Token expired or expiration date invalid');
    // Rule 4: for this account
    if (payload.sub !== account.accountSid) return refused(20103, 'Invalid Access Token issuer/subject');
    // Rule 5: for somebody, and for a Sync service that there is
    const grants = payload.grants as { identity?: unknown; data_sync?: { service_sid?: unknown } } | undefined;
    const identity = grants?.identity;
    const serviceSid = grants?.data_sync?.service_sid;
    if (typeof identity !== 'string' || identity === '' || identity.length > syncLimits.maxIdentityLength) {
      return refused(20106, 'Invalid Access Token grants: there is no identity');
    }
    if (typeof serviceSid !== 'string') return refused(20106, 'Invalid Access Token grants: there is no Sync grant');
    try {
      const service = store.services.get(serviceSid);
      return { kind: 'accepted', client: { identity, serviceSid: service.sid }, expiresMs: payload.exp * 1000 };
    } catch {
      return refused(20106, `Invalid Access Token grants: there is no Sync service ${serviceSid}`);
    }
  };
}

/** Who claims to have made the token; not to be trusted before the signature is checked. */
function issuerOf(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const issuer = typeof claims === 'object' && claims !== null && 'iss' in claims ? claims.iss : undefined;
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}
