import Papa from 'papaparse';
import { noteActivity } from '../activity';
import { masked } from '../phone';
import type { Reminder } from '../reminders/reminder';
import { isGone, reminderMap, timeDigits } from '../reminders/reminder';
import { stateOf } from '../reminders/standing';
import { dayRange, wallClock } from '../reminders/times';
import { listLimit, type MapItem } from '../twilio/sync-store';
import { failed, fine } from './answer';
import type { ExportedReminders } from './contract';
import { fieldsOf, staffDoor } from './door';
import { exportFields } from './reminder-fields';

const minutes = (instantMs: number, timeZone: string): string => wallClock({ instantMs, timeZone }).slice(0, -3);

/** The columns, in the order of the file: what is named here is written down in docs/reminders.md. */
const columns: Readonly<Record<string, (reminder: Reminder, timeZone: string) => string | undefined>> = {
  appointment: ({ appointmentMs }, timeZone) => minutes(appointmentMs, timeZone),
  phone: ({ contact }) => contact,
  with: ({ participant }) => participant,
  location: ({ location }) => location,
  state: stateOf,
  answer: ({ answer }) => answer?.answer,
  answered: ({ answer }, timeZone) => answer && minutes(answer.atMs, timeZone),
  wish: ({ wish }) => wish?.text,
  wished: ({ wish }, timeZone) => wish && minutes(wish.atMs, timeZone),
  texts: ({ texts }, timeZone) =>
    texts
      .filter(({ state }) => state !== 'canceled')
      .map(({ state, dueMs }) => `${minutes(dueMs, timeZone)} ${state === 'handing' ? 'waiting' : state}`)
      .join('; '),
  error: ({ texts }) => texts.findLast(({ code }) => code !== undefined)?.code?.toString(),
  language: ({ locale }) => locale,
  booked: ({ createdMs }, timeZone) => minutes(createdMs, timeZone),
  time_zone: ({ timeZone }) => timeZone,
  reminder_id: ({ id }) => id,
};
const names = Object.keys(columns);

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
const csv = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `${Papa.unparse(rows as string[][], { escapeFormulae: true, newline: '\r\n' })}\r\n`;

/** So many pages of Sync fit well into the 10 s of a Function. */
const mostPages = 10;

/** The first key that may come after this one. */
const after = (key: string): string => `${key}0`;

export const exportDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, exportFields);
  if ('refused' in fields) return fields.refused;
  const { actionId, from, until, cursor } = fields.input;
  const { store, config } = frontdesk;
  const timeZone = config.timeZone ?? fields.input.timeZone ?? 'UTC';
  const [first, last] = [dayRange(from, timeZone), dayRange(until, timeZone)];
  if (first === undefined) return failed(400, 'The first day is not in the calendar.', { errors: [] });
  if (last === undefined) return failed(400, 'The last day is not in the calendar.', { errors: [] });
  if (cursor === undefined) {
    const about = from === until ? from : `${from} to ${until}`;
    await noteActivity(frontdesk, { id: actionId, who: masked(session.admin), what: 'exported reminders', about });
  }
  const [start, end] = [timeDigits(first.fromMs), timeDigits(last.untilMs)];
  let at: string | undefined = cursor !== undefined && cursor > start ? cursor : start;
  const reminders: Reminder[] = [];
  for (let page = 0; page < mostPages && at !== undefined; page += 1) {
    const items: readonly MapItem<Reminder>[] = await store.listItems<Reminder>(reminderMap, {
      from: at,
      limit: listLimit,
    });
    const inRange = items.filter(({ key }) => key < end);
    reminders.push(...inRange.flatMap(({ data }) => (isGone(data) ? [] : data)));
    const lastKey: string | undefined = items.at(-1)?.key;
    const isEnd = lastKey === undefined || items.length < listLimit || inRange.length < items.length;
    at = isEnd ? undefined : after(lastKey);
  }
  return fine({
    header: csv([names]),
    rows: csv(reminders.map((reminder) => names.map((name) => columns[name]?.(reminder, timeZone) ?? ''))),
    count: reminders.length,
    ...(at !== undefined && { next: at }),
  } satisfies ExportedReminders);
});
