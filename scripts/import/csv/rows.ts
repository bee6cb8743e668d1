import Papa from 'papaparse';
import { FileError } from '../line';

export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** The quotes make no sense. */
  readonly problem?: string;
}

/** No row of appointments is that long: a quote was not closed, and swallows the rest of the file. */
const longestRow = 256 * 1024; // characters

/** The rows of a text that comes in pieces, empty ones left out. Line breaks within quotes are part of a cell. */
export async function* rowsOf(pieces: AsyncIterable<string>, delimiter: string, firstLine = 1): AsyncGenerator<Row> {
  let text = '';
  let line = firstLine;
  for await (const piece of pieces) {
    text += piece;
    if (!piece.includes('\n')) continue;
    const rows = parse(text, delimiter);
    rows.pop(); // it may go on in the next piece
    let begin = 0;
    for (const { row, end } of rows) {
      if (isFilled(row.cells)) yield { ...row, line };
      line += linesIn(text.slice(begin, end));
      begin = end;
    }
    text = text.slice(begin);
    if (text.length > longestRow) throw new FileError(`Line ${line}: a quote opens here that is never closed.`);
  }
  let begin = 0;
  for (const { row, end } of parse(text, delimiter)) {
    if (isFilled(row.cells)) yield { ...row, line };
    line += linesIn(text.slice(begin, end));
    begin = end;
  }
}

const isFilled = (cells: readonly string[]): boolean => cells.some((cell) => cell.trim() !== '');
const linesIn = (text: string): number => text.split('\n').length - 1;

interface Parsed {
  readonly row: Omit<Row, 'line'>;
  /** Where the row ends in the text. */
  readonly end: number;
}

function parse(text: string, delimiter: string): Parsed[] {
  const rows: Parsed[] = [];
  if (text === '') return rows;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data, errors, meta }) {
      const problem = errors.some(({ type }) => type === 'Quotes') ? 'has quotes that do not fit' : undefined;
      rows.push({ row: { cells: data, ...(problem && { problem }) }, end: meta.cursor });
    },
  });
  return rows;
}
