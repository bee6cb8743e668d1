import type { Frontdesk } from '../frontdesk';
import { digitsOf, isE164, numberOf } from '../phone';
import { endSession } from './end';
import { look } from './match';
import { passOn } from './pass-on';
import { isSessionOver } from './request-state';
import { documents, type RequestState } from './states';
import { isMatched } from './tell';

/** What Twilio reports of a text that we sent. */
export interface Delivery {
  messageSid: string;
  status: string;
  errorCode?: string;
  /** From the query of the callback's URL. */
  about: Readonly<Record<string, string | undefined>>;
}

const undelivered: readonly string[] = ['failed', 'undelivered'];

/** A text about a match reached nobody: the next provider is asked, or the provider is free again. */
export async function settleDelivery(frontdesk: Frontdesk, { status, errorCode, about }: Delivery): Promise<void> {
  const { about: what, key, receiver: digits, provider } = about;
  if (!undelivered.includes(status) || (what !== 'invitation' && what !== 'connected')) return;
  const receiver = numberOf(digits ?? '');
  if (key === undefined || !isE164(receiver)) return;

  const { store, clock, config } = frontdesk;
  const request = await store.readDocument<RequestState>(documents.request(digitsOf(receiver)));
  if (request?.data.key !== key || !isMatched(request.data)) return;
  // A late report of an invitation to somebody whom the request was taken from already
  if (provider !== digitsOf(request.data.provider)) return;
  if (isSessionOver(request.data, clock.nowMs(), config.serviceMinutes)) return;
  const { data, revision } = request;
  frontdesk.log('text.undelivered', { what, errorCode, provider: data.provider, receiver });
  if (what === 'invitation') await passOn(frontdesk, data);
  else await endUnreachable(frontdesk, { data, revision });
  await look(frontdesk);
}

async function endUnreachable(frontdesk: Frontdesk, seen: Parameters<typeof endSession>[1]): Promise<void> {
  let request = seen;
  for (let attempt = 0; attempt < 4; attempt += 1) {
    if ((await endSession(frontdesk, request, { by: 'unreachable' })) === 'ended') return;
    const name = documents.request(digitsOf(request.data.receiver));
    const current = await frontdesk.store.readDocument<RequestState>(name);
    if (current?.data.key !== request.data.key || !isMatched(current.data)) return;
    request = { data: current.data, revision: current.revision };
  }
}
