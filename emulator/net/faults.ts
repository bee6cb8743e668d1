/** What goes wrong with API calls, on purpose. */
export interface Fault {
  readonly kind: FaultKind;
  readonly method?: string;
  /** Part of the call's URL, or /a regular expression/. Absent: every call. */
  readonly url?: string;
  /** Strikes from the n-th matching call on (the first is 1). */
  readonly nth?: number;
  /** Strikes that often; by default once if `nth` is given, otherwise at each matching call. */
  readonly times?: number;
  readonly ms?: number; // delay
  readonly status?: number; // status
  readonly code?: number; // status: Twilio's error code
  /** kill: only when the call has taken effect. */
  readonly after?: boolean;
}

/**
 * delay: the call waits `ms`. refuse: the connection breaks before the call takes effect. status: it is answered with that status
 * instead. lost: it takes effect, and the answer is lost. kill: the Function that makes the call ends there.
 */
export const faultKinds = ['delay', 'refuse', 'status', 'lost', 'kill'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Faults {
  /** Answers the id by which `remove` takes the fault back. */
  add(fault: Fault): number;
  remove(id: number): boolean;
  clear(): void;
  /** The faults with how many calls each has matched and struck. */
  list(): readonly (Fault & { id: number; matched: number; struck: number })[];
  /** Those that strike this call; it counts as a match of each fault that fits. */
  strike(method: string, url: string): readonly Fault[];
}

export function createFaults(): Faults {
  let count = 0;
  let entries: {
    id: number;
    fault: Fault;
    fits: (method: string, url: string) => boolean;
    matched: number;
    struck: number;
  }[] = [];

  return {
    add(fault) {
      entries.push({ id: ++count, fault, fits: matcherOf(fault), matched: 0, struck: 0 });
      return count;
    },
    remove(id) {
      const index = entries.findIndex((entry) => entry.id === id);
      if (index >= 0) entries.splice(index, 1);
      return index >= 0;
    },
    clear() {
      entries = [];
    },
    list: () => entries.map(({ id, fault, matched, struck }) => ({ id, ...fault, matched, struck })),
    strike(method, url) {
      const struck: Fault[] = [];
      for (const entry of entries) {
        if (!entry.fits(method, url)) continue;
        entry.matched += 1;
        const { nth = 1, times = entry.fault.nth === undefined ? Number.POSITIVE_INFINITY : 1 } = entry.fault;
        if (entry.matched < nth || entry.struck >= times) continue;
        entry.struck += 1;
        struck.push(entry.fault);
      }
      return struck;
    },
  };
}

/**
 * The regular expression that a text is, as /source/flags; undefined for any other, such as the path /Maps/orders.
 *
 * @throws {SyntaxError} for one that does not compile
 */
function expressionIn(text: string): RegExp | undefined {
  const [, source, flags = ''] = /^\/(.+)\/([dgimsuvy]*)$/s.exec(text) ?? [];
  if (source === undefined || new Set(flags).size < flags.length) return undefined;
  return new RegExp(source, flags.replace(/[gy]/g, '')); // with g and y each test would begin where the last one ended
}

/** @throws {SyntaxError} for a regular expression that is none */
export function matcherOf({
  method,
  url = '',
}: Pick<Fault, 'method' | 'url'>): (method: string, url: string) => boolean {
  const expression = expressionIn(url);
  const fitsUrl = expression ? (text: string) => expression.test(text) : (text: string) => text.includes(url);
  return (asked, text) => (method === undefined || method.toUpperCase() === asked) && fitsUrl(text);
}
