import type { Frontdesk, Language } from '../frontdesk';
import { say } from '../messages/say';
import { availableAnyway, intakeNow, turnedAway } from '../settings/intake';
import type { Answer, Command } from './answer';
import { helpCommand } from './help';
import { available, cancel, done, request, unavailable } from './index';
import { approveCommand, denyCommand, nameCommand, subscribeCommand, unsubscribeCommand } from './roster/commands';
import { showallCommand } from './roster/showall';

/** Every command of dispatch, by the name of its Function. */
export const commandNames = [
  'request',
  'cancel',
  'available',
  'unavailable',
  'done',
  'subscribe',
  'unsubscribe',
  'name',
  'approve',
  'deny',
  'showall',
  'help',
] as const;
export type CommandName = (typeof commandNames)[number];

const requestCommand: Command = async (frontdesk, sender) => {
  const outcome = await request(frontdesk, sender);
  const answer = (reply?: string): Answer => ({ outcome: outcome.kind, reply });
  const { language } = sender;
  switch (outcome.kind) {
    case 'matched':
    case 'over':
      return answer();
    case 'waiting':
      return answer(say(frontdesk, language, 'waiting', { place: outcome.place }));
    case 'already-waiting':
      return answer(say(frontdesk, language, 'alreadyWaiting', { place: outcome.place }));
    case 'already-in-session':
      return answer(say(frontdesk, language, 'alreadyInSession', { minutesLeft: outcome.minutesLeft }));
    case 'serving':
      return answer(say(frontdesk, language, 'serving'));
    case 'on-duty':
      return answer(say(frontdesk, language, 'onDuty'));
    case 'daily-limit':
      return answer(say(frontdesk, language, 'dailyLimit', { limit: outcome.limit }));
    case 'not-taken':
      return answer(turnedAway(frontdesk, language, outcome.intake));
    case 'trouble':
      return answer(say(frontdesk, language, 'apology'));
  }
};

const cancelCommand: Command = async (frontdesk, sender) => {
  const outcome = await cancel(frontdesk, sender);
  const answer = (reply?: string): Answer => ({ outcome: outcome.kind, reply });
  const { language } = sender;
  switch (outcome.kind) {
    case 'cancelled':
      return answer();
    case 'left-line':
      return answer(say(frontdesk, language, 'leftLine'));
    case 'cancelled-by-provider':
      return answer(say(frontdesk, language, 'cancelledByProvider'));
    case 'too-late':
      return answer(say(frontdesk, language, 'cancelTooLate', { minutes: outcome.minutes }));
    case 'nothing':
      return answer(say(frontdesk, language, 'nothingToCancel'));
  }
};

/** Nobody shall sit and wait for people who are not taken. */
function onDuty(frontdesk: Frontdesk, language: Language, key: 'nowAvailable' | 'alreadyAvailable'): string {
  const intake = intakeNow(frontdesk);
  return intake.kind === 'open' ? say(frontdesk, language, key) : availableAnyway(frontdesk, language, intake);
}

const availableCommand: Command = async (frontdesk, sender) => {
  const outcome = await available(frontdesk, sender);
  const answer = (reply?: string): Answer => ({ outcome: outcome.kind, reply });
  const { language } = sender;
  switch (outcome.kind) {
    case 'available':
      // The invitation says it all, and says UNAVAILABLE: both texts at once would leave them guessing.
      return answer(outcome.matched ? undefined : onDuty(frontdesk, language, 'nowAvailable'));
    case 'already-available':
      return answer(onDuty(frontdesk, language, 'alreadyAvailable'));
    case 'not-subscribed':
      return answer(say(frontdesk, language, 'mustSubscribe'));
    case 'in-session':
      return answer(say(frontdesk, language, 'availableInSession'));
  }
};

const unavailableCommand: Command = async (frontdesk, sender) => {
  const outcome = await unavailable(frontdesk, sender);
  const answer = (reply: string): Answer => ({ outcome: outcome.kind, reply });
  const { language } = sender;
  switch (outcome.kind) {
    case 'unavailable':
      return answer(say(frontdesk, language, 'nowUnavailable'));
    case 'unavailable-after-session':
      return answer(say(frontdesk, language, 'unavailableAfterSession'));
    case 'not-subscribed':
      return answer(say(frontdesk, language, 'mustSubscribe'));
  }
};

const doneCommand: Command = async (frontdesk, sender) => {
  const outcome = await done(frontdesk, sender);
  const answer = (reply: string): Answer => ({ outcome: outcome.kind, reply });
  const { language } = sender;
  switch (outcome.kind) {
    case 'done':
      return answer(say(frontdesk, language, 'done'));
    case 'no-session':
      return answer(say(frontdesk, language, 'noSession'));
    case 'not-subscribed':
      return answer(say(frontdesk, language, 'mustSubscribe'));
  }
};

export const commands: Readonly<Record<CommandName, Command>> = {
  request: requestCommand,
  cancel: cancelCommand,
  available: availableCommand,
  unavailable: unavailableCommand,
  done: doneCommand,
  subscribe: subscribeCommand,
  unsubscribe: unsubscribeCommand,
  name: nameCommand,
  approve: approveCommand,
  deny: denyCommand,
  showall: showallCommand,
  help: helpCommand,
};
