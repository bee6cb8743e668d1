import type { Tables } from '../../core/tables';
import { permissionNotFound } from '../errors';
import type { PermissionRow } from '../rows';
import { createSortedKeys, type SortedKeys } from './sorted-keys';

/** What each identity may do with each object. */
export function createPermissions(tables: Tables) {
  const permissions = tables.open<PermissionRow>('sync.permissions');
  const identities = new Map<string, SortedKeys<string>>(); // by object, derived

  const idOf = (objectSid: string, identity: string) => `${objectSid}/${identity}`;
  const identitiesOf = (objectSid: string) => {
    const known = identities.get(objectSid);
    if (known) return known;
    const made = createSortedKeys<string>();
    identities.set(objectSid, made);
    return made;
  };

  const rebuild = () => {
    identities.clear();
    for (const { objectSid, identity } of permissions.values()) identitiesOf(objectSid).add(identity);
  };
  rebuild();
  tables.onRestore(rebuild);

  return {
    find: (objectSid: string, identity: string): PermissionRow | undefined =>
      permissions.get(idOf(objectSid, identity)),
    /** @throws 54354 */
    get(objectSid: string, identity: string): PermissionRow {
      const row = permissions.get(idOf(objectSid, identity));
      if (!row) throw permissionNotFound();
      return row;
    },
    identities: identitiesOf,
    set(row: PermissionRow): PermissionRow {
      permissions.set(idOf(row.objectSid, row.identity), row);
      identitiesOf(row.objectSid).add(row.identity);
      return row;
    },
    remove(row: PermissionRow): void {
      permissions.delete(idOf(row.objectSid, row.identity));
      identities.get(row.objectSid)?.delete(row.identity);
    },
    removeAll(objectSid: string): void {
      const known = identities.get(objectSid);
      for (let index = 0; known !== undefined && index < known.size; index += 1) {
        permissions.delete(idOf(objectSid, known.at(index) ?? ''));
      }
      identities.delete(objectSid);
    },
  };
}
