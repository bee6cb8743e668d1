import type { Emulator } from '../../emulator';
import type { ItemRow, ObjectRow } from '../../emulator/sync/rows';
import { storedKind } from '../../src/stored';
import type { TestFrontdesk } from './index';

/** What lies in Sync, read without a call: a test's own look is nothing that can fail, or that Sync's rates count. */
function stored({ emulator, deployed }: TestFrontdesk) {
  const tables = emulator.world.tables.snapshot();
  const objects = [...(tables['sync.objects']?.values() ?? [])] as ObjectRow[];
  const items = [...(tables['sync.items']?.values() ?? [])] as ItemRow[];
  const { SYNC_SERVICE_SID } = deployed.variables;
  return { objects: objects.filter(({ serviceSid }) => serviceSid === SYNC_SERVICE_SID), items };
}

/** All Documents of the Sync service, by unique name. */
export async function syncDocuments(frontdesk: TestFrontdesk): Promise<Map<string, unknown>> {
  const documents = stored(frontdesk).objects.filter((object) => object.kind === 'document');
  return new Map(documents.map(({ uniqueName, sid, data }) => [uniqueName ?? sid, structuredClone(data)]));
}

/** All items of a Sync map, by key, in the order of their keys. @throws when there is no such map */
export async function syncItems<T>(frontdesk: TestFrontdesk, map: string): Promise<Map<string, T>> {
  const { objects, items } = stored(frontdesk);
  const parent = objects.find(({ kind, uniqueName }) => kind === 'map' && uniqueName === map);
  if (!parent) throw new Error(`There is no map '${map}'`);
  const own = items.filter(({ parentSid }) => parentSid === parent.sid);
  own.sort((one, other) => (one.key < other.key ? -1 : 1));
  return new Map(own.map(({ key, data }) => [String(key), structuredClone(data) as T]));
}

/** Documents and Maps that the table of what is stored does not know. Reads what lies there without a call, whatever fails in this test. */
export function unknownToTable({ world }: Pick<Emulator, 'world'>): string[] {
  const objects = [...(world.tables.snapshot()['sync.objects']?.values() ?? [])] as ObjectRow[];
  return objects.flatMap(({ kind, uniqueName }) => {
    const known =
      (kind === 'document' && storedKind('Document', uniqueName ?? '')) ||
      (kind === 'map' && storedKind('Map', uniqueName ?? ''));
    return known ? [] : [`${kind} ${uniqueName}`];
  });
}
