import type { Intent, PoolHint, ProviderState, RequestState } from '../../src/dispatch/states';
import type { TestFrontdesk } from '../frontdesk';
import { syncDocuments, syncItems } from '../frontdesk/sync';

/** What dispatch has stored, read over Twilio's API as anybody could. */
export interface DispatchWorld {
  readonly providers: readonly ProviderState[];
  readonly requests: readonly RequestState[];
  readonly pool: ReadonlyMap<string, PoolHint>;
  readonly waiting: ReadonlyMap<string, Intent>;
}

export async function dispatchWorld(frontdesk: TestFrontdesk): Promise<DispatchWorld> {
  const [documents, pool, waiting] = await Promise.all([
    syncDocuments(frontdesk),
    syncItems<PoolHint>(frontdesk, 'pool'),
    syncItems<Intent>(frontdesk, 'waiting'),
  ]);
  const named = <T>(prefix: string) =>
    [...documents].flatMap(([name, data]) => (name.startsWith(prefix) ? [data as T] : []));
  return { providers: named('provider.'), requests: named('request.'), pool, waiting };
}

/**
 * The promises of dispatch, held against what is stored and what was heard once everything has come to rest and the tick has run.
 * Each line is one that is broken.
 */
export function brokenPromises(world: DispatchWorld, frontdesk: TestFrontdesk): string[] {
  const broken: string[] = [];
  const { providers, requests, pool, waiting } = world;
  const matched = requests.filter(({ state }) => state === 'matched');

  for (const request of matched) {
    const others = matched.filter(({ provider }) => provider === request.provider);
    if (others.length > 1) broken.push(`provider ${request.provider} is in ${others.length} sessions`);
    const provider = providers.find(({ number }) => number === request.provider);
    if (provider?.duty !== 'engaged' || provider.engagement?.key !== request.key) {
      broken.push(
        `${request.receiver} is matched with ${request.provider}, who is ${provider?.duty} for ${provider?.engagement?.key}`,
      );
    }
    if (!request.told) broken.push(`the match of ${request.receiver} is not noted as told`);
  }
  for (const provider of providers) {
    const { duty, number, engagement } = provider;
    if (duty === 'engaged' && !matched.some(({ key }) => key === engagement?.key))
      broken.push(`${number} is engaged with nobody`);
    if (duty === 'available' && ![...pool.keys()].some((key) => key.endsWith(number.slice(1))))
      broken.push(`${number} is available and not in the pool`);
    if (duty !== 'off' && duty !== 'engaged' && !(provider.subscribed && provider.approval === 'approved')) {
      broken.push(`${number} is ${duty}, ${provider.approval}, subscribed: ${provider.subscribed}`);
    }
  }
  const inLine = requests.filter(({ state }) => state === 'waiting');
  if (inLine.length > 0 && providers.some(({ duty }) => duty === 'available')) {
    broken.push(`${inLine.map(({ receiver }) => receiver)} wait while a provider is available`);
  }
  for (const request of inLine)
    if (!waiting.has(request.key)) broken.push(`${request.receiver} waits and is not in the list`);
  for (const [key, intent] of waiting) {
    if (!inLine.some((request) => request.key === key)) broken.push(`an intent was left behind: ${intent.kind} ${key}`);
  }
  for (const request of requests) {
    if ((request.state === 'cancelled' || request.state === 'done') && !request.freed) {
      broken.push(`the end of ${request.receiver}'s request is half done`);
    }
    const left = request.endedBy === 'closed' || request.endedBy === 'waited';
    const told = frontdesk
      .phone(request.receiver)
      .allHeard()
      .filter(({ body }) => /^Sorry.* no longer in line/.test(body));
    if (told.length !== (left ? 1 : 0)) {
      broken.push(`${request.receiver} was told ${told.length} times that they left the line`);
    }
  }
  return [...broken, ...brokenTexts(world, frontdesk)];
}

const linkIn = (body: string) => /https?:\/\/\S+/.exec(body)?.[0];

/** Each match has a link of its own, so the links that were heard tell who was connected with whom. */
function brokenTexts({ requests, providers }: DispatchWorld, frontdesk: TestFrontdesk): string[] {
  const broken: string[] = [];
  const heardBy = new Map<string, string[]>();
  for (const phone of frontdesk.phones) {
    for (const { body } of phone.allHeard()) {
      const link = linkIn(body);
      if (link) heardBy.set(link, [...(heardBy.get(link) ?? []), phone.number]);
    }
  }
  const isProvider = (number: string) => providers.some((provider) => provider.number === number);
  for (const [link, numbers] of heardBy) {
    if (new Set(numbers).size !== numbers.length) broken.push(`${link} was heard twice by one phone: ${numbers}`);
    if (numbers.filter(isProvider).length > 1 || numbers.filter((number) => !isProvider(number)).length > 1) {
      broken.push(`${link} connected more than two: ${numbers}`);
    }
  }
  for (const { state, receiver, provider, meeting } of requests) {
    if (state !== 'matched' || !meeting || !provider) continue;
    for (const number of [receiver, provider]) {
      if (!heardBy.get(meeting.url)?.includes(number))
        broken.push(`${number} was never told of the match at ${meeting.url}`);
    }
  }
  return broken;
}
