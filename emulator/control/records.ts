import type { EventLog } from '../core/world';

/** One call of the API, as `GET calls` lists it. */
export interface CallRecord {
  readonly n: number; // counts from 1, anew after a clearing
  readonly at: string;
  readonly ms: number;
  readonly method: string;
  readonly url: string;
  readonly status: number; // 0: it was never made
  readonly function?: string;
  readonly beganMs: number; // by a stopwatch
  readonly note?: string;
  readonly cause?: string;
}
/** One request that the emulator sent. */
export interface WebhookRecord {
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly ms: number;
  readonly signature: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface Records {
  calls(): readonly CallRecord[];
  webhooks(): readonly WebhookRecord[];
  clearCalls(): void;
  clearWebhooks(): void;
}

const kept = 20_000;

export function createRecords(log: EventLog): Records {
  let calls: CallRecord[] = [];
  let webhooks: WebhookRecord[] = [];
  let count = 0;

  log.subscribe((event) => {
    if (event.kind === 'call') {
      const { kind: _, invocation: __, ...call } = event;
      calls.push({ ...call, n: ++count });
      if (calls.length > kept * 2) calls = calls.slice(-kept);
    }
    if (event.kind === 'webhook') {
      const { kind: _, n: __, ...webhook } = event;
      webhooks.push(webhook);
      if (webhooks.length > kept * 2) webhooks = webhooks.slice(-kept);
    }
  });

  return {
    calls: () => calls,
    webhooks: () => webhooks,
    clearCalls() {
      calls = [];
      count = 0;
    },
    clearWebhooks() {
      webhooks = [];
    },
  };
}
