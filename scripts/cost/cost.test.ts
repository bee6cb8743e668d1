import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeptMessage } from '../people/twilio-records';
import { nothing, nothingFree, priceOf } from './counts';
import { countsOfMonth, monthFrom, ticksInAMonth } from './month';
import { defaultPrices, pricesFrom } from './prices';
import { assumptionLines, monthLines } from './sheet';
import { conversationsIn, reportsPerText } from './transcripts';

const each = new Map([
  ['match', { ...nothing, segmentsIn: 2, segmentsOut: 4, functionCalls: 14 }],
  ['tick', { ...nothing, functionCalls: 1 }],
]);

test('a month is so many of each, and a tick each minute', () => {
  const month = monthFrom('matches=300, pickup=5', ['match', 'pickup', 'tick']);
  expect([...month]).toEqual([
    ['match', 300],
    ['pickup', 5],
    ['tick', ticksInAMonth],
  ]);
  expect(countsOfMonth(month, each)).toMatchObject({ segmentsOut: 1200, functionCalls: 300 * 14 + ticksInAMonth });
  expect(monthFrom('ticks=0', ['tick']).get('tick')).toBe(0);
  expect(() => monthFrom('macthes=3,match=x', ['match'])).toThrow(/macthes=3 is not one[\s\S]*match=x is not one/);
});

test('what is free in a month is not billed, and what has no price is said', () => {
  const counts = { ...nothing, functionCalls: 10_100, segmentsOut: 1000, syncOperations: 5 };
  expect(priceOf(counts, defaultPrices, nothingFree).functions).toBeCloseTo(1.01);
  const lines = monthLines(counts, defaultPrices).join('\n');
  expect(lines).toMatch(/Function calls +10100 +0\.01/);
  expect(lines).toMatch(/Sync operations +5 +not priced/);
  expect(lines).toMatch(/in all +22\.46/); // 8.30 + 3.00 + 0.01 + 11.15
});

describe('prices of a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'prices-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => {
    const file = join(folder, 'prices.json');
    writeFileSync(file, text);
    return pricesFrom(file);
  };

  test('replace those that are assumed, which are named with their date', () => {
    expect(pricesFrom(undefined)).toBe(defaultPrices);
    const prices = read('{"currency": "EUR", "textOut": 0.07, "perMonth": {}}');
    expect(prices).toEqual({ ...defaultPrices, currency: 'EUR', textOut: 0.07, perMonth: {} });
    expect(assumptionLines(defaultPrices).join()).toMatch(/as of October 2026/);
    expect(assumptionLines(prices)).toHaveLength(1);
  });

  test('that are none are named all at once', () => {
    const wrong =
      '{"textOut": "7", "txetIn": 1, "functionCall": -1, "freeFunctionCalls": null, "perMonth": {"x": "y"}}';
    for (const name of ['textOut', 'txetIn', 'functionCall', 'freeFunctionCalls', 'perMonth'])
      expect(() => read(wrong)).toThrow(new RegExp(`${name} (must|is no price)`));
    expect(() => read('[]')).toThrow(/must hold an object/);
    expect(() => read('{')).toThrow(/prices\.json/);
  });
});

test('transcripts are conversations: of one phone, without an hour between, named by how they began', () => {
  const text = (phone: string, direction: 'inbound' | 'outbound-api', body: string, at: string): KeptMessage => ({
    sid: 'SM',
    direction,
    from: direction === 'inbound' ? phone : '+12025550123',
    to: direction === 'inbound' ? '+12025550123' : phone,
    body,
    status: 'delivered',
    errorCode: null,
    segments: body.length > 160 ? 2 : 1,
    dateCreated: `2026-11-21T${at}:00Z`,
  });
  const found = conversationsIn([
    text('+12025550113', 'inbound', '1', '10:00'),
    text('+12025550113', 'outbound-api', 'You are connected', '10:00'),
    text('+12025550113', 'inbound', ' 1 ', '12:00'),
    text('+12025550114', 'inbound', 'ARRIVE', '10:00'),
    text('+12025550115', 'outbound-api', 'x'.repeat(200), '10:00'),
    text('+12025550115', 'inbound', 'Yes', '10:59'),
    text('+12025550116', 'inbound', '!help', '10:00'),
  ]);
  expect([...found].map(([name, { times }]) => [name, times])).toEqual([
    ['1', 2],
    ['ARRIVE', 1],
    ['begun by the front desk', 1],
    ['!help', 1],
  ]);
  expect(found.get('begun by the front desk')?.counts).toEqual({
    ...nothing,
    textsIn: 1,
    segmentsIn: 1,
    textsOut: 1,
    segmentsOut: 2,
    functionCalls: 1 + reportsPerText,
  });
});
