import { daysLater, instantOf, isoDayOf, midnightOf, wallTimeOf } from '../../../src/zoned-time';

// Days as '2027-01-31', of the zone in which the desk reads its appointments.

export const dayIn = (ms: number, timeZone: string): string => isoDayOf(wallTimeOf(ms, timeZone));

export function addDays(day: string, days: number): string {
  const midnight = midnightOf(day);
  return midnight === undefined ? day : isoDayOf(daysLater(midnight, days));
}

/** When the day begins. A day that is not in the calendar begins never. */
export function startOf(day: string, timeZone: string): number {
  const midnight = midnightOf(day);
  return midnight === undefined ? Number.NaN : instantOf(midnight, timeZone);
}

export const isDay = (text: string): boolean => midnightOf(text) !== undefined;
