import type { Emulator } from '../../emulator';
import type { ObjectRow } from '../../emulator/sync/rows';
import { twilioClient } from '../../emulator/testing';
import { storedKind } from '../../src/stored';
import type { TestFrontdesk } from './index';

const service = ({ emulator, deployed }: TestFrontdesk) =>
  twilioClient(emulator).sync.v1.services(deployed.variables.SYNC_SERVICE_SID ?? '');

/** All Documents of the Sync service, by unique name. */
export async function syncDocuments(frontdesk: TestFrontdesk): Promise<Map<string, unknown>> {
  const documents = await service(frontdesk).documents.list({ pageSize: 100 });
  return new Map(documents.map(({ uniqueName, data }) => [uniqueName, data]));
}

/** All items of a Sync map, by key. */
export async function syncItems<T>(frontdesk: TestFrontdesk, map: string): Promise<Map<string, T>> {
  const items = await service(frontdesk).syncMaps(map).syncMapItems.list({ pageSize: 100 });
  return new Map(items.map(({ key, data }) => [key, data as T]));
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
