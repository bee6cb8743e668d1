import { request as httpRequest } from 'node:http';
import { Twilio } from 'twilio';
import type { Emulator } from './index';

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Twilio>[2]>['httpClient']>;
type HttpRequest = Parameters<HttpClient['request']>[0];

/** The real `twilio` client, talking to the emulator over plain HTTP: no proxy, no TLS, otherwise the same requests. */
export function twilioClient(
  emulator: Pick<Emulator, 'url' | 'account'>,
  credentials: { user: string; password: string } = {
    user: emulator.account.accountSid,
    password: emulator.account.authToken,
  },
  headers: Readonly<Record<string, string>> = {},
): Twilio {
  const httpClient = { request: (options: HttpRequest) => send(emulator.url, options, headers) };
  return new Twilio(credentials.user, credentials.password, {
    accountSid: emulator.account.accountSid,
    httpClient: httpClient as unknown as HttpClient,
  });
}

async function send(base: string, options: HttpRequest, extra: Readonly<Record<string, string>>) {
  const target = new URL(options.uri);
  for (const [name, value] of pairsOf(options.params)) target.searchParams.append(name, value);
  const authorization = Buffer.from(`${options.username}:${options.password}`).toString('base64');
  const given = Object.fromEntries(Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]));
  const isJson = Object.entries(given).some(
    ([name, value]) => name.toLowerCase() === 'content-type' && /json/.test(value),
  );
  const body = isJson ? JSON.stringify(options.data) : new URLSearchParams(pairsOf(options.data)).toString();
  const headers = {
    ...given,
    ...extra,
    authorization: `Basic ${authorization}`,
    host: target.host,
    ...(options.data !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  };
  const url = new URL(target.pathname + target.search, base);
  return new Promise<{ statusCode: number; body: string; headers: object }>((resolve, reject) => {
    const request = httpRequest(url, { method: options.method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJsonAnswer = (response.headers['content-type'] ?? '').includes('json');
        resolve({
          statusCode: response.statusCode ?? 0,
          body: isJsonAnswer ? JSON.parse(text) : text,
          headers: response.headers,
        });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(options.data === undefined ? undefined : body);
  });
}

function pairsOf(values: unknown): [string, string][] {
  return Object.entries(values ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
}
