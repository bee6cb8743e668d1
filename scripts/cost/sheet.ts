import { table } from '../bench/table';
import { type Counts, nothingFree, priceOf } from './counts';
import { defaultPriceSources, defaultPrices, type Prices } from './prices';

/** A line of the sheet: so often this conversation, with what one of it, or all of it, took. */
export interface Line {
  readonly name: string;
  readonly what: string;
  readonly counts: Counts;
}

const money = (amount: number, digits: number): string => amount.toFixed(digits);

const columns = (counts: Counts): number[] => [
  counts.textsIn,
  counts.textsOut,
  counts.segmentsIn,
  counts.segmentsOut,
  counts.functionCalls,
  counts.syncOperations,
  counts.studioExecutions,
  counts.studioSteps,
];
const heads = [
  'texts in',
  'texts out',
  'segments in',
  'segments out',
  'Function calls',
  'Sync operations',
  'Studio executions',
  'steps',
];

/** What each conversation takes and costs; nothing of it is free, as when the month's free calls are used up. */
export const sheetTable = (lines: readonly Line[], prices: Prices): string =>
  table(
    ['conversation', ...heads, prices.currency, 'what'],
    lines.map(({ name, what, counts }) => [
      name,
      ...columns(counts),
      money(priceOf(counts, prices, nothingFree).total, 4),
      what,
    ]),
  );

/** What a month comes to. */
export function monthLines(counts: Counts, prices: Prices): string[] {
  const { freeFunctionCalls, freeStudioExecutions, perMonth, currency } = prices;
  const priced = priceOf(counts, prices, {
    functionCalls: freeFunctionCalls,
    studioExecutions: freeStudioExecutions,
  });
  const fees = Object.entries(perMonth);
  const total = priced.total + fees.reduce((sum, [, fee]) => sum + fee, 0);
  const line = (what: string, count: string, amount: number | undefined) =>
    `  ${what.padEnd(26)}${count.padStart(12)}${(amount === undefined ? 'not priced' : money(amount, 2)).padStart(12)}`;
  const ifPriced = (price: number | null, amount: number) => (price === null ? undefined : amount);
  return [
    `In a month (${currency}):`,
    line('segments in and out', String(counts.segmentsIn + counts.segmentsOut), priced.texts),
    line('carrier fees', '', ifPriced(prices.carrierOut, priced.carriers)),
    line('Function calls', String(counts.functionCalls), ifPriced(prices.functionCall, priced.functions)),
    line('Sync operations', String(counts.syncOperations), ifPriced(prices.syncOperation, priced.sync)),
    line('Studio executions', String(counts.studioExecutions), ifPriced(prices.studioExecution, priced.studio)),
    ...fees.map(([what, fee]) => line(what, '', fee)),
    line('in all', '', total),
  ];
}

/** What the prices are taken from. */
export const assumptionLines = (prices: Prices): string[] =>
  prices === defaultPrices
    ? [
        'Prices are assumptions, to be replaced with --prices FILE:',
        ...defaultPriceSources.map((line) => `  - ${line}`),
      ]
    : ['Prices: those of --prices, and for the rest those assumed without it.'];
