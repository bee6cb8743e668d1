import { allDone } from '../all-done';
import type { Frontdesk, Language, Sender } from '../frontdesk';
import type { InboundText, Service } from '../inbound/service';
import { say } from '../messages/say';
import { digitsOf, type E164 } from '../phone';
import { type Reply, silence, textReply } from '../reply';
import { answerOf } from './answers';
import { noteLanguage } from './language';
import { type Answer, isGone, type Reminder } from './reminder';
import { wantedAgain } from './replan';
import { changeReminder, openAmong, putWork, readAppointments, readReminder, type Shelved } from './shelf';
import { declinedWork, declineLastsMs, stopReminders, takeBackScheduled, withNoneLeft } from './stop';
import { appointmentIn, languageFor, markIn, nextIn } from './wording';

/** So many of a phone's open appointments are looked at to find the one that a text answers. */
const mostLookedAt = 10;
/** The next appointment is asked about with the answer to this one when it is so close, or when its reminder went out already. */
const askAheadMs = 7 * 24 * 60 * 60_000;
/** After so many replies that say neither, a phone gets the menu like anybody else: two robots must not text each other for ever. */
const mostUnclear = 3;

/** A text is recognised by two services, which look at the same appointments. */
const looked = new WeakMap<InboundText, Promise<string[]>>();

function openIds(frontdesk: Frontdesk, text: InboundText): Promise<string[]> {
  const known = looked.get(text);
  if (known !== undefined) return known;
  const ids = readAppointments(frontdesk, text.from).then((appointments) =>
    openAmong(appointments, frontdesk.clock.nowMs()).map(({ id }) => id),
  );
  looked.set(text, ids);
  return ids;
}

export async function readOpen(frontdesk: Frontdesk, phone: E164, ids: readonly string[]): Promise<Shelved[]> {
  const items = await Promise.all(ids.slice(0, mostLookedAt).map((id) => readReminder(frontdesk, id)));
  return items.flatMap((item) => (item && !isGone(item.data) && item.data.contact === phone ? item : []));
}

/** Whether the phone was asked about it: by a reminder, or with the answer to another one. */
const wasAsked = ({ askedMs, texts }: Reminder, nowMs: number): boolean =>
  askedMs !== undefined ||
  texts.some(
    ({ state, dueMs }) => state === 'sent' || state === 'delivered' || (state === 'scheduled' && dueMs <= nowMs),
  );

export const answeredLast = (items: readonly Shelved[]): Shelved | undefined =>
  items
    .filter(({ data }) => data.answer !== undefined)
    .sort((a, b) => (b.data.answer?.atMs ?? 0) - (a.data.answer?.atMs ?? 0))[0];

/** Which appointment a Yes or No is about: the soonest unanswered one that they were asked about; else they have changed their mind. */
export function answered(items: readonly Shelved[], messageSid: string, nowMs: number): Shelved | undefined {
  const sameText = items.find(({ data }) => data.answer?.messageSid === messageSid);
  if (sameText !== undefined) return sameText;
  const unanswered = items.filter(({ data }) => data.answer === undefined);
  return unanswered.find(({ data }) => wasAsked(data, nowMs)) ?? answeredLast(items) ?? unanswered[0];
}

/** A Yes or a No from a phone that has an appointment. */
export const reminders: Service = {
  name: 'reminders',
  part: 'reminders',
  async recognise(frontdesk, text) {
    const answer = answerOf(text.body);
    if (answer === 'unclear') return undefined;
    const ids = await openIds(frontdesk, text);
    return ids.length === 0 ? undefined : (sender) => record(frontdesk, text, sender, ids, answer);
  },
  stopped: stopReminders,
  languageChosen: noteLanguage,
};

async function record(
  frontdesk: Frontdesk,
  text: InboundText,
  sender: Sender,
  ids: readonly string[],
  answer: Answer,
): Promise<Reply> {
  const nowMs = frontdesk.clock.nowMs();
  const declined = `${declinedWork}${digitsOf(text.from)}`;
  const [items] = await allDone([
    readOpen(frontdesk, text.from, ids),
    // It stands for whatever of the No does not come to its end
    answer === 'no' ? putWork(frontdesk, nowMs + declineLastsMs, declined) : Promise.resolve(),
  ]);
  const target = answered(items, text.messageSid, nowMs);
  if (target === undefined) return silence;
  const next = items.find(
    ({ key, data }) =>
      key !== target.key &&
      data.answer === undefined &&
      (wasAsked(data, nowMs) || data.appointmentMs - nowMs <= askAheadMs),
  );
  const { locale, language } = spokenWith(frontdesk, target.data, sender);
  const planned = (reminder: Reminder): Reminder => {
    if (answer === 'no') return withNoneLeft(reminder, markIn(reminder, reminder.locale ?? locale), nowMs);
    return reminder.answer?.answer === 'no' ? wantedAgain(reminder, nowMs) : reminder;
  };
  await allDone([
    changeReminder(
      frontdesk,
      target,
      (reminder) =>
        reminder.answer?.messageSid === text.messageSid || isGone(reminder)
          ? undefined
          : {
              ...planned(reminder),
              answer: { answer, messageSid: text.messageSid, atMs: nowMs },
              replied: true,
              unclear: undefined,
              wish: answer === 'no' ? reminder.wish : undefined,
            },
      { isNoted: answer === 'no' },
    ),
    answer === 'no' ? takeBackScheduled(frontdesk, target.data) : Promise.resolve(),
    next !== undefined && !wasAsked(next.data, nowMs)
      ? changeReminder(frontdesk, next, (reminder) => (isGone(reminder) ? undefined : { ...reminder, askedMs: nowMs }))
      : Promise.resolve(undefined),
  ]);
  const body = say(frontdesk, language, answer === 'yes' ? 'reminderConfirmed' : 'reminderDeclined', {
    ...appointmentIn(frontdesk, target.data, locale),
    ...nextIn(frontdesk, next?.data, locale),
  });
  // The next appointment is a question of its own, and one question at a time is enough
  const { rescheduleFlowUrl: url } = frontdesk.config;
  if (answer === 'yes' || next !== undefined || url === undefined) return textReply(body);
  return { kind: 'redirect', url, body };
}

function spokenWith(
  frontdesk: Frontdesk,
  { locale }: Reminder,
  sender: Sender,
): { locale: string; language: Language } {
  if (locale === undefined) return { locale: sender.language, language: sender.language };
  return { locale, language: languageFor(frontdesk, locale) };
}

/** Anything else from a phone that was asked and has not answered. It comes after all other services: the text may be for them. */
export const unclearReplies: Service = {
  name: 'unclear replies to reminders',
  part: 'reminders',
  async recognise(frontdesk, text) {
    if (text.body.trim().startsWith('!') || answerOf(text.body) !== 'unclear') return undefined;
    const ids = await openIds(frontdesk, text);
    if (ids.length === 0) return undefined;
    const nowMs = frontdesk.clock.nowMs();
    const items = (await readOpen(frontdesk, text.from, ids)).filter(({ data }) => wasAsked(data, nowMs));
    const target = items.find(({ data }) => data.answer === undefined);
    const unclear = target?.data.unclear ?? [];
    if (target === undefined) return undefined;
    if (unclear.length >= mostUnclear && !unclear.includes(text.messageSid)) return undefined;
    return async (sender) => {
      await changeReminder(frontdesk, target, (reminder) =>
        isGone(reminder) || reminder.unclear?.includes(text.messageSid)
          ? undefined
          : { ...reminder, unclear: [...(reminder.unclear ?? []), text.messageSid], replied: true },
      );
      const { language } = spokenWith(frontdesk, target.data, sender);
      return textReply(say(frontdesk, language, 'reminderUnclear', { org: frontdesk.config.orgName }));
    };
  },
};
