import { parse } from '../../src/inbound/parse';
import { aboutOf } from '../../src/pickup/arrival-words';
import type { KeptMessage } from '../people/twilio-records';
import { type Counts, nothing, sumOf } from './counts';

/** So long a pause ends a conversation. */
const pauseMs = 60 * 60_000;

/** For each text that goes out, Twilio reports that it is queued, sent and delivered. */
export const reportsPerText = 3;

/**
 * Conversations out of transcripts: what one phone and the front desk say to each other without an hour's pause, by what it began with.
 * Twilio's messages tell of no Function calls; they are counted as one for each text in and `reportsPerText` for each text out.
 */
export function conversationsIn(
  messages: readonly KeptMessage[],
): ReadonlyMap<string, { times: number; counts: Counts }> {
  const byPhone = new Map<string, KeptMessage[]>();
  for (const message of messages) {
    const phone = (isInbound(message) ? message.from : message.to) ?? '';
    byPhone.set(phone, [...(byPhone.get(phone) ?? []), message]);
  }
  const found = new Map<string, { times: number; counts: Counts }>();
  for (const texts of byPhone.values()) {
    for (const conversation of parted(texts)) {
      const name = beginningOf(conversation[0]);
      const known = found.get(name) ?? { times: 0, counts: nothing };
      found.set(name, { times: known.times + 1, counts: conversation.map(countsOf).reduce(sumOf, known.counts) });
    }
  }
  return new Map([...found].sort(([, a], [, b]) => b.times - a.times));
}

const isInbound = ({ direction }: KeptMessage) => direction === 'inbound';

function parted(texts: readonly KeptMessage[]): KeptMessage[][] {
  const parts: KeptMessage[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const text of texts) {
    const atMs = Date.parse(text.dateCreated);
    if (atMs - lastMs > pauseMs) parts.push([]);
    parts.at(-1)?.push(text);
    lastMs = atMs;
  }
  return parts;
}

function beginningOf(first: KeptMessage | undefined): string {
  if (first === undefined || !isInbound(first)) return 'begun by the front desk';
  const intention = parse(first.body);
  if (intention.kind === 'request') return '1';
  if (intention.kind === 'cancel') return '0';
  if (intention.kind === 'command') return `!${intention.command}`;
  return aboutOf(first.body) === 'arrival' ? 'ARRIVE' : 'other words';
}

function countsOf(message: KeptMessage): Counts {
  const { segments } = message;
  return isInbound(message)
    ? { ...nothing, textsIn: 1, segmentsIn: segments, functionCalls: 1 }
    : { ...nothing, textsOut: 1, segmentsOut: segments, functionCalls: reportsPerText };
}
