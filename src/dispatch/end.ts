import type { Frontdesk } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { conflict, type Versioned } from '../twilio/sync-store';
import { type EndIntent, type ListedIntent, putIntent, removeIntent, removeRequestIntent } from './line';
import { putHint } from './pool';
import { freed, isEngagedFor, withAnswer } from './provider-state';
import { isEnded, sessionEndOf } from './request-state';
import { hideSession } from './sessions';
import { documents, type ProviderState, type RequestState, type SessionEnd, type Words } from './states';
import { type MatchedRequest, type TellOptions, tell } from './tell';
import { endWords } from './words';

/** Where a session's end leaves the provider. */
const providerAfter: Readonly<Record<SessionEnd, 'available' | 'off'>> = {
  receiver: 'available',
  unreachable: 'available',
  trouble: 'available',
  provider: 'off',
  done: 'off',
  time: 'off',
};

export interface EndOptions extends TellOptions {
  by: SessionEnd;
  /** Of the text that ends it. */
  messageSid?: string;
  /** What to keep with the provider as the answer to that text. */
  providerAnswer?: string;
  /** The receiver gets the answer as the reply to their own text, or cannot be texted at all. */
  receiverKnows?: boolean;
  /** What can go on beside the last round, when all is settled. */
  alongside?: () => Promise<unknown>;
}

const readProvider = ({ store }: Frontdesk, number: E164) =>
  store.readDocument<ProviderState>(documents.provider(digitsOf(number)));

/**
 * Ends a session: the intent, the record, then everybody hears of it and the provider is free. The caller looks afterwards.
 *
 * @returns conflict when the request has moved on since it was seen
 */
export async function endSession(
  frontdesk: Frontdesk,
  request: Versioned<MatchedRequest>,
  options: EndOptions,
): Promise<'ended' | 'conflict'> {
  const { store, clock } = frontdesk;
  const { receiver, key, provider: number } = request.data;
  const { by, messageSid } = options;
  const atMs = clock.nowMs();
  const [intent, provider] = await Promise.all([
    putIntent<EndIntent>(frontdesk, { kind: 'end', key, receiver, provider: number, by, atMs }),
    readProvider(frontdesk, number),
  ]);
  const returns = isEngagedFor(provider?.data, key) && freed(provider.data, providerAfter[by]).duty === 'available';
  const ended: RequestState = {
    ...request.data,
    state: by === 'done' || by === 'time' ? 'done' : 'cancelled',
    endedBy: by,
    endedAtMs: atMs,
    endSid: messageSid ?? request.data.endSid,
    freed: false,
    words: endWords(frontdesk, request.data, provider?.data, { by, available: returns }),
  };
  const [recorded] = await Promise.all([
    store.updateDocument<RequestState>(documents.request(digitsOf(receiver)), ended, request.revision),
    // The hint first: what can be listed can be found. Without a revision it only says: look at the Document.
    returns && provider !== undefined
      ? putHint(frontdesk, freed(provider.data, 'available'), undefined, 'new')
      : undefined,
  ]);
  if (recorded === conflict) {
    await removeIntent(frontdesk, intent);
    return conflict;
  }
  await giveBack(frontdesk, recorded, { ...options, intent, provider, hintPut: returns });
  return 'ended';
}

interface GiveBack extends EndOptions {
  intent: Pick<ListedIntent, 'map' | 'key' | 'revision'>;
  /** As it was seen a moment ago; read when it was not. */
  provider?: Versioned<ProviderState>;
  hintPut?: boolean;
}

/** The session has ended on record: tells whoever does not know, frees the provider, notes it, and takes the intents away. */
export async function giveBack(
  frontdesk: Frontdesk,
  request: Versioned<RequestState>,
  options: GiveBack,
): Promise<void> {
  const { store } = frontdesk;
  const { receiver, key, provider: number } = request.data;
  if (number === undefined) return;
  const provider = options.provider ?? (await readProvider(frontdesk, number));
  const matched = request.data as MatchedRequest;
  const available = () =>
    providerAfter[options.by] === 'available' &&
    isEngagedFor(provider?.data, key) &&
    freed(provider.data, 'available').duty === 'available';
  const words =
    request.data.words ?? endWords(frontdesk, matched, provider?.data, { by: options.by, available: available() });
  const [, free] = await Promise.all([
    tellEnd(frontdesk, matched, words, options),
    freeProvider(frontdesk, number, key, { ...options, provider }),
  ]);
  const data: RequestState = { ...request.data, freed: true, words: undefined };
  await Promise.all([
    // A conflict means that the receiver has asked anew: nothing to note any more.
    store.updateDocument<RequestState>(documents.request(digitsOf(receiver)), data, request.revision),
    free?.data.duty === 'available' ? putHint(frontdesk, free.data, free.revision, 'known') : undefined,
  ]);
  await Promise.all([
    removeIntent(frontdesk, options.intent),
    removeRequestIntent(frontdesk, receiver, key),
    hideSession(frontdesk, key),
    options.alongside?.(),
  ]);
}

/**
 * The provider of a session that is over returns to the pool or goes off duty, unless they have moved on by themselves.
 * @returns as they are now; undefined when nothing had to be done
 */
export async function freeProvider(
  frontdesk: Frontdesk,
  number: E164,
  key: string,
  options: Pick<GiveBack, 'by' | 'messageSid' | 'providerAnswer' | 'hintPut'> & { provider?: Versioned<ProviderState> },
): Promise<Versioned<ProviderState> | undefined> {
  const { by, messageSid, providerAnswer } = options;
  let { provider } = options;
  let hintPut = options.hintPut === true;
  for (let attempt = 0; attempt < freeAttempts; attempt += 1) {
    if (!isEngagedFor(provider?.data, key)) return undefined;
    const free = freed(provider.data, providerAfter[by]);
    const data =
      messageSid === undefined || providerAnswer === undefined ? free : withAnswer(free, messageSid, providerAnswer);
    if (free.duty === 'available' && !hintPut) await putHint(frontdesk, data, undefined, 'new');
    hintPut ||= free.duty === 'available';
    const written = await frontdesk.store.updateDocument(documents.provider(digitsOf(number)), data, provider.revision);
    if (written !== conflict) return written;
    provider = await readProvider(frontdesk, number);
  }
  throw new Error('a provider was written by others again and again');
}

const freeAttempts = 6;

async function tellEnd(
  frontdesk: Frontdesk,
  request: MatchedRequest,
  words: Words,
  { by, receiverKnows, sentSinceMs }: EndOptions,
): Promise<void> {
  const send = async (to: E164, body: string | undefined): Promise<void> => {
    // Whoever cannot be told is not held up for it: the session is over either way.
    if (body !== undefined) await tell(frontdesk, { to, body, about: { about: 'end' } }, { sentSinceMs });
  };
  await Promise.all([
    send(request.provider, words.provider),
    send(request.receiver, receiverKnows || by === 'unreachable' ? undefined : words.receiver),
  ]);
}

/** Finishes what a Function that died left of an end: of this session, whatever the receiver has done since. */
export async function repairEnd(
  frontdesk: Frontdesk,
  intent: ListedIntent<EndIntent>,
  request: Versioned<RequestState> | undefined,
): Promise<void> {
  const { key, receiver, provider, by, atMs } = intent.data;
  if (request?.data.key === key && isEnded(request.data) && !request.data.freed) {
    await giveBack(frontdesk, request, { by: sessionEndOf(request.data) ?? by, sentSinceMs: atMs, intent });
    return;
  }
  const free = await freeProvider(frontdesk, provider, key, { by, provider: await readProvider(frontdesk, provider) });
  if (free?.data.duty === 'available') await putHint(frontdesk, free.data, free.revision, 'known');
  await Promise.all([
    removeIntent(frontdesk, intent),
    removeRequestIntent(frontdesk, receiver, key),
    hideSession(frontdesk, key),
  ]);
}
