import { may } from '../access';
import * as errors from '../errors';
import { liveLimits, syncLimits } from '../limits';
import type { ObjectKind, ObjectRow } from '../rows';
import { objectKinds } from '../rows';
import type { Store } from '../store/store';
import type { Connection } from './connection';
import type { TunnelAnswer } from './tunnel';
import { type WireEvent, wireEvent, wireMessage } from './wire-events';

/** Which connection hears of which object. */
export interface Subscriptions {
  /** Handles POST /v4/Subscriptions: the answer, and what to send after it. */
  request(connection: Connection, body: Readonly<Record<string, unknown>>): { answer: TunnelAnswer; send: () => void };
  forget(connection: Connection): void;
}

const controlType = 'twilio.sync.event';
const eventTypes = {
  document: 'com.twilio.rtd.cds.document',
  map: 'com.twilio.rtd.cds.map',
  list: 'com.twilio.rtd.cds.list',
  stream: controlType,
} as const satisfies Record<ObjectKind, string>;
const protocolVersion = 4;

/** @param later runs what is to happen after the reply to the call that set it off */
export function createSubscriptions(store: Store, later: (work: () => void) => void): Subscriptions {
  const listeners = new Map<string, Set<Connection>>();
  const counts = new Map<Connection, number>();

  const subscribe = (connection: Connection, sid: string): boolean => {
    const known = listeners.get(sid) ?? new Set();
    if (known.has(connection)) return true;
    const count = counts.get(connection) ?? 0;
    if (count >= syncLimits.maxSubscriptionsPerConnection) return false;
    counts.set(connection, count + 1);
    known.add(connection);
    listeners.set(sid, known);
    return true;
  };
  const unsubscribe = (connection: Connection, sid: string) => {
    const known = listeners.get(sid);
    if (!known?.delete(connection)) return;
    if (known.size === 0) listeners.delete(sid);
    counts.set(connection, (counts.get(connection) ?? 1) - 1);
  };

  const push = (sid: string, kind: ObjectKind, wire: () => WireEvent) => {
    const known = listeners.get(sid);
    if (!known) return;
    const object = store.objects.find(sid);
    // Whoever listens now hears of it: who subscribes in the meantime gets it replayed.
    const hearers = [...known].filter(({ client }) => client && (!object || may(store, client, object, 'read')));
    if (hearers.length === 0) return;
    const { type, event } = wire();
    const payload = { event_type: type, event_protocol_version: protocolVersion, event };
    later(() => {
      for (const connection of hearers) connection.notify(eventTypes[kind], payload);
    });
  };

  store.onEvent((event) => {
    push(event.objectSid, event.kind, () => wireEvent(event));
    if (event.change === 'removed') {
      for (const connection of [...(listeners.get(event.objectSid) ?? [])]) unsubscribe(connection, event.objectSid);
    }
  });
  store.onMessage((message) => push(message.streamSid, 'stream', () => wireMessage(message)));

  const establish = (connection: Connection, one: SubscriptionRequest, control: Control) => {
    const fail = (error: { status: number; code: number; message: string }) => {
      const { status, code, message } = error;
      control('subscription_failed', [{ ...named(one), error: { status, code, message } }]);
    };
    const client = connection.client;
    const row = store.objects.find(one.sid);
    if (!client || row?.kind !== one.kind || row.serviceSid !== client.serviceSid)
      return fail(errors.objectNotFound(one.kind));
    if (!may(store, client, row, 'read')) return fail(errors.forbidden(client.identity));
    const missed = missedEvents(store, row, connection.isCurrent(one.sid) ? one.lastEventId : 'unknown');
    // As if it were gone: the client then drops what it knows of the object, and opens it anew.
    if (missed === undefined) return fail(errors.objectNotFound(one.kind));
    if (!subscribe(connection, one.sid)) {
      return fail({ status: 400, code: 54419, message: 'Too many subscriptions on this connection' });
    }
    for (const { type, events } of runsOf(missed)) control(type, events);
    const lastEventId = 'lastEventId' in row ? row.lastEventId : 0;
    control('subscription_established', [{ ...named(one), replay_status: 'completed', last_event_id: lastEventId }]);
  };

  return {
    request(connection, body) {
      const correlationId = body.correlation_id;
      const requests = requestsIn(body.requests);
      const control: Control = (type, events) =>
        connection.notify(controlType, {
          event_type: type,
          correlation_id: correlationId,
          event_protocol_version: protocolVersion,
          events,
        });
      const send = () => {
        for (const one of requests) {
          if (body.action === 'establish') establish(connection, one, control);
          if (body.action === 'cancel') {
            unsubscribe(connection, one.sid);
            control('subscription_canceled', [named(one)]);
          }
        }
      };
      // No `ttl_in_s`: the SDK would set a timer of a day that keeps a Node process from ending.
      const answer = {
        estimated_delivery_in_ms: liveLimits.estimatedDeliveryMs,
        max_batch_size: liveLimits.maxSubscriptionBatch,
      };
      return { answer: { status: 202, body: answer }, send };
    },
    forget(connection) {
      for (const sid of [...listeners.keys()]) unsubscribe(connection, sid);
      counts.delete(connection);
    },
  };
}

type Control = (type: string, events: readonly unknown[]) => void;

interface SubscriptionRequest {
  readonly sid: string;
  readonly kind: ObjectKind;
  readonly lastEventId: number | undefined;
}

const named = ({ sid, kind }: SubscriptionRequest) => ({ object_sid: sid, object_type: kind });

function requestsIn(value: unknown): SubscriptionRequest[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: Record<string, unknown> | null) => {
    const kind = objectKinds.find((known) => known === one?.object_type);
    const sid = one?.object_sid;
    if (kind === undefined || typeof sid !== 'string') return [];
    return [{ sid, kind, lastEventId: typeof one?.last_event_id === 'number' ? one.last_event_id : undefined }];
  });
}

/**
 * What a client has missed that knows everything up to an event, or nothing (undefined: it reads anew anyhow);
 * undefined when that cannot be told.
 */
function missedEvents(
  store: Store,
  row: ObjectRow,
  lastEventId: number | undefined | 'unknown',
): WireEvent[] | undefined {
  if (row.kind === 'stream' || lastEventId === undefined) return [];
  if (lastEventId === 'unknown') return undefined;
  return store.objects.since(row, lastEventId)?.map(wireEvent);
}

/** Neighbours of one type together, as one notification can hold them. */
function runsOf(events: readonly WireEvent[]): { type: string; events: unknown[] }[] {
  const runs: { type: string; events: unknown[] }[] = [];
  for (const { type, event } of events) {
    const last = runs.at(-1);
    if (last?.type === type && last.events.length < liveLimits.eventsPerNotification) last.events.push(event);
    else runs.push({ type, events: [event] });
  }
  return runs;
}
