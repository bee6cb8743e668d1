import { planTexts } from './plan';
import { type Reminder, type ReminderText, withTexts } from './reminder';
import { noneLeft } from './take-back';

const isDone = ({ state }: ReminderText): boolean => state === 'sent' || state === 'delivered';

/**
 * The reminder with new texts. Whoever was reminded of the same appointment already is not reminded again at once, and whoever declined it not at
 * all.
 * @param handing whoever writes it hands over at once what is due for it; otherwise that waits for `settle`
 */
export function replanned(reminder: Reminder, wanted: Reminder, nowMs: number, { handing = false } = {}): Reminder {
  const isSame = (['appointmentMs', 'contact', 'location', 'participant', 'timeZone'] as const).every(
    (name) => reminder[name] === wanted[name],
  );
  const isSameAppointment = wanted.appointmentMs === reminder.appointmentMs && wanted.contact === reminder.contact;
  const { answer, askedMs, unclear, wish } = isSameAppointment ? reminder : {};
  const done = isSame ? reminder.texts.filter(isDone) : [];
  const planned = planTexts(wanted, nowMs, reminder.nextNo)
    .filter(({ dueMs }) => done.length === 0 || dueMs > nowMs)
    .map((text): ReminderText => {
      if (answer?.answer === 'no') return noneLeft(text);
      if (handing || text.state !== 'handing') return text;
      const { sinceMs, ...rest } = text;
      return { ...rest, state: 'waiting', notBeforeMs: nowMs };
    });
  return {
    ...wanted,
    answer,
    askedMs,
    unclear,
    wish,
    staff: undefined,
    optedOutMs: undefined,
    texts: [...done, ...planned],
    nextNo: reminder.nextNo + wanted.hoursBefore.length,
  };
}

/** They have declined it, and come after all: what is still ahead is made anew. */
export function wantedAgain(reminder: Reminder, nowMs: number): Reminder {
  if (reminder.optedOutMs !== undefined || !reminder.texts.some(({ state }) => state === 'canceled')) return reminder;
  const next = replanned({ ...reminder, answer: undefined }, reminder, nowMs);
  return withTexts(next, (text) =>
    text.state === 'waiting' && text.dueMs <= nowMs ? { ...text, state: 'skipped' } : text,
  );
}
