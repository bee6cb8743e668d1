import type { Frontdesk, Text } from '../frontdesk';
import { digitsOf } from '../phone';
import { TwilioCallError } from '../twilio/call-error';
import type { MatchText, RequestState } from './states';
import { matchWords } from './words';

/** What a refused text means, by Twilio's code: the number is not to be texted, whoever sends. */
export const unreachableCodes: readonly number[] = [
  21211, // not a number
  21610, // has opted out
  21612, // cannot be reached from here
  21614, // not a mobile number
  30003,
  30004,
  30005,
  30006, // switched off, blocked, unknown, landline
];

export type Told = { kind: 'told'; messageSid: string } | { kind: 'unreachable' } | { kind: 'failed' };

export interface TellOptions {
  /** Somebody may have sent it since then: Twilio is asked first. */
  sentSinceMs?: number;
}

const isSure = (error: unknown): error is TwilioCallError =>
  error instanceof TwilioCallError && error.status !== undefined && error.status < 500;

/** Sends a text and says what came of it. A call without a sure answer is looked up at Twilio before it is made again. */
export async function tell(frontdesk: Frontdesk, text: Text, { sentSinceMs }: TellOptions = {}): Promise<Told> {
  const startedMs = frontdesk.clock.nowMs();
  let askSinceMs = sentSinceMs;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const found = askSinceMs === undefined ? undefined : await frontdesk.findText({ ...text, sinceMs: askSinceMs });
      const { messageSid } = found ?? (await frontdesk.sendText(text));
      return { kind: 'told', messageSid };
    } catch (error) {
      frontdesk.log('text.failed', { about: text.about?.about, attempt, error });
      if (!(error instanceof TwilioCallError)) throw error;
      if (isSure(error)) return { kind: unreachableCodes.includes(error.code ?? 0) ? 'unreachable' : 'failed' };
      askSinceMs ??= startedMs;
    }
  }
  return { kind: 'failed' };
}

export type MatchedRequest = RequestState & Required<Pick<RequestState, 'provider' | 'meeting' | 'matchedAtMs'>>;

export const isMatched = (request: RequestState | undefined): request is MatchedRequest =>
  request?.state === 'matched' &&
  request.provider !== undefined &&
  request.meeting !== undefined &&
  request.matchedAtMs !== undefined;

/** Texts both that they are connected, each by the truth that is stored. */
export async function tellMatch(
  frontdesk: Frontdesk,
  request: MatchedRequest,
  options: TellOptions,
): Promise<Record<MatchText, Told>> {
  const { receiver, provider, key } = request;
  const words = { ...matchWords(frontdesk, request), ...request.words };
  const about = { key, receiver: digitsOf(receiver), provider: digitsOf(provider) };
  const [invitation, connected] = await Promise.all([
    tell(frontdesk, { to: provider, body: words.provider, about: { about: 'invitation', ...about } }, options),
    tell(frontdesk, { to: receiver, body: words.receiver, about: { about: 'connected', ...about } }, options),
  ]);
  return { invitation, connected };
}
