import { createHash } from 'node:crypto';
import { newSid } from '../../core/ids';
import type { World } from '../../core/world';
import { serviceNotFound } from '../errors';
import { reachabilityLimits } from '../limits';
import type { ServiceRow } from '../rows';

/** The account's Sync services. Each account has one from the start, which answers to the name 'default'. */
export function createServices({ tables, clock, account }: Pick<World, 'tables' | 'clock' | 'account'>) {
  const services = tables.open<ServiceRow>('sync.services');
  // Always the same for an account, so that a reset does not take it away from who knows it.
  const defaultSid = `IS${createHash('md5').update(`sync ${account.accountSid}`).digest('hex')}`;

  const add = (sid: string, uniqueName: string | null, values: Partial<ServiceRow>): ServiceRow => {
    const nowMs = clock.now();
    const row: ServiceRow = {
      sid,
      uniqueName,
      friendlyName: null,
      webhookUrl: null,
      webhooksFromRestEnabled: false,
      reachabilityWebhooksEnabled: false,
      aclEnabled: false,
      reachabilityDebouncingEnabled: false,
      reachabilityDebouncingWindow: reachabilityLimits.windowMs,
      dateCreated: nowMs,
      dateUpdated: nowMs,
      ...values,
    };
    services.set(sid, row);
    return row;
  };
  const defaultService = () =>
    services.get(defaultSid) ?? add(defaultSid, 'default', { friendlyName: 'Default Service' });

  return {
    all(): ServiceRow[] {
      defaultService();
      return [...services.values()];
    },
    find: (sid: string): ServiceRow | undefined => services.get(sid),
    /** @param sid a service's SID, or 'default' @throws 54050 */
    get(sid: string): ServiceRow {
      const row = sid === 'default' || sid === defaultSid ? defaultService() : services.get(sid);
      if (!row) throw serviceNotFound();
      return row;
    },
    create: (values: Partial<ServiceRow>): ServiceRow => add(newSid('IS'), null, values),
    update(row: ServiceRow, values: Partial<ServiceRow>): ServiceRow {
      const next = { ...row, ...values, dateUpdated: clock.now() };
      services.set(row.sid, next);
      return next;
    },
    remove: (row: ServiceRow): void => void services.delete(row.sid),
  };
}
