import { noteActivity } from '../activity';
import type { Frontdesk, Language } from '../frontdesk';
import { beginConversation, endConversation } from '../inbound/conversation';
import { type E164, masked } from '../phone';
import { isGone } from './reminder';
import { answeredLast, readOpen } from './replies';
import { changeReminder, findReminder, openAmong, readAppointments } from './shelf';
import { appointmentIn, languageFor, localeOf } from './wording';

// What the flow reschedule asks of us: flat text, always the same keys, since Studio merges the answers of one widget.

export interface DeclinedAnswer {
  status: 'declined' | 'none';
  /** That of the confirmation, so that the flow goes on in it. */
  language: Language;
  reminder: string;
  appointment: string;
}

export interface WishAnswer {
  status: 'recorded' | 'none' | 'gone';
}

/** One question of an hour, and some. `1` and `0` are no days, and whoever is here has come for something else. */
const conversation = { ttlSeconds: 70 * 60, keywordsBreakOut: true };

/** Which appointment the phone has declined just now, and that its conversation about another time begins here. */
export async function findDeclined(frontdesk: Frontdesk, phone: E164, executionSid?: string): Promise<DeclinedAnswer> {
  const { clock, config } = frontdesk;
  const listed = openAmong(await readAppointments(frontdesk, phone), clock.nowMs());
  const items = await readOpen(
    frontdesk,
    phone,
    listed.map(({ id }) => id),
  );
  const declined = answeredLast(items);
  if (declined?.data.answer?.answer !== 'no' || config.rescheduleFlowUrl === undefined) {
    return { status: 'none', language: config.defaultLanguage, reminder: '', appointment: '' };
  }
  const [locale] = await Promise.all([
    localeOf(frontdesk, declined.data),
    beginConversation(frontdesk, phone, config.rescheduleFlowUrl, { ...conversation, executionSid }),
  ]);
  const { when } = appointmentIn(frontdesk, declined.data, locale);
  const language = languageFor(frontdesk, locale);
  return { status: 'declined', language, reminder: declined.key, appointment: when };
}

export interface Wished {
  phone: E164;
  reminder: string;
  /** '' when they have none. */
  wish: string;
}

/** Keeps the wish with the reminder, where staff see it; the conversation is over, with a wish or without. */
export async function recordWish(frontdesk: Frontdesk, wished: Wished): Promise<WishAnswer> {
  const status = wished.wish === '' || wished.reminder === '' ? 'none' : await keep(frontdesk, wished);
  await endConversation(frontdesk, wished.phone, frontdesk.config.rescheduleFlowUrl);
  return { status };
}

async function keep(frontdesk: Frontdesk, { phone, reminder: id, wish }: Wished): Promise<WishAnswer['status']> {
  const item = await findReminder(frontdesk, id);
  if (item === undefined || item.data.contact !== phone || isGone(item.data)) return 'gone';
  const nowMs = frontdesk.clock.nowMs();
  const isRetry = item.data.wish?.text === wish;
  const kept = isRetry
    ? item
    : await changeReminder(frontdesk, item, (reminder) =>
        isGone(reminder) ? undefined : { ...reminder, wish: { text: wish, atMs: nowMs } },
      );
  if (kept === undefined) return 'gone';
  await noteActivity(frontdesk, {
    id: item.key,
    atMs: kept.data.wish?.atMs,
    who: 'patient',
    what: 'wishes for another time',
    about: `${masked(phone)} ${wish}`,
    key: item.key,
  });
  return 'recorded';
}
