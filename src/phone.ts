/** A number in E.164, e.g. '+15005550006'. */
export type E164 = `+${string}`;

const e164 = /^\+[1-9]\d{6,14}$/;

export const isE164 = (value: unknown): value is E164 => typeof value === 'string' && e164.test(value);

/** What Sync keys are made of: '+15005550006' is '15005550006'. */
export const digitsOf = (number: E164): string => number.slice(1);

export const numberOf = (digits: string): E164 => `+${digits}`;

const SHOWN_DIGITS = 4;

/** For logs and screens where the whole number is not needed: '+15005550006' is '…0006'. */
export const masked = (number: string): string => `…${number.slice(-SHOWN_DIGITS)}`;
