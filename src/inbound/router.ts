import { deskCommand } from '../desk/command';
import type { Command } from '../dispatch/answer';
import { type CommandName, commands } from '../dispatch/commands';
import { menuFor } from '../dispatch/help';
import { readProvider } from '../dispatch/roster/change';
import { isAdmin } from '../dispatch/roster/commands';
import type { Frontdesk, Sender } from '../frontdesk';
import { type KnownPerson, languageOf, readPerson } from '../people';
import { type Reply, silence, textReply } from '../reply';
import { isOn } from '../services';
import { intakeNow, turnedAway } from '../settings/intake';
import { pauseCommand } from '../settings/pause-command';
import { readConversation } from './conversation';
import { behindGate, NotOurs } from './gate';
import { chooseLanguage } from './lang';
import { mayOptIn, type OptOut, optOutOf } from './opt-out';
import { type Intention, parse, type CommandName as TextCommand } from './parse';
import { heardFrom, mayReply } from './passive-replies';
import type { InboundText, Service } from './service';
import { optOut, wantsTextsAgain } from './stop';

/** Hears, for the log, whose the text was and what came of it. */
export type HearOutcome = (outcome: string) => void;
const unheard: HearOutcome = () => undefined;

/** Whose text it is, by the first rule that fits. Each answers once all that it did is stored. */
export async function inbound(
  frontdesk: Frontdesk,
  text: InboundText,
  all: readonly Service[],
  hear: HearOutcome = unheard,
): Promise<Reply> {
  const services = all.filter(({ part }) => isOn(frontdesk, part));
  // Rule 1: an opt-out or opt-in word; Twilio has answered it
  const wish = optOutOf(text.body);
  if (wish !== undefined) {
    hear(wish);
    return optedOut(frontdesk, text, wish, services);
  }
  // Rule 2: a command
  const intention = offered(frontdesk, parse(text.body));
  if (intention.kind === 'command') {
    if (intention.command === 'lang') return language(frontdesk, text, hear, intention.argument, services);
    return command(frontdesk, text, hear, intention.command, intention.argument);
  }
  // Rule 4 begins while rule 3 is still being looked up: 1 and 0, unless a flow has asked something
  if (intention.kind === 'request') return command(frontdesk, text, hear, 'request');
  if (intention.kind === 'cancel') return command(frontdesk, text, hear, 'cancel');
  // Rules 3, 5, 6 and 7
  return words(frontdesk, text, hear, intention.kind === 'unknown-command' ? [] : services);
}

const everybodysCommands: readonly string[] = ['help', 'lang', 'desk'];
/** Of what takes people. */
const intakeCommands: readonly string[] = ['pause', 'resume'];

/** The words of a service that is off mean nothing. */
function offered(frontdesk: Frontdesk, intention: Intention): Intention {
  if (isOn(frontdesk, 'dispatch')) return intention;
  if (intention.kind === 'request' || intention.kind === 'cancel') return { kind: 'words' };
  if (intention.kind !== 'command') return intention;
  const { command } = intention;
  const means = everybodysCommands.includes(command) || (isOn(frontdesk, 'pickup') && intakeCommands.includes(command));
  return means ? intention : { kind: 'unknown-command' };
}

async function optedOut(frontdesk: Frontdesk, text: InboundText, wish: OptOut, services: readonly Service[]) {
  await optOut(frontdesk, { ...text, number: text.from, language: frontdesk.config.defaultLanguage }, wish, services);
  return silence;
}

/** The sender, whose language is known as soon as the person is; whoever reads before they speak speaks it. */
function senderOf(frontdesk: Frontdesk, text: InboundText, person: Promise<KnownPerson>): Sender {
  let language = frontdesk.config.defaultLanguage;
  person.then(
    (known) => {
      language = languageOf(frontdesk, known);
    },
    () => undefined,
  );
  return {
    number: text.from,
    messageSid: text.messageSid,
    get language() {
      return language;
    },
  };
}

/** Those that are no service's. */
const ownCommands: Readonly<Record<string, Command>> = {
  desk: deskCommand,
  pause: pauseCommand(true),
  resume: pauseCommand(false),
};

async function language(
  frontdesk: Frontdesk,
  text: InboundText,
  hear: HearOutcome,
  argument: string,
  services: readonly Service[],
): Promise<Reply> {
  hear('lang');
  const person = readPerson(frontdesk, text.from);
  const sender = senderOf(frontdesk, text, person);
  return textReply(await chooseLanguage(frontdesk, sender, await person, argument, services));
}

const isDigit = (name: string): boolean => name === 'request' || name === 'cancel';

async function command(
  frontdesk: Frontdesk,
  text: InboundText,
  hear: HearOutcome,
  name: CommandName | TextCommand,
  argument = '',
): Promise<Reply> {
  const person = readPerson(frontdesk, text.from);
  const sender = senderOf(frontdesk, text, person);
  hear(name);

  // Rule 3: the flow's answer, if it has asked something; commands are never its
  const conversation = isDigit(name) ? readConversation(frontdesk, text.from) : Promise.resolve(undefined);
  const gate = Promise.all([person, conversation]).then(([, asked]) => {
    if (asked !== undefined && !asked.keywordsBreakOut) throw new NotOurs();
  });
  const { frontdesk: gated, undo } = behindGate(frontdesk, gate);
  const run = ownCommands[name] ?? commands[name as CommandName];
  const [answered] = await Promise.allSettled([
    run(gated, sender, argument),
    gate.then(async () => heardFrom(frontdesk, text.from, await person)),
  ]);
  if (await isShut(gate)) {
    // What stays is tick's: it asks whose the text was
    await undo().catch((error: unknown) => frontdesk.log('intent-left', { error }));
    const asked = await conversation;
    hear('flow');
    return asked === undefined ? silence : { kind: 'redirect', url: asked.flowUrl };
  }
  if (answered.status === 'rejected') throw answered.reason;
  const { outcome, reply } = answered.value;
  hear(`${name}: ${outcome}`);
  return reply === undefined ? silence : textReply(reply);
}

const isShut = async (gate: Promise<unknown>): Promise<boolean> => {
  try {
    await gate;
    return false;
  } catch (error) {
    if (error instanceof NotOurs) return true;
    throw error;
  }
};

async function words(
  frontdesk: Frontdesk,
  text: InboundText,
  hear: HearOutcome,
  services: readonly Service[],
): Promise<Reply> {
  const person = readPerson(frontdesk, text.from);
  const sender = senderOf(frontdesk, text, person);
  const [again, known, conversation, provider, ...recognised] = await Promise.all([
    mayOptIn(text.body) && wantsTextsAgain(frontdesk, text),
    person,
    readConversation(frontdesk, text.from),
    isOn(frontdesk, 'dispatch') ? readProvider(frontdesk, text.from) : undefined,
    ...services.map((service) => service.recognise(frontdesk, text)),
  ]);
  // Rule 1: an opt-in word, of somebody who had opted out
  if (again) {
    hear('start');
    return optedOut(frontdesk, text, 'start', services);
  }
  const found = recognised.findIndex((each) => each !== undefined);
  const service = services[found];
  const handle = recognised[found];
  // Rule 3: an answer to a flow's question
  const breaksOut = conversation?.keywordsBreakOut === true && service?.isKeyword?.(text) === true;
  if (conversation !== undefined && !breaksOut && !text.body.trim().startsWith('!')) {
    hear('flow');
    return { kind: 'redirect', url: conversation.flowUrl };
  }
  // Rules 5 and 6: a reminder's answer, an arriving customer
  if (handle !== undefined) {
    hear(service?.name ?? '');
    const [reply] = await Promise.all([handle(sender), heardFrom(frontdesk, text.from, known)]);
    return reply;
  }
  // Rule 7: nobody's, so the menu, or when we open; but not for ever
  if (!(await mayReply(frontdesk, text.from, known, text.messageSid))) {
    hear('menu, enough of them');
    return silence;
  }
  hear('menu');
  const intake = intakeNow(frontdesk);
  if (intake.kind === 'closed' && !isAdmin(frontdesk, text.from)) {
    return textReply(turnedAway(frontdesk, sender.language, intake));
  }
  return textReply(menuFor(frontdesk, sender, provider));
}
