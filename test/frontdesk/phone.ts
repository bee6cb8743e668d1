import type { Emulator } from '../../emulator';

export interface Heard {
  readonly sid: string;
  readonly from: string;
  readonly body: string;
  readonly status: string;
}

/** A handset in a test: it texts the front desk, and what it hears waits to be looked at, oldest first. */
export interface Phone {
  readonly number: string;
  /** Texts, and waits until everything that the text set off has come to rest. */
  texts(body: string, options?: { sid?: string; via?: 'fallback' }): Promise<{ sid: string }>;
  /** Takes the oldest text that was not looked at yet. */
  nextText(): Heard | undefined;
  unread(): readonly Heard[];
  /** Everything that ever reached this phone or was to reach it, read or not. */
  allHeard(): readonly Heard[];
  /** Forgets what came so far. */
  ignoreTexts(): void;
}

export function createPhone(emulator: Emulator, number: string): Phone {
  let seen = 0;
  const heard = () =>
    emulator.messaging
      .transcript(number)
      .filter((text) => text.direction !== 'inbound' && text.status !== 'scheduled' && text.status !== 'canceled');
  return {
    number,
    async texts(body, options = {}) {
      const { sid } = await emulator.messaging.inbound({ from: number, body, ...options });
      return { sid };
    },
    nextText() {
      const text = heard()[seen];
      if (text !== undefined) seen += 1;
      return text;
    },
    unread: () => heard().slice(seen),
    allHeard: heard,
    ignoreTexts() {
      seen = heard().length;
    },
  };
}
