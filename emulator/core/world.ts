import type { Causes } from './causes';
import type { Clock } from './clock';
import type { Tables } from './tables';

/** The account that the emulator plays. */
export interface Account {
  readonly accountSid: string; // 'AC' + 32 hex
  readonly authToken: string;
}

/** What every part of the emulator is given. */
export interface World {
  readonly account: Account;
  readonly clock: Clock;
  readonly tables: Tables;
  readonly causes: Causes;
  readonly webhooks: Webhooks;
  readonly log: EventLog;
  /** Function runs under way (and the last few that ended), by the id that their API calls carry in `invocationHeader`. */
  readonly invocations: Map<string, Invocation>;
}

/** The header by which the Functions host marks each API call that Function code makes. Nothing else reads or sends it. */
export const invocationHeader = 'x-emulator-invocation';

export interface Invocation {
  readonly function: string; // its path: '/sms/inbound'
  readonly cause: string | undefined;
  /** Ends the run as the platform ends one that takes too long (504); its later API calls are refused. */
  kill(): void;
  dead: boolean;
}

/** Sends Twilio's requests: signed with the account's auth token, logged, and routed by host (a part can play a host). */
export interface Webhooks {
  /**
   * POSTs (or GETs) `params` to `url` as Twilio would. Never throws: a failure to connect, or no answer within `timeoutMs` (15 s), is `{error}`.
   * The URL's fragment (connection overrides) is obeyed for retries and not sent.
   */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
  /** Makes a part the server of a host, e.g. 'webhooks.twilio.com' or the domain of a Serverless environment. `undefined` is given back for a host that it does not know. */
  serve(host: (host: string) => HostServer | undefined): void;
  /** Who serves a host; undefined when nobody does. */
  serverOf(host: string): HostServer | undefined;
}
export interface WebhookRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly params: Readonly<Record<string, string | readonly string[]>>;
  /** POSTed as it is in place of the parameters, with the content type of `headers`; the signature then covers the URL alone. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}
export interface WebhookAnswer {
  readonly status: number; // 0 when there was no answer
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly error?: string; // why there was none
}
/** Answers one request; throws when it could not be reached. */
export type HostServer = (request: HostRequest) => Promise<WebhookAnswer>;
export interface HostRequest {
  readonly method: string;
  readonly url: string; // whole, with https:// and query
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What happened, for the page's log and the control API: each line under its cause. Kept in memory, the last 5,000. */
export interface EventLog {
  add(event: LogEvent): void;
  list(afterN?: number): readonly LoggedEvent[];
  /** Calls for each line from now on, and when all were forgotten. */
  subscribe(listener: (event: LoggedEvent | LogReset) => void): () => void;
  clear(): void;
}
/** What was there is no more; not a line of the log itself. */
export interface LogReset {
  readonly kind: 'reset';
  readonly n: number;
}
export type LogEvent =
  | {
      kind: 'call';
      method: string;
      url: string;
      status: number;
      ms: number;
      beganMs: number; // by a stopwatch of the machine, for who ran beside whom: the clock may stand still
      function?: string;
      invocation?: string;
      note?: string;
    }
  | { kind: 'webhook'; method: string; url: string; status: number; ms: number; signature: string; error?: string }
  | { kind: 'function'; path: string; invocation: string; status: number; ms: number }
  | {
      kind: 'console';
      level: 'log' | 'info' | 'warn' | 'error' | 'debug';
      function: string;
      invocation: string;
      text: string;
    }
  | {
      kind: 'message';
      sid: string;
      direction: 'inbound' | 'outbound';
      from: string;
      to: string;
      body: string;
      status: string;
      errorCode?: number;
    }
  | { kind: 'step'; flowSid: string; executionSid: string; widget: string; event: string }
  | { kind: 'clock'; from: string; to: string };
export type LoggedEvent = LogEvent & { n: number; at: string; cause?: string };

/** One call of the REST API, routed by the host and its OpenAPI `operationId`, authenticated and validated already. */
export interface ApiCall {
  readonly operationId: string;
  readonly host: string; // 'api.twilio.com'
  readonly url: string; // whole, as the client sent it
  readonly path: Readonly<Record<string, string>>; // decoded path parameters by their OpenAPI name, e.g. ServiceSid
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly form: Readonly<Record<string, string | readonly string[]>>; // decoded form body; {} for none
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Buffer;
  /** The Function that makes the call, e.g. '/sms/inbound'; undefined for tools. */
  readonly function?: string;
}
export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown; // JSON; none for 204
  readonly headers?: Readonly<Record<string, string>>;
}
export type Operation = (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;

/** A part of the emulator: the operations it implements, by host and `operationId`. An operation that nobody implements answers 501. */
export interface Part {
  readonly operations?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  /** Those of its operations that check the whole request themselves, since Twilio's answers are more exact than the generic 20001. */
  readonly ownChecks?: readonly string[];
  /** Hosts without an OpenAPI document (serverless-upload.twilio.com, zoom.us, api.zoom.us): the part reads the request itself. */
  readonly hosts?: Readonly<Record<string, (request: HostRequest) => Promise<WebhookAnswer>>>;
  stop?(): void | Promise<void>;
}
