import { forbidden } from './errors';
import type { ObjectRow, PermissionRow } from './rows';
import type { Store } from './store/store';

export type Right = keyof Pick<PermissionRow, 'read' | 'write' | 'manage'>;

/** Who connects with an access token; REST credentials are not asked. */
export interface Client {
  readonly identity: string;
  readonly serviceSid: string;
}

/** Whether the client may do that: always, unless its service has the ACL enabled. */
export function may(store: Store, client: Client, object: ObjectRow, right: Right): boolean {
  if (!store.services.get(client.serviceSid).aclEnabled) return true;
  return store.permissions.find(object.sid, client.identity)?.[right] ?? false;
}

/** @throws 54007 */
export function demand(store: Store, client: Client, object: ObjectRow, right: Right): void {
  if (!may(store, client, object, right)) throw forbidden(client.identity);
}

/**
 * With the ACL enabled nobody has a permission for what is not there yet, so that clients cannot create objects.
 *
 * @throws 54007
 */
export function demandCreation(store: Store, client: Client): void {
  if (store.services.get(client.serviceSid).aclEnabled) throw forbidden(client.identity);
}
