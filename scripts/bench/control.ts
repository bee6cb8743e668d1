import type { CallRecord } from '../../emulator/control/records';

/** The control API, as a client of it would have it. */
export interface Control {
  text(from: string, body: string): Promise<{ sid: string; replies: readonly { to: string; body: string }[] }>;
  /** What a handset was sent, oldest first. */
  heard(number: string): Promise<readonly string[]>;
  /** The texts that wait at Twilio for their time. */
  scheduled(): Promise<readonly { to: string }[]>;
  calls(): Promise<readonly CallRecord[]>;
  forgetCalls(): Promise<void>;
  /** Every API call takes that much longer from now on. */
  slowness(ms: number): Promise<void>;
  reset(): Promise<void>;
}

export function controlOf(url: string): Control {
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    text: (from, body) => ask('POST', 'inbound', { from, body }),
    heard: async (number) => {
      const texts = (await ask('GET', `messages?with=${encodeURIComponent(number)}`)) as {
        direction: string;
        body: string;
      }[];
      return texts.filter(({ direction }) => direction === 'outbound').map(({ body }) => body);
    },
    scheduled: () => ask('GET', 'scheduled'),
    calls: async () => ((await ask('GET', 'calls')) as CallRecord[]).filter((call) => call.function !== undefined),
    forgetCalls: () => ask('DELETE', 'calls'),
    async slowness(ms) {
      await ask('DELETE', 'faults');
      if (ms > 0) await ask('POST', 'faults', { kind: 'delay', ms });
    },
    reset: () => ask('POST', 'reset'),
  };
}
