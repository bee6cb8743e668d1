/** A twilsock message: a JSON header, and a payload that mostly is JSON too. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: string;
}

const magic = /^TWILSOCK V3\.0 (\d+) ?\r\n/;
const longestFirstLine = 40; // bytes

/** Parts are found by their sizes in bytes, never by line ends: a payload may have those too. @returns undefined for what is no frame */
export function decodeFrame(message: Buffer): Frame | undefined {
  const start = magic.exec(message.subarray(0, longestFirstLine).toString('latin1'));
  if (!start) return undefined;
  const headerEnd = start[0].length + Number(start[1]);
  const header = jsonObject(message.subarray(start[0].length, headerEnd).toString('utf8'));
  if (header === undefined) return undefined;
  const payloadStart = headerEnd + '\r\n'.length;
  const payloadSize = typeof header.payload_size === 'number' ? header.payload_size : 0;
  return { header, payload: message.subarray(payloadStart, payloadStart + payloadSize).toString('utf8') };
}

export function encodeFrame(header: Readonly<Record<string, unknown>>, payload?: unknown): Buffer {
  const payloadText = payload === undefined ? '' : JSON.stringify(payload);
  const sizes = {
    payload_size: Buffer.byteLength(payloadText),
    ...(payload !== undefined && { payload_type: 'application/json' }),
  };
  const headerText = JSON.stringify({ ...header, ...sizes });
  const end = payload === undefined ? '' : '\r\n';
  return Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(headerText)}\r\n${headerText}\r\n${payloadText}${end}`);
}

/** Leniently: `twilio-sync` sends the word data_sync as the body of each DELETE, labelled as JSON. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
