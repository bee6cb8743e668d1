import type { FlowDefinition } from '../definition';
import type { StudioErrorCode } from '../error-codes';
import type { Context, Execution, FlowRef } from './execution';

/** Everything that an execution does to the world, and all it needs of it. */
export interface Ports {
  now(): number;
  /** undefined when there is no such flow or revision. */
  definition(flow: FlowRef): FlowDefinition | undefined;
  /** The same flow by the number of the revision that a name like LatestPublished means now; undefined as above. */
  pinned(flow: FlowRef): FlowRef | undefined;
  sendText(text: OutgoingText): Promise<SentText>;
  /** Requests of run-function and make-http-request. Never throws; nothing that came within the time is `no-answer`. */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** Hands the message that is being answered over to a URL; false when there is none (the execution was begun by a request or an alarm). */
  redirect(url: string, method: 'GET' | 'POST'): boolean;
  /** A step was taken, and the execution stands where it led; answers its SID. False when the execution was ended meanwhile: nothing more is done. */
  step(step: Step, execution: Execution): string | false;
  warn(warning: Warning): void;
}

export interface OutgoingText {
  readonly to: string;
  readonly from: string; // a number, or 'MG…'
  readonly body: string;
  readonly mediaUrl?: string;
  readonly contentSid?: string;
  readonly contentVariables?: Readonly<Record<string, string>>;
}
export type SentText =
  | { readonly kind: 'sent'; readonly outbound: Readonly<Record<string, unknown>> & { readonly Sid: string } }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string };

export interface HttpRequest {
  readonly widget: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly params: Readonly<Record<string, string>>;
  /** Sent as it is, with `contentType`, in place of the parameters. */
  readonly body?: string;
  readonly contentType?: string;
  readonly timeoutMs: number;
}
export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>; // by names in lower case
      readonly body: string;
    }
  | { readonly kind: 'no-answer'; readonly error: string };

/** One transition that was taken. */
export interface Step {
  readonly event: string;
  readonly from: string;
  readonly to: string; // a widget, or 'Ended'
  readonly context: Context;
  readonly flowSid: string;
  readonly parentStepSid?: string;
}
export const endedState = 'Ended';

export interface Warning {
  readonly code: StudioErrorCode;
  readonly widget: string;
  readonly message: string;
}
