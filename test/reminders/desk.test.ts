import { randomUUID } from 'node:crypto';
import { exampleOf, multiply } from '../../scripts/bench/growth';
import type {
  ExportedReminders,
  FoundReminders,
  ReminderAnswer,
  ReminderItem,
  ReminderPreview,
} from '../../src/desk/contract';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Desk, signIn } from '../frontdesk/desk';
import type { Phone } from '../frontdesk/phone';
import { syncItems } from '../frontdesk/sync';
import { type Api, apiOf, day, hour, minute, start } from './api';

const patient = '+12025550115';

// What staff do with appointments, through the Functions behind the desk.

let frontdesk: TestFrontdesk;
let api: Api;
let desk: Desk;
let pat: Phone;

beforeAll(async () => {
  frontdesk = await openFrontdesk({ frozenAt: start, rateLimits: false });
  api = apiOf(frontdesk);
});
beforeEach(async () => {
  frontdesk.emulator.faults.clear();
  await frontdesk.reset();
  pat = frontdesk.phone(patient);
  desk = await signIn(frontdesk);
});
afterEach(() => expect(frontdesk.phones).toHearNothing());
afterAll(() => frontdesk.stop());

const form = {
  phone: '(202) 555-0115',
  date: '2027-03-22',
  time: '09:00',
  timeZone: 'America/New_York',
  hoursBefore: [24, 2],
  location: 'Room 4',
  participant: 'Dr Ito',
};
/** Sunday, 24 h before it. */
const dayBefore = day + hour;

const book = async (fields: object = {}): Promise<ReminderItem> => {
  const { status, body } = await desk.post<ReminderAnswer>('reminders/create', { ...form, ...fields });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.reminder;
};
/** A session lasts for half a day. */
const later = async (ms: number) => {
  await frontdesk.advance(ms);
  desk = await signIn(frontdesk);
};
const saysStop = async () => {
  await pat.texts('STOP');
  expect(pat).toHear(/unsubscribed/);
};
const press = (what: string, id: string, fields: object = {}) =>
  desk.post<ReminderAnswer>(`reminders/${what}`, { id, ...fields });
const stored = async () => [...(await syncItems<ReminderItem['data']>(frontdesk, 'reminders')).values()];

describe('a new appointment', () => {
  test('is stored, and its texts go out in time; the answer is kept', async () => {
    const { data } = await book();
    expect(data).toMatchObject({
      contact: patient,
      location: 'Room 4',
      participant: 'Dr Ito',
      timeZone: form.timeZone,
    });
    expect(data.texts.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    await frontdesk.advance(dayBefore);
    expect(pat).toHear(/Monday Mar 22, 9:00 am at Room 4 with Dr Ito/);
    await pat.texts('Yes');
    expect(pat).toHear(/confirmed/i);
    expect((await api.fetch(data.id)).state).toBe('confirmed');
    await frontdesk.advance(day);
    expect(pat).toHear(/Monday/);
  });

  test('one press makes one, whatever comes of its answer', async () => {
    const actionId = randomUUID();
    const first = await book({ actionId });
    const again = await book({ actionId });
    expect(again.key).toBe(first.key);
    expect(await stored()).toHaveLength(1);
  });

  test('says field by field what is wrong, and stores nothing', async () => {
    const { status, body } = await desk.post('reminders/create', { phone: '', time: 'noon', timeZone: 'Mars/Olympus' });
    expect(status).toBe(400);
    expect(body.errors?.map(({ field }) => field).sort()).toEqual(['date', 'phone', 'time', 'timeZone']);
    const wrong: [object, string][] = [
      [{ phone: '12345' }, 'phone'],
      [{ date: '2027-02-30' }, 'time'],
      [{ date: '2027-03-19' }, 'time'],
      [{ hoursBefore: [] }, 'hoursBefore'],
      [{ hoursBefore: ['x'] }, 'hoursBefore'],
      [{ location: 'a/b' }, 'location'],
      [{ participant: 'x'.repeat(257) }, 'participant'],
      [{ language: 'klingon!' }, 'language'],
    ];
    for (const [fields, field] of wrong) {
      const answer = await desk.post('reminders/create', { ...form, ...fields });
      expect([fields, answer.status, answer.body.errors?.map((error) => error.field)]).toEqual([fields, 400, [field]]);
    }
    expect(await stored()).toEqual([]);
  });

  test('for a phone that has said STOP, or twice the same, is refused', async () => {
    await book();
    const twice = await desk.post('reminders/create', form);
    expect([twice.status, twice.body.errors?.[0]?.field]).toEqual([409, 'time']);
    await saysStop();
    const stopped = await desk.post('reminders/create', { ...form, date: '2027-03-23' });
    expect([stopped.status, stopped.body.errors?.[0]?.field]).toEqual([409, 'phone']);
    expect(await stored()).toHaveLength(1);
  });

  test('is not stored when Twilio does not take it', async () => {
    frontdesk.emulator.faults.add({ kind: 'status', status: 503, url: 'Messages', times: 100 });
    const { status, body } = await desk.post('reminders/create', form);
    expect([status, body.message]).toEqual([
      502,
      'Twilio did not take it, so nothing is stored. Try again in a moment.',
    ]);
    frontdesk.emulator.faults.clear();
    await frontdesk.advance(2 * minute);
    await frontdesk.tick();
    expect(await stored()).toEqual([]);
  });
});

test('the preview is the text that goes out, in the language that the phone has chosen', async () => {
  await pat.texts('!lang es');
  pat.ignoreTexts();
  const { body } = await desk.post<ReminderPreview>('reminders/preview', form);
  expect(body).toMatchObject({ segments: 1, encoding: 'GSM-7', room: 160 });
  expect(body.texts.map(({ goes }) => goes)).toEqual(['later', 'later']);
  expect(await stored()).toEqual([]);
  await book();
  await later(dayBefore);
  expect(pat.nextText()?.body).toBe(body.body);
  const soon = await desk.post<ReminderPreview>('reminders/preview', { ...form, phone: '', hoursBefore: [48, 24] });
  expect(soon.body.texts.map(({ goes }) => goes)).toEqual(['skipped', 'now']);
});

describe('cancelled', () => {
  test('it is sent nothing more; undone, it is as it was, and reminded once', async () => {
    const { key } = await book();
    const cancelled = await press('cancel', key);
    expect(cancelled.body.reminder.data).toMatchObject({ deleted: true, takeBack: [] });
    expect((await api.call('fetch', { reminder_id: key })).status).toBe(404);
    expect((await press('cancel', key)).status).toBe(200);
    await frontdesk.advance(9 * minute);
    const restored = await press('restore', key);
    expect(restored.status).toBe(200);
    expect((await api.fetch(key)).texts.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    expect((await press('restore', key)).status).toBe(200);
    await frontdesk.advance(dayBefore);
    expect(pat).toHear(/Monday/);
    await pat.texts('Yes');
    expect(pat).toHear(/confirmed/i);
    await frontdesk.advance(day);
    expect(pat).toHear(/Monday/);
  });

  test('after ten minutes it is gone for good, and its time is free', async () => {
    const { key } = await book();
    await press('cancel', key);
    await frontdesk.advance(10 * minute);
    expect((await press('restore', key)).status).toBe(409);
    await frontdesk.advance(2 * minute);
    await frontdesk.tick();
    await frontdesk.emulator.world.causes.settled();
    expect(await stored()).toEqual([]);
    expect((await press('restore', key)).status).toBe(404);
    await frontdesk.advance(2 * day);
  });

  test('it does not come back where its time was given away, or its phone has said STOP', async () => {
    const first = await book();
    await press('cancel', first.key);
    const second = await book();
    expect((await press('restore', first.key)).status).not.toBe(200);
    await press('cancel', second.key);
    await saysStop();
    expect((await press('restore', second.key)).status).toBe(409);
    await frontdesk.advance(2 * day);
  });

  test('whoever was reminded is not reminded again by the undo', async () => {
    const { key } = await book();
    await later(dayBefore);
    expect(pat).toHear(/Monday/);
    await press('cancel', key);
    await press('restore', key);
    expect(pat).toHearNothing();
    await frontdesk.advance(day);
    expect(pat).toHear(/Monday/);
  });
});

describe('sent again', () => {
  test('a text that failed goes out once more, at once, and is tracked', async () => {
    frontdesk.emulator.messaging.setHandset(patient, { reachable: false, errorCode: 30005 });
    const { key } = await book({ hoursBefore: [24] });
    await later(dayBefore);
    frontdesk.admin.ignoreTexts();
    pat.ignoreTexts();
    expect(await api.fetch(key)).toMatchObject({ state: 'failed', texts: [{ error_code: 30005 }] });
    frontdesk.emulator.messaging.setHandset(patient, { reachable: true });
    const actionId = randomUUID();
    const [one, other] = await Promise.all([press('resend', key, { actionId }), press('resend', key, { actionId })]);
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(pat).toHear(/Monday/);
    expect((await api.fetch(key)).state).toBe('delivered');
    const tooSoon = await press('resend', key);
    expect([tooSoon.status, tooSoon.body.message]).toEqual([409, 'They were texted just now. Again in 3 min.']);
    await frontdesk.advance(3 * minute);
    expect((await press('resend', key)).status).toBe(200);
    expect(pat).toHear(/Monday/);
  });

  test('pressed on two desks at once, it goes out once', async () => {
    const { key } = await book({ hoursBefore: [24] });
    await later(dayBefore + 5 * minute);
    expect(pat).toHear(/Monday/);
    const both = await Promise.all([press('resend', key), press('resend', key)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(pat).toHear(/Monday/);
  });

  test('not before anything went out, not when they answered, not after the appointment, not after STOP', async () => {
    const { key } = await book({ hoursBefore: [24] });
    const why = async () => {
      const { status, body } = await press('resend', key);
      return [status, body.message];
    };
    expect(await why()).toEqual([409, 'Nothing has gone out yet. It does so by itself.']);
    await later(dayBefore);
    expect(pat).toHear(/Monday/);
    await pat.texts('No');
    pat.ignoreTexts();
    await frontdesk.advance(5 * minute);
    expect(await why()).toEqual([409, 'They have answered.']);
    const other = await book({ date: '2027-03-23', hoursBefore: [48] });
    expect(pat).toHear(/Tuesday/);
    await saysStop();
    expect((await press('resend', other.key)).status).toBe(409);
    await later(2 * day);
    expect(await why()).toEqual([409, 'The appointment is over.']);
    expect((await press('resend', '0'.repeat(32))).status).toBe(404);
  });
});

test('a wrong number is corrected: the right phone is reminded, the wrong one is not', async () => {
  const { key } = await book({ phone: '(202) 555-0116' });
  const { status, body } = await desk.post<ReminderAnswer>('reminders/update', { ...form, id: key });
  expect([status, body.reminder.data.contact]).toEqual([200, patient]);
  const moved = await desk.post<ReminderAnswer>('reminders/update', { ...form, id: key, time: '10:00', location: '' });
  expect(moved.body.reminder.key).not.toBe(key);
  expect(moved.body.reminder.data.location).toBeUndefined();
  frontdesk.phone('+12025550116');
  await frontdesk.advance(dayBefore + hour);
  expect(pat).toHear(/10:00 am with Dr Ito/);
});

test('a phone is found with all its appointments', async () => {
  await book();
  await book({ date: '2027-09-22', hoursBefore: [1] });
  await book({ phone: '(202) 555-0116' });
  const { body } = await desk.post<FoundReminders>('reminders/find', { phone: '202.555.0115' });
  expect(body.reminders.map(({ data }) => new Date(data.appointmentMs).toISOString())).toEqual([
    '2027-03-22T13:00:00.000Z',
    '2027-09-22T13:00:00.000Z',
  ]);
  expect((await desk.post('reminders/find', { phone: 'x' })).status).toBe(400);
});

test('the export holds the days that were asked for, and no formulas', async () => {
  await book({ participant: '=HYPERLINK("http://evil")', location: 'Hall, no' }).catch(() => undefined);
  await book({ participant: '=HYPERLINK("http://evil")' });
  await book({ date: '2027-03-25', participant: '@SUM "x"' });
  await book({ date: '2027-04-02', participant: 'later' });
  const { body } = await desk.post<ExportedReminders>('reminders/export', {
    from: '2027-03-22',
    until: '2027-03-25',
    timeZone: 'America/New_York',
  });
  expect(body.count).toBe(2);
  expect(body.next).toBeUndefined();
  const [one, two, ...rest] = body.rows.split('\r\n');
  expect(body.header).toMatch(/^appointment,phone,with,location,state,.*\r\n$/);
  expect(one).toMatch(/^2027-03-22 09:00,"'\+12025550115","'=HYPERLINK\(""http:\/\/evil""\)",Room 4,scheduled,/);
  expect(two).toMatch(/^2027-03-25 09:00,"'\+12025550115","'@SUM ""x"""/);
  expect(rest).toEqual(['']);
  expect((await desk.post('reminders/export', { from: '2027-02-30', until: '2027-03-01' })).status).toBe(400);
});

test('an export of more than a page goes on where it stopped, with every row once', async () => {
  const { emulator } = frontdesk;
  let id = '';
  const example = await exampleOf(emulator, async () => {
    id = (await book()).key;
  });
  multiply(emulator, example, 2300, (text, n) =>
    text.replaceAll(id, id.slice(0, 12) + n.toString(16).padStart(20, '0')),
  );
  const ids: string[] = [];
  let cursor: string | undefined;
  let calls = 0;
  do {
    const { status, body } = await desk.post<ExportedReminders>('reminders/export', {
      from: '2027-03-22',
      until: '2027-03-22',
      timeZone: 'America/New_York',
      cursor,
    });
    expect(status).toBe(200);
    ids.push(...(body.rows.match(/[0-9a-f]{32}(?=\r\n)/g) ?? []));
    cursor = body.next;
    calls += 1;
  } while (cursor !== undefined);
  expect([calls, ids.length, new Set(ids).size]).toEqual([3, 2301, 2301]);
});

test('who did what stands in the activity', async () => {
  const { key } = await book();
  await press('cancel', key);
  await press('restore', key);
  const what = [...(await syncItems<{ what: string; about: string }>(frontdesk, 'activity')).values()];
  expect(what.map((each) => each.what).sort()).toEqual(['booked', 'cancelled', 'restored', 'signed in']);
  expect(what.filter(({ about }) => about === '…0115')).toHaveLength(3);
  await press('cancel', key);
});

test('the open desk hands over what waits for Twilio, where no cron does', async () => {
  await book({ date: '2027-05-22', hoursBefore: [24] });
  await frontdesk.advance(40 * day);
  expect((await stored())[0]?.texts[0]?.state).toBe('waiting');
  desk = await signIn(frontdesk);
  await Promise.all([desk.post('heartbeat'), desk.post('heartbeat')]);
  expect((await stored())[0]?.texts[0]?.state).toBe('scheduled');
  await frontdesk.advance(22 * day + hour);
  expect(pat).toHear(/Saturday May 22/);
});
