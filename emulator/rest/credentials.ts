import { createHash, timingSafeEqual } from 'node:crypto';
import { TwilioApiError } from '../core/errors';
import type { World } from '../core/world';

/** What an API key is kept as, in the table 'keys'. */
export interface ApiKey {
  readonly sid: string; // 'SK…'
  readonly secret: string;
}

/**
 * Answers who calls: the account itself, or one of its API keys.
 *
 * @throws {TwilioApiError} 20003 for anybody else
 */
export function createAuthenticator({ account, tables }: Pick<World, 'account' | 'tables'>) {
  const keys = tables.open<ApiKey>('keys');

  return (authorization: string | undefined): void => {
    const [user, password] = basicCredentials(authorization);
    if (user === undefined) throw new TwilioApiError(401, 20003, 'Authentication Error - No credentials provided');
    const secret = user === account.accountSid ? account.authToken : keys.get(user)?.secret;
    if (secret === undefined || !sameSecret(secret, password ?? ''))
      throw new TwilioApiError(401, 20003, 'Authenticate');
  };
}

function basicCredentials(authorization = ''): [user?: string, password?: string] {
  const encoded = /^Basic\s+(.+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const sameSecret = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
