export type Header = readonly [name: string, value: string];

/** A request as it reaches the platform's edge. */
export interface GateRequest {
  readonly method: string;
  readonly url: string; // whole, under the site's https domain
  readonly calledUrl?: string; // where it was sent if that was a loopback address
  readonly headers: readonly Header[];
  readonly body: Buffer;
  readonly isTooLarge?: boolean; // the body was not read to its end
}
export interface GateAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export const textAnswer = (status: number, text: string): GateAnswer => ({
  status,
  headers: [['content-type', 'text/plain; charset=utf-8']],
  body: Buffer.from(text),
});

export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}
