import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readCsv } from './csv/read-csv';
import { writeRefused } from './refused-file';
import { allOf, inPieces, reading } from './testing';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-refused-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('refused rows come back as they were, with why, in a file that overwrites none', async () => {
  const text = 'phone;time;doctor\n1;2027-03-22T13:00Z;"Dr; ""Ito"""\n';
  const source = await readCsv(inPieces(text), reading());
  const lines = await allOf(source);
  const refusals = lines.map((line) => ({ line, errors: [{ field: 'contact_number', message: 'is wrong; really' }] }));
  const first = writeRefused(join(folder, 'a.csv'), source, refusals);
  expect(basename(first)).toBe('a.refused.csv');
  expect(writeRefused(join(folder, 'a.csv'), source, refusals)).toBe(first); // the same once more needs no second file
  const other = writeRefused(join(folder, 'a.csv'), source, [...refusals, ...refusals]);
  expect(basename(other)).toBe('a.refused-2.csv');

  const again = await readCsv(inPieces(readFileSync(first, 'utf8').slice(1).replaceAll('\r\n', '\n')), reading());
  expect(again.header).toEqual(source.header);
  expect((await allOf(again)).map(({ cells }) => cells)).toEqual(lines.map(({ cells }) => cells));
});
