import { existsSync, statSync } from 'node:fs';
import { checker } from './check';
import { readCsv } from './csv/read-csv';
import { readIcs } from './ics/read-ics';
import { FileError, type Reading, type Source } from './line';
import type { ImportOptions } from './options';
import { progressOn } from './progress';
import { writeRefused } from './refused-file';
import { endText, exitCodeOf, type Told, tallyText, toldLines } from './report';
import { importLines, type Tally } from './run';
import { bookingAt } from './service';
import { shownLine } from './shown-line';
import { reached, type Target } from './target';
import { encodingOf, textOf } from './text-of-file';
import { wordsOf } from './wording';

export interface Output {
  print(text: string): void;
  readonly progress: { readonly isTTY?: boolean; write(text: string): unknown };
}

const nowMs = () => Date.now();

/** Answers the exit code. */
export async function importFile(
  options: ImportOptions,
  target: Target,
  output: Output,
  stop: AbortController,
): Promise<number> {
  const { file } = options;
  if (!existsSync(file) || !statSync(file).isFile()) throw new FileError(`There is no file ${file}.`);
  const progress = progressOn(output.progress, statSync(file).size, nowMs);
  const source = await open(options, target, progress.read);
  for (const note of source.notes) output.print(note);
  return options.dryRun
    ? rehearse(source, options, target, output)
    : book(source, options, target, { ...output, show: progress.show, end: progress.end }, stop);
}

async function open(options: ImportOptions, target: Target, onRead: (bytes: number) => void): Promise<Source> {
  const { file } = options;
  const reading: Reading = {
    ...options,
    country: options.country ?? (target.values.DEFAULT_COUNTRY?.toUpperCase() || undefined),
    nowMs: nowMs(),
  };
  const pieces = textOf(file, await encodingOf(file), onRead);
  return /\.(ics|ical|ifb)$/i.test(file) ? readIcs(pieces, reading) : readCsv(pieces, reading);
}

async function rehearse(
  { lines }: Source,
  { environment }: ImportOptions,
  target: Target,
  { print }: Output,
): Promise<number> {
  const { wording, note } = await wordsOf(target, environment);
  if (note !== undefined) print(note);
  const check = checker(nowMs);
  const tally: Tally = { lines: 0, created: 0, there: 0, refused: 0, skipped: 0 };
  for await (const line of lines) {
    const checked = check(line);
    tally.lines += 1;
    tally[checked.kind === 'good' ? 'created' : checked.kind] += 1;
    print(shownLine(checked, nowMs(), wording));
  }
  print(
    `${tallyText(tally).replace(/ created, \d+ already there/, ' would be sent')} Nothing was sent: this was a dry run.`,
  );
  return tally.refused > 0 ? 1 : 0;
}

interface BookOutput extends Output {
  show(tally: Tally): void;
  end(): void;
}

async function book(
  source: Source,
  { file, environment, atOnce }: ImportOptions,
  target: Target,
  { print, show, end }: BookOutput,
  stop: AbortController,
): Promise<number> {
  const service = await reached(target, environment);
  print(`Importing ${file} into ${service.url}`);
  const told: Told[] = [];
  const ended = await importLines(source.lines, {
    book: bookingAt({ ...service, signal: stop.signal }),
    atOnce,
    nowMs,
    stop,
    onOutcome(outcome, tally) {
      if (outcome.kind === 'refused' || outcome.kind === 'skipped') told.push(outcome);
      show(tally);
    },
  });
  end();
  told.sort((a, b) => a.line.line - b.line.line);
  for (const line of toldLines(told)) print(line);
  const refused = told.filter((each) => each.kind === 'refused');
  print(endText(ended, refused.length === 0 ? undefined : writeRefused(file, source, refused)));
  return exitCodeOf(ended);
}
