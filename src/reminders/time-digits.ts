const TIME_DIGITS = 12;

/** The first digits of an id are the appointment's time, so that a day is a range of the Map. */
export const timeDigits = (ms: number): string => Math.max(0, Math.floor(ms)).toString(16).padStart(TIME_DIGITS, '0');

export const timeOf = (id: string): number => Number.parseInt(id.slice(0, TIME_DIGITS), 16);
