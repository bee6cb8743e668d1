import type { Prices } from './prices';

/** What a conversation takes, as Twilio counts. */
export interface Counts {
  readonly textsIn: number;
  readonly textsOut: number;
  readonly segmentsIn: number;
  readonly segmentsOut: number;
  /** Reports of what became of a text are calls too. */
  readonly functionCalls: number;
  readonly syncOperations: number;
  readonly studioExecutions: number;
  readonly studioSteps: number;
}

export const nothing: Counts = {
  textsIn: 0,
  textsOut: 0,
  segmentsIn: 0,
  segmentsOut: 0,
  functionCalls: 0,
  syncOperations: 0,
  studioExecutions: 0,
  studioSteps: 0,
};

const names = Object.keys(nothing) as (keyof Counts)[];

export const sumOf = (a: Counts, b: Counts): Counts => mapped((name) => a[name] + b[name]);
export const timesOf = (counts: Counts, times: number): Counts => mapped((name) => counts[name] * times);

const mapped = (value: (name: keyof Counts) => number): Counts =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as unknown as Counts;

export interface Priced {
  readonly texts: number;
  readonly carriers: number;
  readonly functions: number;
  readonly sync: number;
  readonly studio: number;
  readonly total: number;
}

/** What it costs, without what is free in a month: `free` of them are taken off. What has no price counts as 0. */
export function priceOf(
  counts: Counts,
  prices: Prices,
  free: { functionCalls: number; studioExecutions: number },
): Priced {
  const billed = (count: number, freely: number) => Math.max(0, count - freely);
  const texts = counts.segmentsIn * (prices.textIn ?? 0) + counts.segmentsOut * (prices.textOut ?? 0);
  const carriers = counts.segmentsOut * (prices.carrierOut ?? 0);
  const functions = billed(counts.functionCalls, free.functionCalls) * (prices.functionCall ?? 0);
  const sync = counts.syncOperations * (prices.syncOperation ?? 0);
  const studio = billed(counts.studioExecutions, free.studioExecutions) * (prices.studioExecution ?? 0);
  return { texts, carriers, functions, sync, studio, total: texts + carriers + functions + sync + studio };
}

export const nothingFree = { functionCalls: 0, studioExecutions: 0 };
