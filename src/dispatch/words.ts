import type { Frontdesk } from '../frontdesk';
import type { E164 } from '../phone';
import type { ProviderState, SessionEnd, Words } from './states';
import type { MatchedRequest } from './tell';
import type { OtherPerson } from './texts';

// What both are told is written down with what it is about: whoever finishes that after a Function died looks at Twilio for these very words,
// and staff may have edited the texts meanwhile.

const shared = ({ config }: Frontdesk, number: E164): E164 | undefined => (config.shareNumbers ? number : undefined);

/** The receiver as the provider may know them. */
const receiverSeen = (frontdesk: Frontdesk, { receiver }: MatchedRequest): OtherPerson => ({
  number: shared(frontdesk, receiver),
});

export function matchWords(frontdesk: Frontdesk, request: MatchedRequest): Required<Words> {
  const { texts, config } = frontdesk;
  const { meeting, provider, providerName, providerLanguage, language } = request;
  return {
    provider: texts.invitation(providerLanguage ?? config.defaultLanguage, {
      meeting,
      receiver: receiverSeen(frontdesk, request),
    }),
    receiver: texts.connected(language, {
      meeting,
      provider: { name: providerName, number: shared(frontdesk, provider) },
      minutes: config.serviceMinutes,
    }),
  };
}

/** @param available the provider returns to the pool by it */
export function endWords(
  frontdesk: Frontdesk,
  request: MatchedRequest,
  provider: ProviderState | undefined,
  { by, available }: { by: SessionEnd; available: boolean },
): Words {
  const { texts, config } = frontdesk;
  const { language } = request;
  const theirs = provider?.language ?? request.providerLanguage ?? config.defaultLanguage;
  switch (by) {
    case 'receiver':
      return {
        provider: texts.receiverCancelled(theirs, { receiver: receiverSeen(frontdesk, request), available }),
        receiver: texts.requestCancelled(language),
      };
    case 'unreachable':
      return { provider: texts.receiverUnreachable(theirs, { available }) };
    case 'trouble':
      return {
        provider: texts.requestFailed(theirs, { role: 'provider' }),
        receiver: texts.requestFailed(language, { role: 'receiver' }),
      };
    case 'provider':
      return { receiver: texts.providerCancelled(language) };
    case 'done':
      return { receiver: texts.sessionDone(language) };
    case 'time':
      return {};
  }
}
