import type { FieldError } from '../../src/reminders/arguments';

/** Arguments of reminder/create, as they will be sent. */
export type Fields = Readonly<Record<string, string>>;

/** What a file has on one line (of a calendar: in one event, or one of its repetitions). */
export interface Line {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** As it goes into the file of what was refused, in the order of `Source.header`. */
  readonly cells: readonly string[];
  readonly asked: Asked | Skipped;
}

/** An appointment is asked for. What could not be read stands in `errors`. */
export interface Asked {
  readonly kind: 'appointment';
  readonly fields: Fields;
  readonly errors: readonly FieldError[];
}

/** Nothing is asked for, and nothing is wrong. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly why: string;
}

export interface Source {
  readonly header: readonly string[];
  readonly delimiter: string;
  /** What the reader of the report should know about how the file was read. */
  readonly notes: readonly string[];
  readonly lines: AsyncIterable<Line>;
}

/** How a file is to be read, where it does not say itself. */
export interface Reading {
  /** Our field by the file's own name for it; '' where the file has none. */
  readonly map: ReadonlyMap<string, string>;
  /** Values for lines that have none. */
  readonly defaults: Fields;
  readonly timeZone: string | undefined;
  /** Two letters, for numbers without a country code. */
  readonly country: string | undefined;
  readonly dateOrder: DateOrder | undefined;
  readonly nowMs: number;
  /** So far ahead is a repeated event written out. */
  readonly horizonDays: number;
}

export const dateOrders = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** The file as a whole cannot be imported; nothing was. */
export class FileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FileError';
  }
}
