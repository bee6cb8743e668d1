import type { Alarm } from '../core/clock';
import type { World } from '../core/world';
import type { Client } from './access';
import type { ObjectRow, ServiceRow } from './rows';
import { revisionOf } from './rows';
import type { SyncEvent } from './store/events';
import { type Store, systemAuthor } from './store/store';

/** A connection of a client, as webhooks name it. */
export interface Endpoint {
  readonly client: Client;
  readonly id: string;
}

/**
 * What a service tells its `WebhookUrl`: what clients change, what REST changes if it wants to know (`WebhooksFromRestEnabled`), and
 * who comes and goes (`ReachabilityWebhooksEnabled`). What runs out by itself is told to nobody, and nothing is said of streams.
 *
 * @see https://www.twilio.com/docs/sync/webhooks for the events of objects and their parameters
 * @see https://www.twilio.com/docs/sync/api/service for reachability; its events have the common parameters here, Twilio documents no others
 */
export interface SyncWebhooks {
  /** Does what a client asks for, or without one the REST API: the changes that it makes are theirs. */
  by<T>(endpoint: Endpoint | undefined, work: () => T): T;
  connected(endpoint: Endpoint): void;
  disconnected(endpoint: Endpoint): void;
  stop(): void;
}

export function createSyncWebhooks({ webhooks, account, clock, causes }: World, store: Store): SyncWebhooks {
  let author: Endpoint | 'rest' | undefined; // of the work under way
  let isStopped = false;

  const tell = (service: ServiceRow, by: Endpoint | 'rest', EventType: string, params: Record<string, string> = {}) => {
    if (isStopped || !service.webhookUrl) return;
    void webhooks.send({
      url: service.webhookUrl,
      params: {
        AccountSid: account.accountSid,
        ServiceSid: service.sid,
        EventType,
        ...(by === 'rest' ? { Identity: systemAuthor } : { Identity: by.client.identity, EndpointId: by.id }),
        ...params,
      },
    });
  };
  const tellChange = (serviceSid: string, eventType: string, params: Record<string, string>) => {
    if (author === undefined) return;
    const service = store.services.get(serviceSid);
    if (author !== 'rest' || service.webhooksFromRestEnabled) tell(service, author, eventType, params);
  };
  store.onCreate((row) => {
    if (row.kind === 'stream') return;
    const params = objectParams(row.kind, row, revisionOf(row));
    if (row.kind === 'document') params.DocumentData = JSON.stringify(row.data);
    tellChange(row.serviceSid, `${row.kind}_created`, params);
  });
  store.onEvent((event) => {
    const object = event.change === 'removed' ? event.row : store.objects.find(event.objectSid);
    if (object) tellChange(event.serviceSid, typeOf(event), paramsOf(event, object));
  });

  // Who is there, and who may come back before it is said that they have left; by service and identity
  const online = new Map<string, number>();
  const leaving = new Map<string, Alarm[]>();
  const nameOf = ({ client }: Endpoint) => `${client.serviceSid}/${client.identity}`;
  const tellReachability = (endpoint: Endpoint, eventType: string) => {
    const service = store.services.find(endpoint.client.serviceSid);
    if (service?.reachabilityWebhooksEnabled) tell(service, endpoint, eventType);
  };

  return {
    by(endpoint, work) {
      store.sweep(); // what has run out goes by itself
      author = endpoint ?? 'rest';
      try {
        return work();
      } finally {
        author = undefined;
      }
    },
    connected(endpoint) {
      const name = nameOf(endpoint);
      online.set(name, (online.get(name) ?? 0) + 1);
      for (const alarm of leaving.get(name) ?? []) alarm.cancel();
      leaving.delete(name);
      tellReachability(endpoint, 'endpoint_connected');
    },
    disconnected(endpoint) {
      const name = nameOf(endpoint);
      const left = (online.get(name) ?? 1) - 1;
      if (left === 0) online.delete(name);
      else online.set(name, left);

      const service = store.services.find(endpoint.client.serviceSid);
      if (!service?.reachabilityDebouncingEnabled) return tellReachability(endpoint, 'endpoint_disconnected');
      if (left > 0) return;
      const atMs = clock.now() + service.reachabilityDebouncingWindow;
      const alarm = clock.at(atMs, 'Sync reachability', () =>
        causes.start('alarm', async () => {
          leaving.delete(name);
          tellReachability(endpoint, 'endpoint_disconnected');
        }),
      );
      leaving.set(name, [...(leaving.get(name) ?? []), alarm]);
    },
    stop() {
      isStopped = true;
    },
  };
}

const changes = {
  'item-added': 'item_added',
  'item-updated': 'item_updated',
  'item-removed': 'item_removed',
  updated: 'updated',
  removed: 'removed',
} as const satisfies Record<SyncEvent['change'], string>;
const typeOf = ({ kind, change }: SyncEvent): string => `${kind}_${changes[change]}`;

const prefixes = { document: 'Document', map: 'Map', list: 'List' } as const;

/** Webhooks write a revision as a number, where the API has it in hex. */
const numberOf = (revision: string): string => String(Number.parseInt(revision, 16));

const objectParams = (
  kind: keyof typeof prefixes,
  { sid, uniqueName }: ObjectRow,
  revision: string,
): Record<string, string> => ({
  [`${prefixes[kind]}Sid`]: sid,
  ...(uniqueName !== null && { [`${prefixes[kind]}UniqueName`]: uniqueName }),
  [`${prefixes[kind]}Revision`]: numberOf(revision),
});

function paramsOf(event: SyncEvent, object: ObjectRow): Record<string, string> {
  const params = objectParams(event.kind, object, event.revision);
  if (!('key' in event)) {
    return event.change === 'updated' ? { ...params, DocumentData: JSON.stringify(event.data) } : params;
  }
  return {
    ...params,
    EventId: String(event.id),
    [event.kind === 'map' ? 'ItemKey' : 'ItemIndex']: String(event.key),
    ItemRevision: numberOf(event.itemRevision),
    ...(event.change !== 'item-removed' && { ItemData: JSON.stringify(event.data) }),
  };
}
