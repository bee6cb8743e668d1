import { type Fields, type StoredKind, storedKind } from '../../src/stored';
import type { AccountClient } from '../../src/twilio/account-client';

/** A Document, or an item of a Map. */
export interface Stored {
  readonly place: 'Document' | 'Map';
  /** Of the Document, or of the Map. */
  readonly name: string;
  /** Of the item; a Document's own name once more. */
  readonly key: string;
  /** Undefined for something that Frontdesk did not make. */
  readonly kind: StoredKind | undefined;
  readonly data: Fields;
  readonly revision: string;
  readonly dateUpdated: Date;
  readonly dateExpires: Date | null; // null for never
}

const pageSize = 100; // Sync's largest

/** Everything that a Sync service holds. What has expired and was not swept yet is left out. */
export async function syncContents(client: AccountClient, serviceSid: string, nowMs: number): Promise<Stored[]> {
  const service = client.sync.v1.services(serviceSid);
  const [documents, maps] = await Promise.all([
    service.documents.list({ pageSize }),
    service.syncMaps.list({ pageSize }),
  ]);
  const found: Stored[] = documents.map(({ uniqueName: name, ...document }) => ({
    place: 'Document',
    name,
    key: name,
    kind: storedKind('Document', name),
    ...factsOf(document),
  }));
  for (const { uniqueName: name, sid } of maps) {
    const items = await service.syncMaps(sid).syncMapItems.list({ pageSize });
    const kind = storedKind('Map', name);
    found.push(...items.map(({ key, ...item }): Stored => ({ place: 'Map', name, key, kind, ...factsOf(item) })));
  }
  return found.filter(({ dateExpires }) => dateExpires === null || dateExpires.getTime() > nowMs);
}

interface Facts {
  readonly data: unknown;
  readonly revision: string;
  readonly dateUpdated: Date;
  readonly dateExpires: Date | null;
}

const factsOf = ({ data, revision, dateUpdated, dateExpires }: Facts) => ({
  data: data as Fields,
  revision,
  dateUpdated,
  dateExpires: dateExpires ?? null,
});
