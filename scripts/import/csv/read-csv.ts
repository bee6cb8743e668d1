import type { FieldError } from '../../../src/reminders/arguments';
import { type ReadTime, readDateAndClock } from '../date-and-clock';
import { type Asked, FileError, type Line, type Reading, type Source } from '../line';
import { readPhone } from '../phone-in-file';
import { type Column, type Columns, columnsOf, knownIn, refusedColumn } from './columns';
import { type Row, rowsOf } from './rows';

const delimiters = [',', ';', '\t', '|'] as const;
/** The first line is looked for in so much of the text. */
const longestHeader = 64 * 1024; // characters

/**
 * Reads a CSV: its first line names the columns.
 *
 * @throws {FileError} when the first line does not
 */
export async function readCsv(pieces: AsyncIterable<string>, reading: Reading): Promise<Source> {
  const { head, rest } = await withHead(pieces);
  const { delimiter, marked } = delimiterOf(head, reading);
  const rows = rowsOf(rest, delimiter);
  if (marked) await rows.next();
  const first = await rows.next();
  if (first.done) throw new FileError('The file is empty.');
  const names = first.value.cells.map((name) => name.trim());
  const columns = columnsOf(names, reading);
  const kept = names.map((_, at) => at).filter((at) => names[at] !== refusedColumn);
  const header = kept.map((at) => names[at] ?? '');
  const unused = header.filter((name, at) => columns[kept[at] ?? -1] === undefined && name !== '');
  return {
    header,
    delimiter,
    notes:
      unused.length > 0
        ? [`Not used: ${unused.join(', ')} (--map says otherwise, e.g. --map participant='${unused[0]}').`]
        : [],
    lines: linesOf(rows, columns, kept, reading),
  };
}

async function* linesOf(
  rows: AsyncIterable<Row>,
  columns: Columns,
  kept: readonly number[],
  reading: Reading,
): AsyncGenerator<Line> {
  for await (const row of rows) {
    const extra = row.cells.slice(columns.length).some((cell) => cell.trim() !== '');
    const cells = kept.map((at) => row.cells[at] ?? '');
    const problems = [
      ...(row.problem ? [row.problem] : []),
      ...(extra ? [`has ${row.cells.length} cells, and the first line ${columns.length}`] : []),
    ];
    const asked = askedBy(row, columns, reading);
    const errors = [...problems.map((message) => ({ field: 'line', message })), ...asked.errors];
    yield { line: row.line, cells, asked: { ...asked, errors } };
  }
}

function askedBy(row: Row, columns: Columns, reading: Reading): Asked {
  const given: Partial<Record<Column, string>> = {};
  for (const [at, column] of columns.entries()) {
    const value = row.cells[at]?.replace(/\s+/g, ' ').trim();
    if (column !== undefined && value) given[column] = value;
  }
  const { contact_number, appointment_time, date, clock, ...others } = given;
  const fields: Record<string, string> = { ...reading.defaults, ...others };
  const errors: FieldError[] = [];
  const phone = readPhone(contact_number ?? '', reading.country);
  if (phone.kind === 'phone') fields.contact_number = phone.phone;
  else errors.push({ field: 'contact_number', message: phone.message });
  const time = timeOf({ appointment_time, date, clock }, reading);
  if (time.kind === 'read') fields.appointment_time = time.text;
  else errors.push({ field: 'appointment_time', message: time.message });
  if (fields.time_zone === undefined && reading.timeZone !== undefined) fields.time_zone = reading.timeZone;
  if (fields.notify_window !== undefined) fields.notify_window = fields.notify_window.replace(/[;/ ]+/g, ',');
  return { kind: 'appointment', fields, errors };
}

function timeOf(given: Partial<Record<Column, string>>, { dateOrder }: Reading): ReadTime {
  const { appointment_time, date, clock } = given;
  if (appointment_time !== undefined) return readDateAndClock(appointment_time, dateOrder);
  if (date === undefined) return { kind: 'unread', message: 'is required' };
  if (clock === undefined) return readDateAndClock(date, dateOrder);
  return readDateAndClock(`${date} ${clock}`, dateOrder);
}

/** The beginning of the text up to its first line, and all of it again. */
async function withHead(pieces: AsyncIterable<string>): Promise<{ head: string; rest: AsyncIterable<string> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  let head = '';
  let ended = false;
  while (!ended && head.length < longestHeader && !/\S[^\n]*\n[^\n]*\n/.test(head)) {
    const next = await iterator.next();
    if (next.done) ended = true;
    else head += next.value;
  }
  async function* rest(): AsyncGenerator<string> {
    yield head;
    if (!ended) yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head, rest: rest() };
}

/** Excel may write 'sep=;' before everything; else the delimiter with which the first line makes most sense is the one. */
function delimiterOf(head: string, reading: Reading): { delimiter: string; marked: boolean } {
  const [first = ''] = head.split('\n').filter((line) => line.trim() !== '');
  const [, marked] = /^sep=(.)$/i.exec(first.trim()) ?? [];
  if (marked !== undefined) return { delimiter: marked, marked: true };
  const scored = delimiters.map((delimiter) => {
    const cells = first.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    return { delimiter, known: knownIn(cells, reading), count: cells.length };
  });
  const [best] = scored.sort((a, b) => b.known - a.known || b.count - a.count);
  return { delimiter: best?.delimiter ?? ',', marked: false };
}
