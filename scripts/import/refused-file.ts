import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import Papa from 'papaparse';
import type { FieldError } from '../../src/reminders/arguments';
import { refusedColumn } from './csv/columns';
import type { Line, Source } from './line';

export interface Refusal {
  readonly line: Line;
  readonly errors: readonly FieldError[];
}

/**
 * Writes the lines that were refused, with why, to be corrected and imported: beside the imported file, and over no other, for that may have been
 * corrected already. 'a.csv' has 'a.refused.csv', then 'a.refused-2.csv'.
 */
export function writeRefused(
  file: string,
  { header, delimiter }: Pick<Source, 'header' | 'delimiter'>,
  refusals: readonly Refusal[],
): string {
  const rows = refusals.map(({ line: { cells }, errors }) => [
    ...header.map((_, at) => cells[at] ?? ''),
    errorText(errors),
  ]);
  const csv = Papa.unparse([[...header, refusedColumn], ...rows], { delimiter });
  const text = `\uFEFF${csv}\r\n`; // Excel knows UTF-8 by its mark alone
  const stem = join(dirname(file), basename(file, extname(file)));
  for (let n = 1; ; n += 1) {
    const name = `${stem}.refused${n === 1 ? '' : `-${n}`}.csv`;
    if (existsSync(name) && readFileSync(name, 'utf8') === text) return name;
    if (existsSync(name)) continue;
    writeFileSync(name, text, { flag: 'wx', mode: 0o600 });
    return name;
  }
}

export const errorText = (errors: readonly FieldError[]): string =>
  errors.map(({ field, message }) => `${field} ${message}`).join('; ');
