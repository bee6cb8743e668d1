import { allDone } from '../all-done';
import type { Frontdesk, TextAtTwilio } from '../frontdesk';
import { languageOf, readPerson, unreachableCode } from '../people';
import { conflict } from '../twilio/sync-store';
import { afterReport, stateOf } from './delivery';
import { afterFailures } from './failures';
import { handOver, notHandedOver, recordHanded } from './hand-over';
import { handOverMs } from './plan';
import { isGone, type Reminder, type ReminderText, reminderMap, ttlSecondsOf, withTexts } from './reminder';
import {
  type ChangeOptions,
  callbackLastsMs,
  changeReminder,
  handingLastsMs,
  isOpenEnded,
  leavesMs,
  nextCheckMs,
  nextWorkMs,
  putWork,
  readReminder,
  renewListing,
  type Shelved,
} from './shelf';
import { leftAlready, takeBackTexts, withdrawn } from './take-back';
import { markOf, reminderBody } from './wording';

export interface SettleOptions {
  /** The reminder as it was just written or read, to save reading it. */
  known?: Shelved;
  /** For a tick: the piece of work that led here stays until this is done, so that it need not be noted anew that a text is being handed over. */
  holdsWork?: boolean;
}

/**
 * Does for a reminder whatever is due: takes texts back, finishes what somebody died over, hands texts to Twilio, tells staff of failures. It can
 * be called at any time, by several at once, and again. Answers it as it is then; undefined when it is gone.
 */
export async function settle(
  frontdesk: Frontdesk,
  id: string,
  { known, holdsWork = false }: SettleOptions = {},
): Promise<Shelved | undefined> {
  let item = known ?? (await readReminder(frontdesk, id));
  item = item && (await endStaleDraft(frontdesk, item));
  item = item && (await takeBackTexts(frontdesk, item));
  if (item?.data.moved) await finishMove(frontdesk, item);
  if (item === undefined || isGone(item.data)) return item;
  item = await askAboutTexts(frontdesk, item);
  item = item && (await recoverTexts(frontdesk, item));
  item = item && (await handOverTexts(frontdesk, item, { isNoted: holdsWork }));
  if (item === undefined || isGone(item.data)) return item;
  await afterFailures(frontdesk, item);
  const nowMs = frontdesk.clock.nowMs();
  const workMs = nextWorkMs(item.data);
  const checkMs = nextCheckMs(item.data, nowMs);
  // What could not be done now (something else has to be taken back first) is not forgotten
  if (workMs !== undefined && workMs <= nowMs) await putWork(frontdesk, nowMs + handingLastsMs, id);
  // Nor is a text of which nobody knows whether it was handed over
  else if (workMs !== undefined && holdsWork && item.data.texts.some(({ state }) => state === 'handing')) {
    await putWork(frontdesk, workMs, id);
  }
  if (checkMs !== undefined) await putWork(frontdesk, checkMs, id);
  return item;
}

/** Nobody was told that it exists, so it is to be as if it never had. */
async function endStaleDraft(frontdesk: Frontdesk, item: Shelved): Promise<Shelved | undefined> {
  const nowMs = frontdesk.clock.nowMs();
  if (!item.data.draft || nowMs < item.data.createdMs + handingLastsMs) return item;
  const mark = await markOf(frontdesk, item.data);
  await changeReminder(frontdesk, item, (reminder) => (reminder.draft ? withdrawn(reminder, mark, nowMs) : undefined));
  return readReminder(frontdesk, item.key);
}

/** What goes on under another id is put there. */
async function finishMove(frontdesk: Frontdesk, item: Shelved): Promise<void> {
  const { moved } = item.data;
  if (moved?.as === undefined) return;
  const next = moved.as;
  const workMs = nextWorkMs(next);
  if (workMs !== undefined) await putWork(frontdesk, workMs, next.id);
  const ttlSeconds = ttlSecondsOf(next, frontdesk.clock.nowMs());
  const created = await frontdesk.store.createItem(reminderMap, next.id, next, { ttlSeconds });
  await changeReminder(frontdesk, item, (reminder) =>
    reminder.moved?.as ? { ...reminder, moved: { to: reminder.moved.to } } : undefined,
  );
  await settle(frontdesk, next.id, { known: created === conflict ? undefined : created });
}

/** What became of texts that should have left, where no callback has told. */
async function askAboutTexts(frontdesk: Frontdesk, item: Shelved): Promise<Shelved | undefined> {
  const nowMs = frontdesk.clock.nowMs();
  const late = item.data.texts.filter((text) => isOpenEnded(text) && leavesMs(text) + callbackLastsMs <= nowMs);
  if (late.length === 0) return item;
  const found = await Promise.all(late.map(({ messageSid = '' }) => frontdesk.queue.fetch(messageSid)));
  const isNews = ({ messageSid, status }: TextAtTwilio) => {
    const state = stateOf(status);
    return state !== undefined && late.some((text) => text.messageSid === messageSid && text.state !== state);
  };
  const known = found.flatMap((text) => (text && isNews(text) ? text : []));
  if (known.length === 0) return item;
  return changeReminder(frontdesk, item, (reminder) =>
    withTexts(reminder, (text) => {
      const report = known.find(({ messageSid }) => messageSid === text.messageSid);
      const state = report && stateOf(report.status);
      if (report === undefined || state === undefined) return text;
      const errorCode = report.errorCode === undefined ? undefined : String(report.errorCode);
      const told = { messageSid: report.messageSid, errorCode };
      return afterReport(text, told, state, reminder.appointmentMs, nowMs) ?? text;
    }),
  );
}

/** Texts that somebody died over: what has left is noted, what has not is taken back and waits again. */
async function recoverTexts(frontdesk: Frontdesk, item: Shelved): Promise<Shelved | undefined> {
  const nowMs = frontdesk.clock.nowMs();
  const isStale = ({ state, sinceMs = 0 }: ReminderText) => state === 'handing' && sinceMs + handingLastsMs <= nowMs;
  const stale = item.data.texts.filter(isStale);
  if (stale.length === 0) return item;
  const mark = await markOf(frontdesk, item.data);
  const since = [...new Set(stale.map(({ sinceMs = 0 }) => sinceMs))];
  const left = (await Promise.all(since.map((ms) => leftAlready(frontdesk, item.data, ms, mark)))).flat();
  return changeReminder(frontdesk, item, (reminder) => {
    const free = [...left];
    return withTexts(reminder, (text) => {
      if (!stale.some(({ no }) => no === text.no) || !isStale(text)) return text;
      const messageSid = free.shift(); // the soonest text is the one that left
      if (messageSid !== undefined) return { ...text, state: 'sent', messageSid, leftMs: text.sinceMs };
      return { ...text, state: 'waiting', sinceMs: undefined, notBeforeMs: nowMs };
    });
  });
}

async function handOverTexts(
  frontdesk: Frontdesk,
  item: Shelved,
  options: ChangeOptions,
): Promise<Shelved | undefined> {
  const nowMs = frontdesk.clock.nowMs();
  const isDue = ({ state, dueMs, notBeforeMs }: ReminderText) =>
    state === 'waiting' && (notBeforeMs ?? handOverMs(dueMs)) <= nowMs;
  // While a text without a SID is looked for, another one with the same words would be found
  const isSearching = ({ takeBack }: Reminder) => takeBack.some(({ messageSid }) => messageSid === undefined);
  if (!item.data.texts.some(isDue) || isSearching(item.data)) return item;
  let ours: readonly ReminderText[] = [];
  const claiming = changeReminder(
    frontdesk,
    item,
    (reminder) => {
      if (isGone(reminder) || isSearching(reminder)) return undefined;
      const handing = withTexts(reminder, (text) =>
        isDue(text) ? { ...text, state: 'handing', sinceMs: nowMs, notBeforeMs: undefined } : text,
      );
      ours = handing.texts.filter(({ no }) => reminder.texts.some((text) => text.no === no && isDue(text)));
      return ours.length === 0 ? undefined : handing;
    },
    options,
  );
  const [claimed, person] = await allDone([claiming, readPerson(frontdesk, item.data.contact)]);
  // Somebody else has it in hand, perhaps by the same piece of work, which is not noted anew
  if (claimed === undefined) return options.isNoted ? readReminder(frontdesk, item.key) : undefined;
  const reader =
    claimed.data.contact === item.data.contact ? person : await readPerson(frontdesk, claimed.data.contact);
  const body = reminderBody(frontdesk, claimed.data, claimed.data.locale ?? languageOf(frontdesk, reader));
  const code = unreachableCode(reader, nowMs);
  const handed =
    code === undefined
      ? await handOver(frontdesk, claimed.data, ours, body)
      : ours.map(({ no, dueMs }) => notHandedOver(no, dueMs, code, nowMs));
  await renewListing(frontdesk, claimed.data);
  return recordHanded(frontdesk, claimed, ours, handed);
}
