import type { Reminder, ReminderText } from '../../../src/reminders/reminder';
import {
  type Appointment,
  byDay,
  countsOf,
  digitsIn,
  inOrder,
  isFound,
  needsHelp,
  standingOf,
  timelineOf,
} from './reminders';

const at = (time: string, day = '22') => Date.parse(`2027-03-${day}T${time}:00Z`);
let count = 0;
const reminder = (fields: Partial<Reminder> = {}): Reminder => ({
  id: '0',
  contact: '+12025550115',
  appointmentMs: at('12:00'),
  timeZone: 'UTC',
  hoursBefore: [24],
  createdMs: 0,
  texts: [],
  nextNo: 1,
  takeBack: [],
  ...fields,
});
const text = (fields: Partial<ReminderText>): ReminderText => ({
  no: 0,
  hoursBefore: 24,
  dueMs: at('09:00'),
  state: 'scheduled',
  ...fields,
});
const item = (fields: Partial<Reminder> = {}): Appointment => {
  count += 1;
  return { key: `k${count}`, revision: '0', data: reminder(fields) };
};
const on = (time: string, day?: string) => item({ appointmentMs: at(time, day) });

test('a timeline says where we are and when nothing is on', () => {
  const items = ['08:15', '08:45', '09:00', '13:00', '16:30'].map((time) => on(time));
  const shown = timelineOf(items, at('13:40')).map((entry) => {
    if (entry.kind === 'appointment')
      return `${entry.isFirstOfHour ? '* ' : ''}${new Date(entry.item.data.appointmentMs).toISOString().slice(11, 16)}`;
    return entry.kind === 'gap'
      ? `gap ${(entry.untilMs - entry.fromMs) / 3_600_000} h`
      : `now, next ${entry.nextMs === at('16:30')}`;
  });
  expect(shown).toEqual(['* 08:15', '08:45', '* 09:00', 'gap 4 h', '* 13:00', 'now, next true', '* 16:30']);
});

test('on other days there is no now; after the last one it is at the end', () => {
  expect(timelineOf([on('08:00')], undefined).map(({ kind }) => kind)).toEqual(['appointment']);
  expect(timelineOf([on('08:00')], at('20:00'))).toMatchObject([{ kind: 'appointment' }, { kind: 'now' }]);
  expect(timelineOf([], at('20:00'))).toEqual([{ kind: 'now', nextMs: undefined }]);
});

test('days are of the zone; those that were asked for are there when they are empty', () => {
  const items = inOrder([on('23:30', '22'), on('01:00', '22'), item({ deleted: true }), item({ draft: true })]);
  expect(byDay(items, 'Europe/Berlin', ['2027-03-24']).map(({ day, items: all }) => [day, all.length])).toEqual([
    ['2027-03-22', 1],
    ['2027-03-23', 1],
    ['2027-03-24', 0],
  ]);
});

test('a later text that arrived makes up for one that failed', () => {
  const failed = text({ state: 'failed', code: 30006, dueMs: at('09:00') });
  expect(standingOf(reminder({ texts: [failed] }))).toEqual({
    state: 'failed',
    words: 'not delivered: this is a landline',
  });
  expect(needsHelp(reminder({ texts: [failed] }), at('11:00'))).toBe(true);
  expect(needsHelp(reminder({ texts: [failed] }), at('12:00'))).toBe(false);
  const again = text({ state: 'delivered', dueMs: at('10:00'), again: true });
  expect(standingOf(reminder({ texts: [failed, again] })).state).toBe('delivered');
  expect(standingOf(reminder({ texts: [again, text({ state: 'failed', dueMs: at('11:00') })] })).state).toBe('failed');
});

test('what is worth knowing of a day', () => {
  const yes = { answer: { answer: 'yes' as const, messageSid: 'SM', atMs: 0 } };
  expect(countsOf([item(yes), item(yes), item(), item({ texts: [text({ state: 'failed' })] })])).toBe(
    '2 confirmed · 1 not delivered',
  );
});

test('found by name, place and number, however they are written', () => {
  const ana = reminder({ participant: 'Dr. Ána Díaz', location: 'Room 4' });
  for (const search of ['ana diaz', 'DIAZ', 'room', '', '555-0115', '(202) 555']) {
    expect([search, isFound(ana, search)]).toEqual([search, true]);
  }
  expect(['ito', '0199', '4'].map((search) => isFound(ana, search))).toEqual([false, false, true]);
  expect(['+1 202 555 0115', '12', 'Room 412', ''].map(digitsIn)).toEqual([
    '12025550115',
    undefined,
    undefined,
    undefined,
  ]);
});
