import { readFileSync } from 'node:fs';
import { SettingsError } from '../deploy/settings';

/** What things cost, in one currency. null: counted, and not priced. */
export interface Prices {
  readonly currency: string;
  /** A segment of a text to the front desk, and from it. */
  readonly textIn: number | null;
  readonly textOut: number | null;
  /** What carriers add to a segment from it. */
  readonly carrierOut: number | null;
  readonly functionCall: number | null;
  readonly freeFunctionCalls: number; // a month
  readonly syncOperation: number | null;
  readonly studioExecution: number | null;
  readonly freeStudioExecutions: number; // a month
  /** What is paid each month whatever happens. */
  readonly perMonth: Readonly<Record<string, number>>;
}

/** Assumptions, to be replaced by `--prices`: each with where it is from. */
export const defaultPrices: Prices = {
  currency: 'USD',
  textIn: 0.0083,
  textOut: 0.0083,
  carrierOut: 0.003,
  functionCall: 0.0001,
  freeFunctionCalls: 10_000,
  syncOperation: null,
  studioExecution: null,
  freeStudioExecutions: 1_000,
  perMonth: { 'a local number': 1.15, 'an A2P 10DLC campaign': 10 },
};

export const defaultPriceSources: readonly string[] = [
  'Texts: 0.0083 a segment each way, a long code in the United States; twilio.com/en-us/sms/pricing/us, as of October 2026.',
  'Carrier fees: 0.003 a segment out, rounded; they differ by carrier. Same page.',
  'Functions: 0.0001 a call after 10 000 a month; twilio.com/en-us/serverless/pricing, not looked up since 2025.',
  'Studio and Sync: counted, not priced, since no price could be looked up; give studioExecution and syncOperation with --prices.',
  'A month: 1.15 for the number; 1.50 to 10 for an A2P campaign by its use, taken as 10.',
];

const names = Object.keys(defaultPrices);
const isPrice = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/**
 * The defaults with what the file replaces: JSON with any of the names of `Prices`.
 *
 * @throws {SettingsError} naming everything in it that is no price
 */
export function pricesFrom(file: string | undefined): Prices {
  if (file === undefined) return defaultPrices;
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SettingsError([`${file}: ${error instanceof Error ? error.message : error}`]);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new SettingsError([`${file} must hold an object with some of: ${names.join(', ')}.`]);
  const problems = Object.entries(given).flatMap(([name, value]) => {
    if (!names.includes(name)) return [`${name} is no price; there are: ${names.join(', ')}.`];
    if (name === 'currency') return typeof value === 'string' ? [] : ['currency must be a text.'];
    if (name === 'perMonth') {
      const isFees = typeof value === 'object' && value !== null && Object.values(value).every(isPrice);
      return isFees ? [] : ['perMonth must be an object of names and numbers.'];
    }
    const mayBeUnknown = value === null && !name.startsWith('free');
    return mayBeUnknown || isPrice(value) ? [] : [`${name} must be a number of 0 or more.`];
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return { ...defaultPrices, ...given };
}
