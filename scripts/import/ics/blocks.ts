import ICAL from 'ical.js';

/** One event as it stands in the file, parsed by itself: what is wrong in one is wrong in no other. */
export interface EventBlock {
  readonly line: number;
  readonly parsed: { kind: 'event'; event: ICAL.Component } | { kind: 'malformed'; message: string };
}

export interface Calendar {
  readonly events: readonly EventBlock[];
  /** By their TZID. */
  readonly zones: ReadonlyMap<string, ICAL.Timezone>;
  /** X-WR-TIMEZONE: what Google and Apple say of the calendar as a whole. */
  readonly timeZone: string | undefined;
  /** METHOD:CANCEL takes back all that is in the file. */
  readonly isCancellation: boolean;
  readonly hasCalendar: boolean;
}

/** Cuts a calendar into its events and time zones. */
export function calendarOf(text: string): Calendar {
  const lines = text.split('\n');
  const events: EventBlock[] = [];
  const zones = new Map<string, ICAL.Timezone>();
  const own: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, name] = /^BEGIN:(VEVENT|VTIMEZONE)\s*$/i.exec(lines[at] ?? '') ?? [];
    if (name === undefined) {
      own.push(lines[at] ?? '');
      continue;
    }
    const isEvent = name.toUpperCase() === 'VEVENT';
    const end = endOf(lines, at, name);
    const block = end === undefined ? undefined : lines.slice(at, end + 1).join('\r\n');
    const parsed = block === undefined ? { kind: 'malformed' as const, message: 'has no END' } : parse(block);
    if (isEvent) events.push({ line: at + 1, parsed });
    else if (parsed.kind === 'event') addZone(zones, parsed.event);
    at = end ?? at;
  }
  const property = (pattern: RegExp) => own.map((line) => pattern.exec(line)?.[1]?.trim()).find(Boolean);
  return {
    events,
    zones,
    timeZone: property(/^X-WR-TIMEZONE(?:;[^:]*)?:(.+)$/i),
    isCancellation: property(/^METHOD:(.+)$/i)?.toUpperCase() === 'CANCEL',
    hasCalendar: own.some((line) => /^BEGIN:VCALENDAR\s*$/i.test(line)),
  };
}

/** Where the block that begins at `begin` ends; another one cannot begin in it. */
function endOf(lines: readonly string[], begin: number, name: string): number | undefined {
  const [first, end] = [new RegExp(`^BEGIN:${name}\\s*$`, 'i'), new RegExp(`^END:${name}\\s*$`, 'i')];
  for (let at = begin + 1; at < lines.length; at += 1) {
    if (end.test(lines[at] ?? '')) return at;
    if (first.test(lines[at] ?? '')) return undefined;
  }
  return undefined;
}

function parse(block: string): EventBlock['parsed'] {
  try {
    return { kind: 'event', event: new ICAL.Component(ICAL.parse(block) as unknown[]) };
  } catch (error) {
    return {
      kind: 'malformed',
      message: `cannot be read: ${error instanceof Error ? error.message.slice(0, 120) : error}`,
    };
  }
}

function addZone(zones: Map<string, ICAL.Timezone>, component: ICAL.Component): void {
  const tzid = component.getFirstPropertyValue('tzid');
  if (typeof tzid === 'string') zones.set(tzid, new ICAL.Timezone({ component, tzid }));
}
