import type { FieldError } from '../../src/reminders/arguments';
import { readNewReminder } from '../../src/reminders/new-reminder';
import type { Reminder } from '../../src/reminders/reminder';
import type { Fields, Line } from './line';

/** A line held against the rules of the API, and against the lines before it. */
export type Checked =
  | { readonly kind: 'good'; readonly line: Line; readonly fields: Fields; readonly reminder: Reminder }
  | { readonly kind: 'refused'; readonly line: Line; readonly errors: readonly FieldError[] }
  | { readonly kind: 'skipped'; readonly line: Line; readonly why: string };

/** What the service would say to each line, as far as it can be known without asking; `nowMs` is asked anew for each. */
export function checker(nowMs: () => number): (line: Line) => Checked {
  const seen = new Map<string, { line: number; same: string }>();
  return (line) => {
    const { asked } = line;
    if (asked.kind === 'skipped') return { kind: 'skipped', line, why: asked.why };
    const read = readNewReminder(asked.fields, nowMs());
    const known = new Set(asked.errors.map(({ field }) => field));
    const errors = [
      ...asked.errors,
      ...(read.kind === 'wrong' && !known.has('line') ? read.errors.filter(({ field }) => !known.has(field)) : []),
    ];
    if (read.kind === 'wrong' || errors.length > 0) return { kind: 'refused', line, errors };
    const { reminder } = read;
    const appointment = JSON.stringify([
      reminder.contact,
      reminder.appointmentMs,
      reminder.participant?.toLowerCase() ?? '',
    ]);
    const same = sameFields(asked.fields);
    const before = seen.get(appointment);
    if (before === undefined) {
      seen.set(appointment, { line: line.line, same });
      return { kind: 'good', line, fields: asked.fields, reminder };
    }
    if (before.same === same) return { kind: 'skipped', line, why: `is the same as line ${before.line}` };
    const message = `is that of line ${before.line} too, for the same phone and participant`;
    return { kind: 'refused', line, errors: [{ field: 'appointment_time', message }] };
  };
}

/** The arguments in one order, whatever the order of the columns. */
export const sameFields = (fields: Fields): string =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
