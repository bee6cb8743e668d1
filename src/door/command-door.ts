import type { Answer } from '../dispatch/answer';
import { type CommandName, commands } from '../dispatch/commands';
import type { Frontdesk } from '../frontdesk';
import { parse } from '../inbound/parse';
import { say } from '../messages/say';
import { readLanguage } from '../people';
import { silence, textReply } from '../reply';
import { twimlOf } from '../twilio/twiml';
import { door, type Handler } from './door';
import { fieldOf, isMessagingWebhook, textOf } from './event';
import { json } from './json';

/** What stands behind the command: a parameter of its own, or the rest of the text. */
function argumentOf(event: unknown): string {
  const argument = fieldOf(event, 'Argument');
  if (argument !== undefined) return argument.trim();
  const intention = parse(fieldOf(event, 'Body') ?? '');
  return intention.kind === 'command' ? intention.argument : '';
}

/**
 * One command as a Function of its own, for Studio: `From`, and where the command needs it `Argument`. A Run Function widget gets
 * `{outcome, reply?}` and texts the reply; a messaging webhook gets TwiML.
 */
export const commandDoor = (name: CommandName): Handler => {
  const forWebhook = door({
    async answer(frontdesk, event, note) {
      const answer = await run(frontdesk, event, name);
      note({ outcome: answer?.outcome ?? 'from nobody' });
      return twimlOf(answer?.reply === undefined ? silence : textReply(answer.reply));
    },
    to: (event) => textOf(event)?.from,
    apologise: (speaker, language) => twimlOf(textReply(say(speaker, language, 'apology'))),
  });
  const forWidget = door({
    async answer(frontdesk, event, note) {
      const answer = await run(frontdesk, event, name);
      note({ outcome: answer?.outcome ?? 'from nobody' });
      return answer ?? json(400, { outcome: 'error', error: 'From must be a phone number like +12025550123.' });
    },
    to: (event) => textOf(event)?.from,
    apologise: (speaker, language) => ({ outcome: 'error', reply: say(speaker, language, 'apology') }),
  });
  return (context, event, callback) => (isMessagingWebhook(event) ? forWebhook : forWidget)(context, event, callback);
};

async function run(frontdesk: Frontdesk, event: unknown, name: CommandName): Promise<Answer | undefined> {
  const text = textOf(event);
  if (text === undefined) return undefined;
  const language = await readLanguage(frontdesk, text.from);
  return commands[name](frontdesk, { number: text.from, messageSid: text.messageSid, language }, argumentOf(event));
}
