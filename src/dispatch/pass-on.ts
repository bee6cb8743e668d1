import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { conflict, type Versioned } from '../twilio/sync-store';
import { type ListedIntent, type PassOnIntent, putIntent, type RequestIntent, removeIntent } from './line';
import { takeHintAway } from './pool';
import { isEngagedFor } from './provider-state';
import { passedOn } from './request-state';
import { hideSession } from './sessions';
import { documents, type ProviderState, type RequestState } from './states';
import { type MatchedRequest, type TellOptions, tell } from './tell';

const attempts = 6;

const intentOf = (request: RequestState): RequestIntent => ({
  kind: 'request',
  key: request.key,
  receiver: request.receiver,
  language: request.language,
  messageSid: request.messageSid,
  atMs: request.atMs,
});

/**
 * The invitation did not reach the provider: they are off duty, and the request goes back to its place in line. The caller looks
 * afterwards, so that the next one is asked.
 */
export async function passOn(
  frontdesk: Frontdesk,
  { receiver, provider, key, language }: MatchedRequest,
  options: TellOptions = {},
): Promise<void> {
  const atMs = frontdesk.clock.nowMs();
  const words = frontdesk.texts.lookingAgain(language);
  const begun = await putIntent<PassOnIntent>(frontdesk, { kind: 'pass-on', key, receiver, provider, atMs, words });
  await carryOn(frontdesk, begun, options);
}

/** The rest of it, from wherever it was left. */
export async function carryOn(
  frontdesk: Frontdesk,
  begun: ListedIntent<PassOnIntent>,
  options: TellOptions = {},
): Promise<void> {
  const { receiver, provider, key, words } = begun.data;
  const back = await backIntoLine(frontdesk, begun.data);
  const tellReceiver = async ({ request, isOurs }: BackInLine): Promise<void> => {
    // Two reports may be handled at once: whoever put it there tells, or who comes when they must be dead
    if (!isOurs && options.sentSinceMs === undefined) return;
    const body = words ?? frontdesk.texts.lookingAgain(request.language);
    await tell(frontdesk, { to: receiver, body, about: { about: 'looking-again' } }, options);
  };
  await Promise.all([
    goOffDuty(frontdesk, provider, key).then(() => takeHintAway(frontdesk, provider)),
    back && stayInLine(frontdesk, back.request),
    back && tellReceiver(back),
    hideSession(frontdesk, key),
  ]);
  await removeIntent(frontdesk, begun);
}

interface BackInLine {
  request: RequestState;
  /** Put there by this very call. */
  isOurs: boolean;
}

/** @returns the request when it is in line */
async function backIntoLine(
  frontdesk: Frontdesk,
  { receiver, provider, key }: PassOnIntent,
): Promise<BackInLine | undefined> {
  const { store } = frontdesk;
  const name = documents.request(digitsOf(receiver));
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [request, asked] = await Promise.all([
      store.readDocument<RequestState>(name),
      store.readDocument<ProviderState>(documents.provider(digitsOf(provider))),
    ]);
    if (request?.data.key !== key) return undefined;
    if (request.data.state === 'waiting') return { request: request.data, isOurs: false };
    if (request.data.state !== 'matched' || request.data.provider !== provider) return undefined;
    const back = passedOn(request.data, asked?.data.availableSid);
    await stayInLine(frontdesk, back);
    const written = await store.updateDocument<RequestState>(name, back, request.revision);
    if (written !== conflict) return { request: written.data, isOurs: true };
  }
  throw new Error('a request was written by others again and again');
}

/** Before and after the record: whoever finished the match may have been taking the intent away in between. */
async function stayInLine(frontdesk: Frontdesk, request: RequestState): Promise<void> {
  await putIntent(frontdesk, intentOf(request), 'known');
}

async function goOffDuty({ store }: Frontdesk, provider: E164, key: string): Promise<void> {
  const name = documents.provider(digitsOf(provider));
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const seen: Versioned<ProviderState> | undefined = await store.readDocument<ProviderState>(name);
    if (!isEngagedFor(seen?.data, key)) return;
    const off: ProviderState = { ...seen.data, duty: 'off', engagement: undefined, offAfter: undefined };
    if ((await store.updateDocument(name, off, seen.revision)) !== conflict) return;
  }
  throw new Error('a provider was written by others again and again');
}
