import type { Line, Reading, Source } from './line';

export const testNowMs = Date.parse('2027-03-01T12:00:00Z');

export const reading = (given: Partial<Reading> = {}): Reading => ({
  map: new Map(),
  defaults: { notify_window: '24' },
  timeZone: undefined,
  country: undefined,
  dateOrder: undefined,
  nowMs: testNowMs,
  horizonDays: 180,
  ...given,
});

/** A text in pieces of that many characters, as a file gives it. */
export async function* inPieces(text: string, length = 7): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

export async function allOf(source: Source): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of source.lines) lines.push(line);
  return lines;
}
