import type { Frontdesk, Sender } from '../../frontdesk';
import { say } from '../../messages/say';
import { exactNumber } from '../../numbers';
import { readLanguage } from '../../people';
import { type E164, masked } from '../../phone';
import type { Command } from '../answer';
import { look } from '../match';
import type { ProviderState } from '../states';
import { type Change, changeProvider, type KnownProvider, list, readProvider } from './change';
import { approve, type Decision, deny, type Occasion, rename, subscribe, unsubscribe } from './decisions';
import { refreshHint } from './hints';
import { personName } from './name';
import { adminOf, finishNotice, type Told, worded } from './notices';

export const isAdmin = ({ config }: Frontdesk, number: E164): boolean => config.adminNumbers.includes(number);

const occasionOf = (frontdesk: Frontdesk, sender: Sender): Occasion => ({
  number: sender.number,
  language: sender.language,
  by: sender.number,
  byAdmin: isAdmin(frontdesk, sender.number),
  nowMs: frontdesk.clock.nowMs(),
});

interface Settled<Outcome extends string> extends Change<Outcome> {
  told: Told;
}

/** Changes a provider, and then brings everything that follows from it in line: the roster's list, the pool's hint, whoever must be told. */
async function change<Outcome extends string>(
  frontdesk: Frontdesk,
  number: E164,
  sender: Sender,
  decide: (known: ProviderState | undefined) => Decision<Outcome>,
): Promise<Settled<Outcome>> {
  const changed = await changeProvider(frontdesk, number, sender.messageSid, (known) => {
    const decision = decide(known);
    return { ...decision, next: worded(frontdesk, known, decision.next) };
  });
  const { provider, before, again } = changed;
  if (provider === undefined) return { ...changed, told: 'told' };
  if (provider === before && !again) {
    return { ...changed, told: await finishNotice(frontdesk, provider, true) };
  }
  const [told, mustLook] = await Promise.all([
    finishNotice(frontdesk, provider, again),
    refreshHint(frontdesk, before?.data, provider, again),
    list(frontdesk, provider.data),
  ]);
  if (mustLook) await look(frontdesk);
  return { ...changed, told };
}

export const subscribeCommand: Command = async (frontdesk, sender) => {
  const { outcome } = await change(frontdesk, sender.number, sender, (known) =>
    subscribe(known, occasionOf(frontdesk, sender)),
  );
  const { language } = sender;
  const admin = adminOf(frontdesk);
  const replies = {
    subscribed: () => say(frontdesk, language, 'subscribed'),
    'already-subscribed': () => say(frontdesk, language, 'alreadySubscribed'),
    pending: () => say(frontdesk, language, 'pendingApproval'),
    'already-pending': () => say(frontdesk, language, 'alreadyPending', { admin }),
  };
  return { outcome, reply: replies[outcome]() };
};

export const unsubscribeCommand: Command = async (frontdesk, sender) => {
  const { outcome } = await change(frontdesk, sender.number, sender, unsubscribe);
  const { language } = sender;
  const replies = {
    unsubscribed: () => say(frontdesk, language, 'unsubscribed'),
    'unsubscribed-after-session': () => say(frontdesk, language, 'unsubscribedAfterSession'),
    withdrawn: () => say(frontdesk, language, 'requestWithdrawn'),
    'not-subscribed': () => say(frontdesk, language, 'notSubscribed'),
  };
  return { outcome, reply: replies[outcome]() };
};

const whoIs = (number: E164, provider: KnownProvider): string =>
  provider?.data.name === undefined ? number : `${provider.data.name} ${number}`;

/** The other admin who decided; undefined when it was the sender, who knows. */
const decidedBy = (provider: KnownProvider, sender: Sender): string | undefined => {
  const by = provider?.data.decidedBy;
  return by === undefined || by === sender.number ? undefined : masked(by);
};

/** A command that admins give about a number, with all that can be wrong about it. */
const adminCommand =
  (
    command: 'approve' | 'deny',
    carryOut: (frontdesk: Frontdesk, sender: Sender, number: E164) => ReturnType<Command>,
  ): Command =>
  async (frontdesk, sender, argument) => {
    if (!isAdmin(frontdesk, sender.number)) {
      const language = await readLanguage(frontdesk, sender.number);
      return { outcome: 'not-allowed', reply: say(frontdesk, language, 'onlyForAdmins') };
    }
    const number = exactNumber(argument);
    if (number === undefined || number === frontdesk.config.twilioNumber) {
      const language = await readLanguage(frontdesk, sender.number);
      return { outcome: 'not-a-number', reply: say(frontdesk, language, 'numberLooksLike', { command }) };
    }
    return carryOut(frontdesk, sender, number);
  };

export const approveCommand = adminCommand('approve', async (frontdesk, sender, number) => {
  const language = await readLanguage(frontdesk, number);
  const { outcome, provider, told } = await change(frontdesk, number, sender, (known) =>
    approve(known, { ...occasionOf(frontdesk, sender), number, language }),
  );
  const who = whoIs(number, provider);
  if (outcome === 'already-approved') {
    return {
      outcome,
      reply: say(frontdesk, sender.language, 'alreadyApproved', { who, by: decidedBy(provider, sender) }),
    };
  }
  return { outcome, reply: say(frontdesk, sender.language, told === 'told' ? 'approved' : 'approvedNotTold', { who }) };
});

export const denyCommand = adminCommand('deny', async (frontdesk, sender, number) => {
  if (number === sender.number) {
    const language = await readLanguage(frontdesk, number);
    return { outcome: 'self', reply: say(frontdesk, language, 'denySelf') };
  }
  const { outcome, provider, told } = await change(frontdesk, number, sender, (known) =>
    deny(known, { ...occasionOf(frontdesk, sender), number }),
  );
  const { language } = sender;
  const who = whoIs(number, provider);
  const replies = {
    denied: () => say(frontdesk, language, told === 'told' ? 'denied' : 'deniedNotTold', { who }),
    'denied-pending': () => say(frontdesk, language, told === 'told' ? 'deniedPending' : 'deniedNotTold', { who }),
    'already-denied': () => say(frontdesk, language, 'alreadyDenied', { who, by: decidedBy(provider, sender) }),
    unknown: () => say(frontdesk, language, 'denyUnknown', { who }),
  };
  return { outcome, reply: replies[outcome]() };
});

export const nameCommand: Command = async (frontdesk, sender, argument) => {
  const name = personName(argument);
  if (name === undefined) {
    const provider = await readProvider(frontdesk, sender.number);
    if (provider === undefined)
      return { outcome: 'not-a-provider', reply: say(frontdesk, sender.language, 'nameNeedsProvider') };
    return { outcome: 'not-a-name', reply: say(frontdesk, sender.language, 'nameHelp', { name: provider.data.name }) };
  }
  const { outcome } = await change(frontdesk, sender.number, sender, (known) => rename(known, name));
  if (outcome === 'not-a-provider') return { outcome, reply: say(frontdesk, sender.language, 'nameNeedsProvider') };
  return { outcome, reply: say(frontdesk, sender.language, 'nameChosen', { name }) };
};
