import { readConfig } from '../src/config';
import type { Frontdesk, SentText, Text } from '../src/frontdesk';
import { dispatchTexts } from '../src/messages/dispatch-texts';
import type { E164 } from '../src/phone';
import { defaultSettings, type Settings } from '../src/settings/load';
import { type MemoryStore, memoryStore } from './memory-store';

export interface MemoryFrontdesk extends Frontdesk {
  readonly store: MemoryStore;
  readonly sent: Text[];
  /** What staff set; a test sets it here. */
  readonly settings: Settings;
  now: number;
  /** Throws what Twilio would throw, or lets the text out. */
  onSend?: (text: Text) => void;
}

export const admin: E164 = '+12025550100';
export const secondAdmin: E164 = '+12025550101';

/** A front desk with nothing outside it: what it stores and sends can be looked at. */
export function memoryFrontdesk(environment: Record<string, string> = {}): MemoryFrontdesk {
  const clock = { nowMs: () => frontdesk.now };
  const settings: Settings = { ...defaultSettings };
  const frontdesk: MemoryFrontdesk = {
    now: Date.parse('2026-11-21T12:00:00Z'),
    sent: [],
    config: readConfig({
      ADMIN_NUMBERS: `${admin},${secondAdmin}`,
      TWILIO_NUMBER: '+12025550123',
      SYNC_SERVICE_SID: 'IS0',
      DOMAIN_NAME: 'example.twil.io',
      MEETING_URL: 'https://zoom.example/j/0',
      ...environment,
    }),
    clock,
    store: memoryStore(clock.nowMs),
    log: () => undefined,
    meetings: {
      create: async () => ({ url: 'https://zoom.example/j/1', kind: 'own' }),
    },
    settings,
    texts: dispatchTexts({ settings }),
    async sendText(text): Promise<SentText> {
      frontdesk.onSend?.(text);
      frontdesk.sent.push(text);
      return { messageSid: `SM${frontdesk.sent.length}`, to: text.to };
    },
    async findText({ to, body }) {
      const found = frontdesk.sent.find((text) => text.to === to && text.body === body);
      return found && { messageSid: 'SM', to };
    },
    queue: { cancel: async () => 'canceled', find: async () => [], fetch: async () => undefined },
    endExecution: async () => undefined,
    random: () => 0.5,
  };
  return frontdesk;
}
