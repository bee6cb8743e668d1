import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { FileError } from './line';

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** How the bytes of a file are to be read: by its byte order mark, by its zeros, else UTF-8 if all of it is, else as Windows writes it. */
export async function encodingOf(file: string): Promise<Encoding> {
  const head = await firstBytes(file, 4096);
  refuseOtherFormats(head);
  const marked = byMark(head) ?? byZeros(head);
  if (marked !== undefined) return marked;
  return (await isUtf8(file)) ? 'utf-8' : 'windows-1252';
}

/** A file's text, piece by piece; every line ends with \n, whatever ended it in the file. */
export async function* textOf(
  file: string,
  encoding: Encoding,
  onRead?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = ''; // a \r whose \n may be in the next piece
  // Small pieces, so that what was read says how much of the file is done
  for await (const bytes of createReadStream(file, { highWaterMark: 16 * 1024 })) {
    const text = held + decoder.decode(bytes as Buffer, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    onRead?.((bytes as Buffer).length);
    yield withPlainLineEnds(held === '' ? text : text.slice(0, -1));
  }
  yield withPlainLineEnds(held + decoder.decode());
}

const withPlainLineEnds = (text: string): string => text.replace(/\r\n?/g, '\n');

async function firstBytes(file: string, count: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const otherFormats = [
  { begin: Buffer.from('PK\x03\x04'), name: 'a workbook or an archive' },
  { begin: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), name: 'an Excel workbook' },
  { begin: Buffer.from('%PDF'), name: 'a PDF' },
  { begin: Buffer.from([0x1f, 0x8b]), name: 'compressed' },
] as const;

function refuseOtherFormats(head: Buffer): void {
  const other = otherFormats.find(({ begin }) => head.subarray(0, begin.length).equals(begin));
  if (other) throw new FileError(`This is ${other.name}, not CSV. Save or export it as CSV.`);
}

function byMark(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Digits and separators have a zero as the other half in UTF-16, and no other encoding of text has zeros. */
function byZeros(head: Buffer): Encoding | undefined {
  const zeros = (half: number) => head.filter((byte, at) => byte === 0 && at % 2 === half).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even + odd === 0) return undefined;
  if (Math.max(even, odd) < head.length / 8) throw new FileError('This is not text: it holds zero bytes.');
  return odd > even ? 'utf-16le' : 'utf-16be';
}

async function isUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of createReadStream(file)) decoder.decode(bytes as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}
