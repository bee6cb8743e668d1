import type { Twilio } from 'twilio';
import AccessToken, { SyncGrant } from 'twilio/lib/jwt/AccessToken';
import { calling, TwilioCallError } from './call-error';

/** Who may read what in Sync over its own protocol. REST with the account's credentials may do everything. */
export interface SyncAccess {
  /** Lets an identity read these Maps and nothing else. May be repeated. */
  allowReading(identity: string, maps: readonly string[]): Promise<void>;
  /** A token for the Sync SDK; what it may do, the permissions of its identity say. */
  token(identity: string, ttlSeconds: number): string;
}

export interface SyncKey {
  accountSid: string;
  apiKey: string;
  apiSecret: string;
}

const isMissing = (error: unknown): boolean => error instanceof TwilioCallError && error.status === 404;
const isTaken = (error: unknown): boolean => error instanceof TwilioCallError && error.status === 409;

export function syncAccess(client: Twilio, syncServiceSid: string, key: SyncKey | undefined): SyncAccess {
  const service = () => client.sync.v1.services(syncServiceSid);
  const allow = (identity: string, map: string) =>
    calling('SyncMapPermissions.update', { map }, () =>
      service().syncMaps(map).syncMapPermissions(identity).update({ read: true, write: false, manage: false }),
    );

  const allowMap = async (identity: string, map: string): Promise<void> => {
    try {
      await allow(identity, map);
      return;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    // No such Map yet; two who create it at once both mean the same
    await calling('SyncMaps.create', { map }, () => service().syncMaps.create({ uniqueName: map })).catch(
      (error: unknown) => {
        if (!isTaken(error)) throw error;
      },
    );
    await allow(identity, map);
  };

  return {
    async allowReading(identity, maps) {
      await Promise.all(maps.map((map) => allowMap(identity, map)));
    },
    token(identity, ttlSeconds) {
      if (key === undefined) throw new Error('API_KEY and API_SECRET are missing: the desk cannot read Sync');
      const token = new AccessToken(key.accountSid, key.apiKey, key.apiSecret, { identity, ttl: ttlSeconds });
      token.addGrant(new SyncGrant({ serviceSid: syncServiceSid }));
      return token.toJwt();
    },
  };
}
