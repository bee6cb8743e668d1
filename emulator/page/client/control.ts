import type { LoggedEvent, LogReset } from '../../core/world';
import type { ThreadText } from '../lib/conversation';
import type { FlowDefinition, FlowStep } from '../lib/flow-picture';

/** The emulator's control API, as far as the page uses it. */
export interface About {
  readonly account?: string;
  readonly numbers?: readonly string[];
  readonly domain?: string;
  readonly serviceUrl?: string;
  readonly publicUrl?: string;
  /** Pages of the service that belong beside the phones. */
  readonly pages?: readonly { readonly name: string; readonly url: string }[];
}
export interface Phone {
  readonly number: string;
  readonly name: string;
  readonly role?: string;
  readonly quick?: readonly string[];
}
export interface Handset {
  readonly number: string;
  readonly reachable: boolean;
  readonly errorCode?: number;
}
export interface ClockState {
  readonly now: string;
  readonly frozen?: boolean;
}
export interface Due {
  readonly at: string;
  readonly name: string;
}
export interface Scheduled {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  readonly sendAt: string;
}
export const faultKinds = ['delay', 'refuse', 'status', 'lost', 'kill'] as const;
export type FaultKind = (typeof faultKinds)[number];
export interface FaultForm {
  readonly method?: string;
  readonly url?: string;
  readonly nth?: number;
  readonly times?: number;
  readonly kind: FaultKind;
  readonly ms?: number;
  readonly status?: number;
  readonly code?: number;
  readonly after?: boolean;
}
export type Fault = FaultForm & { readonly id: number; readonly struck?: number };
export interface Flow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly definition: FlowDefinition;
  readonly executions: readonly Execution[];
}
export interface Execution {
  readonly sid: string;
  readonly status: string;
  readonly contact: string;
  readonly context: unknown;
  readonly steps: readonly (FlowStep & { readonly at?: string })[];
}
export type ClockMove = { advance: string } | { to: string } | { freeze: true } | { run: true };

/** What the control API refused, in its own words. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
  }
}

const root = '/_emulator/';

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = body === undefined ? undefined : { 'content-type': 'application/json' };
  const response = await fetch(root + path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    // The browser's own words ('Failed to fetch') tell nobody anything.
    throw new ControlError(0, 'there is no answer');
  });
  const text = await response.text();
  const answer = text === '' ? undefined : parse(text);
  if (response.ok) return answer as T;
  throw new ControlError(response.status, reasonIn(answer) ?? `The emulator answered ${response.status}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function reasonIn(answer: unknown): string | undefined {
  if (typeof answer === 'string' && answer.length < 300) return answer;
  if (typeof answer !== 'object' || answer === null) return undefined;
  const found = 'message' in answer ? answer.message : 'error' in answer ? answer.error : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** An endpoint that an emulator without that part does not have: `instead` stands for it. */
async function askOr<T>(instead: T, path: string): Promise<T> {
  try {
    return await ask<T>('GET', path);
  } catch (error) {
    if (error instanceof ControlError && (error.status === 404 || error.status === 501)) return instead;
    throw error;
  }
}

const encode = encodeURIComponent;

export const control = {
  about: () => ask<About>('GET', 'about'),
  phones: () => ask<readonly Phone[]>('GET', 'phones'),
  setPhones: (phones: readonly Phone[]) => ask<unknown>('PUT', 'phones', phones),
  messages: (number: string) => ask<readonly ThreadText[]>('GET', `messages?with=${encode(number)}`),
  inbound: (text: { from: string; to?: string; body: string }) => ask<{ sid: string }>('POST', 'inbound', text),
  handsets: () => askOr<readonly Handset[]>([], 'handsets'),
  setHandset: ({ number, ...state }: Handset) => ask<unknown>('PUT', `handsets/${encode(number)}`, state),
  clock: () => ask<ClockState>('GET', 'clock'),
  moveClock: (move: ClockMove) => ask<ClockState>('POST', 'clock', move),
  due: () => askOr<readonly Due[]>([], 'due'),
  scheduled: () => askOr<readonly Scheduled[]>([], 'scheduled'),
  faults: () => askOr<readonly Fault[]>([], 'faults'),
  addFault: (fault: FaultForm) => ask<unknown>('POST', 'faults', fault),
  removeFault: (id: number) => ask<unknown>('DELETE', `faults/${id}`),
  removeFaults: () => ask<unknown>('DELETE', 'faults'),
  flows: () => askOr<readonly Flow[] | undefined>(undefined, 'flows'),
  reset: () => ask<unknown>('POST', 'reset'),
  eventsUrl: `${root}events?after=0`,
};

export const parseEvent = (data: string): LoggedEvent | LogReset => JSON.parse(data);
