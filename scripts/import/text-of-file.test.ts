import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodingOf, textOf } from './text-of-file';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(bytes: Buffer): Promise<{ encoding: string; text: string }> {
  const file = join(folder, 'file.csv');
  writeFileSync(file, bytes);
  const encoding = await encodingOf(file);
  let text = '';
  for await (const piece of textOf(file, encoding)) text += piece;
  return { encoding, text };
}

const text = 'phone,doctor\n12025550123,Dr Müller\n';
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

test.each([
  ['utf-8', Buffer.from(text)],
  ['utf-8', Buffer.from(`\uFEFF${text}`)],
  ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['utf-16be', swapped(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
  ['utf-16le', Buffer.from(text, 'utf16le')],
  ['utf-16be', swapped(Buffer.from(text, 'utf16le'))],
  ['windows-1252', Buffer.from(text, 'latin1')],
])('%s', async (encoding, bytes) => expect(await read(bytes)).toEqual({ encoding, text }));

test('one letter of Windows far down in a file is enough to read all of it so', async () => {
  const long = `${'a'.repeat(100_000)}\nMüller`;
  expect(await read(Buffer.from(long, 'latin1'))).toEqual({ encoding: 'windows-1252', text: long });
});

test.each([['\r\n'], ['\r'], ['\n']])('lines that end with %j', async (end) => {
  const lines = Array.from({ length: 5000 }, (_, n) => `line ${n}`);
  expect((await read(Buffer.from(lines.join(end)))).text).toBe(lines.join('\n'));
});

test.each([
  ['a workbook', Buffer.from('PK\x03\x04xl/workbook.xml')],
  ['a PDF', Buffer.from('%PDF-1.7')],
  ['not text', Buffer.from([1, 2, 3, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])],
])('%s is refused', async (what, bytes) => {
  await expect(read(bytes)).rejects.toThrow(what);
});
