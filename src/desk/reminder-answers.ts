import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import { masked } from '../phone';
import type { ApiAnswer } from '../reminders/api-answer';
import type { FieldError } from '../reminders/arguments';
import type { Pressed } from '../reminders/resend';
import { readReminder, type Shelved } from '../reminders/shelf';
import { lastTried } from '../reminders/standing';
import { type DeskAnswer, failed, fine } from './answer';
import type { ReminderAnswer, ReminderItem } from './contract';
import type { DeskSession } from './sessions';

export const shown = ({ key, revision, data }: Shelved): ReminderItem => ({ key, revision, data });

/** The API's fields as the desk's form has them, and how the form calls them. */
const named: Readonly<Record<string, { field: string; label: string }>> = {
  contact_number: { field: 'phone', label: 'This phone' },
  appointment_time: { field: 'time', label: 'The time' },
  notify_window: { field: 'hoursBefore', label: 'The hours' },
  location: { field: 'location', label: 'The place' },
  participant: { field: 'participant', label: 'The name' },
  language: { field: 'language', label: 'The language' },
  time_zone: { field: 'timeZone', label: 'The time zone' },
};

function worded({ field, message }: FieldError, status: number): { field?: string; message: string } {
  const known = named[field];
  if (known === undefined) return { message };
  if (status === 409 && field === 'appointment_time') {
    return { field: known.field, message: 'This phone has an appointment at that time already, with the same person.' };
  }
  return { field: known.field, message: `${known.label} ${message}.` };
}

export const gone = (): DeskAnswer => failed(404, 'There is no such appointment any more.');

const bodyOf = (answer: ApiAnswer) =>
  answer.body as { message?: string; errors?: readonly FieldError[]; reminder_id?: string };

/** What the API would have answered, said to staff. */
export function refusedBy(answer: ApiAnswer): DeskAnswer {
  if (answer.status === 404) return gone();
  if (answer.status === 503 || answer.status === 429) {
    return failed(502, 'Twilio did not take it, so nothing is stored. Try again in a moment.');
  }
  const { errors: given = [] } = bodyOf(answer);
  const errors = given.map((error) => worded(error, answer.status));
  if (errors.length === 0) return failed(answer.status, 'This is being done already. Look again in a moment.');
  return failed(answer.status, errors.map(({ message }) => message).join(' '), { errors });
}

/** The reminder that the API made or changed. */
export async function taken(frontdesk: Frontdesk, answer: ApiAnswer, status = 200): Promise<DeskAnswer> {
  const { reminder_id: id } = bodyOf(answer);
  const item = id === undefined ? undefined : await readReminder(frontdesk, id);
  return item === undefined ? gone() : fine({ reminder: shown(item) } satisfies ReminderAnswer, status);
}

export const noteReminder = (
  frontdesk: Frontdesk,
  session: DeskSession,
  {
    actionId,
    what,
    reminder,
  }: { actionId: string; what: string; reminder: Pick<ReminderItem['data'], 'id' | 'contact'> },
): Promise<void> =>
  noteActivity(frontdesk, {
    id: actionId,
    who: masked(session.admin),
    what,
    about: masked(reminder.contact),
    key: reminder.id,
  });

const warningOf = ({ data }: Shelved): string | undefined => {
  const newest = data.texts.at(-1);
  if (newest?.state === 'failed' && newest === lastTried(data)) return 'Twilio did not take the text.';
  return newest?.state === 'handing' ? 'The text is not out yet. It goes out within two minutes.' : undefined;
};

export function pressedAnswer(pressed: Pressed): DeskAnswer {
  switch (pressed.kind) {
    case 'not-found':
      return gone();
    case 'not-now':
      return failed(409, pressed.why, { reminder: shown(pressed.item) });
    case 'done': {
      const warning = warningOf(pressed.item);
      return fine({
        reminder: shown(pressed.item),
        ...(warning !== undefined && { warning }),
      } satisfies ReminderAnswer);
    }
  }
}
