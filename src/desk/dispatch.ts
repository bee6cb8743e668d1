import * as v from 'valibot';
import { noteActivity } from '../activity';
import { approveCommand, denyCommand } from '../dispatch/roster/commands';
import { readLanguage } from '../people';
import { masked } from '../phone';
import { failed, fine } from './answer';
import type { Decided } from './contract';
import { fieldsOf, staffDoor } from './door';
import { actionId, needed } from './fields';
import { typedPhone } from './typed-phone';

export const decideFields = v.object({ actionId, number: needed('The number', 40) });

const decided = { approve: 'approved', deny: 'denied' } as const;
/** Not all commands: the numbers of the world are most of the bundle already. */
const commands = { approve: approveCommand, deny: denyCommand } as const;

/** What an admin decides by text, decided at the desk: the same command, so the same texts go out. */
export const decideDoor = (command: 'approve' | 'deny') =>
  staffDoor(async ({ frontdesk, event, session }) => {
    const fields = fieldsOf(event, decideFields);
    if ('refused' in fields) return fields.refused;
    const { actionId, number: typed } = fields.input;
    const number = (await typedPhone(frontdesk, typed)) ?? typed;
    const language = await readLanguage(frontdesk, session.admin);
    const sender = { number: session.admin, language, messageSid: actionId };
    const { outcome, reply = '' } = await commands[command](frontdesk, sender, number);
    if (outcome === 'not-a-number') return failed(400, reply, { errors: [{ field: 'number', message: reply }] });
    await noteActivity(frontdesk, {
      id: actionId,
      who: masked(session.admin),
      what: decided[command],
      about: masked(number),
    });
    return fine({ outcome, message: reply } satisfies Decided);
  });
