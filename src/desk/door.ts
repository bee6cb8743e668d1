import * as v from 'valibot';
import { beginCallLog, type Note } from '../door/call-log';
import type { Handler } from '../door/door';
import { headerOf } from '../door/event';
import { isSecret } from '../door/secret';
import type { Frontdesk } from '../frontdesk';
import { dispatchTexts } from '../messages/dispatch-texts';
import { masked } from '../phone';
import { offAt, offMessage } from '../services';
import { TwilioCallError } from '../twilio/call-error';
import { clientOf, connect } from '../twilio/connect';
import { type SyncAccess, syncAccess } from '../twilio/sync-access';
import { type DeskAnswer, failed, responseOf, sessionCookie } from './answer';
import { deskHeader, deskHeaderValue } from './contract';
import { type DeskSession, readSession } from './sessions';

export interface DeskCall {
  frontdesk: Frontdesk;
  access: SyncAccess;
  event: unknown;
  /** The cookie, whether it is worth anything or not. */
  token: string | undefined;
  note: Note;
}

export interface StaffCall extends DeskCall {
  session: DeskSession;
  token: string;
}

/** The session's cookie, out of the header: names and values are ours, so nothing has to be decoded. */
function tokenOf(event: unknown): string | undefined {
  const cookies = (headerOf(event, 'cookie') ?? '').split(';').map((cookie) => cookie.trim());
  return (
    cookies.find((cookie) => cookie.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1) ?? parsed(event)
  );
}

const WithCookies = v.object({ request: v.object({ cookies: v.record(v.string(), v.unknown()) }) });

function parsed(event: unknown): string | undefined {
  const known = v.safeParse(WithCookies, event);
  const value = known.success ? known.output.request.cookies[sessionCookie] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A Function of the desk that anybody may call. */
export const openDoor =
  (answer: (call: DeskCall) => Promise<DeskAnswer>): Handler =>
  async (context, event, callback) => {
    let given: DeskAnswer;
    const log = beginCallLog(context, event);
    try {
      const frontdesk = connect(context, dispatchTexts);
      const { syncServiceSid, syncKey } = frontdesk.config;
      const access = syncAccess(clientOf(context), syncServiceSid, syncKey);
      const off = offAt(frontdesk, context.PATH);
      given =
        off === undefined
          ? await answer({ frontdesk, access, event, token: tokenOf(event), note: log.note })
          : failed(404, offMessage(off));
      log.answered({ statusCode: given.status });
    } catch (error) {
      log.failed(error);
      given =
        error instanceof TwilioCallError
          ? failed(502, 'Twilio does not answer as it should. Nothing is lost: try again in a moment.')
          : failed(503, 'Something went wrong on our side. Try again in a moment.');
    }
    callback(null, responseOf(given));
  };

const noSession = failed(401, 'You are not signed in. Text !desk to the front desk to get a link.');

/** A Function of the desk for staff alone. */
export const staffDoor = (
  answer: (call: StaffCall) => Promise<DeskAnswer>,
  { changes = true }: { changes?: boolean } = {},
): Handler =>
  openDoor(async (call) => {
    // Rule 1: a session of somebody who is an admin now
    const session = await readSession(call.frontdesk, call.token);
    if (session === undefined || call.token === undefined) return noSession;
    // Rule 2: what changes something comes from our own page; a foreign one cannot send this header without asking
    if (changes && !isSecret(headerOf(call.event, deskHeader), deskHeaderValue)) {
      return failed(403, `This needs the header ${deskHeader}.`);
    }
    call.note({ who: masked(session.admin) });
    return answer({ ...call, session, token: call.token });
  });

/** The request's fields by a schema; a list of what is wrong, field by field, when they are not as they should be. */
export function fieldsOf<Schema extends v.GenericSchema & { readonly entries: object }>(
  event: unknown,
  schema: Schema,
): { input: v.InferOutput<Schema> } | { refused: DeskAnswer } {
  // What is missing stands there as undefined: then its own message is said, and not the library's about keys.
  const given = v.is(Fields, event) ? event : {};
  const names = Object.keys(schema.entries);
  const fields = Object.fromEntries(names.map((name) => [name, Object.hasOwn(given, name) ? given[name] : undefined]));
  const result = v.safeParse(schema, fields);
  if (result.success) return { input: result.output };
  const errors = result.issues.map((issue) => ({ field: v.getDotPath(issue) ?? undefined, message: issue.message }));
  return { refused: failed(400, errors.map(({ message }) => message).join(' '), { errors }) };
}

const Fields = v.record(v.string(), v.unknown());
