import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import type { Phone } from '../frontdesk/phone';
import { type Api, apiOf, appointment, day, hour, patient, start } from './api';

// The 22 cases of the system that reminders grew out of, through the deployed Functions. Its dates had passed; ours are relative to the clock.

let frontdesk: TestFrontdesk;
let api: Api;
let pat: Phone;

beforeAll(async () => {
  frontdesk = await openFrontdesk({ frozenAt: start, rateLimits: false });
  api = apiOf(frontdesk);
});
beforeEach(async () => {
  await frontdesk.reset();
  pat = frontdesk.phone(patient);
});
afterEach(() => expect(frontdesk.phones).toHearNothing());
afterAll(() => frontdesk.stop());

const fields = [
  'reminder_id',
  'contact_number',
  'appt_user_dt',
  'appt_sys_dt',
  'notify_sys_dt',
  'will_attend',
  'location',
  'participant',
  'reminder_sent',
  'confirm_sent',
];
const text =
  "[Corner Clinic]\nYou have an appointment on Monday Mar 22, 1:00 pm at Central Park with NY Running Club. Please reply 'Yes' to confirm, or 'No' to cancel.";

const scheduled = async () =>
  (await (await fetch(`${frontdesk.emulator.url}/_emulator/scheduled`)).json()) as {
    to: string;
    body: string;
    sendAt: string;
  }[];

test('1 a reminder is stored, and its text is scheduled for the window before the appointment', async () => {
  const { status, body } = await api.call('create', { ...appointment, notify_window: '24' });
  expect(status).toBe(200);
  expect(body).toEqual({
    message: `Successfully created a reminder with id ${body.reminder_id}.`,
    reminder_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(await scheduled()).toEqual([
    expect.objectContaining({ to: patient, body: text, sendAt: expect.stringMatching('2027-03-21T13:00:00') }),
  ]);
});

test('2, 14 the same appointment twice is a duplicate', async () => {
  await api.book();
  const { status, body } = await api.call('create', appointment);
  expect(status).toBe(409);
  expect(body.message).toBe('Unable to create a new reminder. Duplicate contact_number 12223334444.');
  expect(await scheduled()).toHaveLength(1);
});

test('3 all reminders are listed, each with all fields', async () => {
  const ids = [];
  for (const number of ['12223334441', '12223334442', '12223334443']) {
    ids.push(await api.book({ contact_number: number }));
  }
  const { status, body } = await api.call('list', {});
  expect(status).toBe(200);
  const listed = body.reminders as Record<string, unknown>[];
  expect(listed.map(({ reminder_id }) => reminder_id).sort()).toEqual([...ids].sort());
  for (const reminder of listed) expect(Object.keys(reminder)).toEqual(expect.arrayContaining(fields));
});

test('4, 13 a reminder is fetched with all fields, as it was given', async () => {
  const id = await api.book({ appointment_time: '2027-03-22T16:00+0300' });
  expect(await api.fetch(id)).toMatchObject({
    reminder_id: id,
    contact_number: '12223334444',
    appt_user_dt: '2027-03-22 16:00:00',
    appt_sys_dt: '2027-03-22 13:00:00',
    notify_sys_dt: '2027-03-21 13:00:00',
    will_attend: null,
    location: 'Central Park',
    participant: 'NY Running Club',
    reminder_sent: false,
    confirm_sent: false,
  });
});

test('5 a deleted reminder is gone', async () => {
  const id = await api.book();
  expect(await api.call('delete', { reminder_id: id })).toEqual({
    status: 200,
    body: { message: `Successfully deleted reminder with id ${id}.`, reminder_id: id },
  });
  expect((await api.call('fetch', { reminder_id: id })).status).toBe(404);
  expect(await scheduled()).toEqual([]);
});

test.each([
  ['6', 'Yes', true],
  ['7', 'YES', true],
  ['8', 'yes i will be there', true],
  ['9', 'No', false],
  ['10', 'NO', false],
  ['11', 'no i need to cancel', false],
])('%s "%s" is recorded and answered', async (_, body, willAttend) => {
  const id = await api.book();
  await frontdesk.advance(day + hour);
  expect(pat).toHear(text);
  await pat.texts(body);
  expect(pat).toHear(
    `[Corner Clinic]\nThank you! Your appointment has been marked ${willAttend ? 'confirmed' : 'canceled'}.\nMonday Mar 22, 1:00 pm at Central Park with NY Running Club`,
  );
  expect(await api.fetch(id)).toMatchObject({ will_attend: willAttend, confirm_sent: true });
});

test('12, 15 an expired appointment is not answered; the open one of the same phone is', async () => {
  const expired = await api.book({ appointment_time: '2027-03-20T13:00Z', notify_window: 1 });
  expect(pat).toHear(/Saturday Mar 20, 1:00 pm/);
  const open = await api.book();
  await frontdesk.advance(2 * hour);
  await pat.texts('Yes');
  expect(pat).toHear(/confirmed\.\nMonday Mar 22/);
  expect(await api.fetch(expired)).toMatchObject({ will_attend: null });
  expect(await api.fetch(open)).toMatchObject({ will_attend: true });
});

test('16, 20 the text, and that it was sent', async () => {
  const id = await api.book();
  await frontdesk.advance(day + hour - 1000);
  expect(pat).toHearNothing();
  expect(await api.fetch(id)).toMatchObject({ reminder_sent: false, state: 'scheduled' });
  await frontdesk.advance(1000);
  expect(pat).toHear(text);
  await frontdesk.emulator.world.causes.settled();
  expect(await api.fetch(id)).toMatchObject({ reminder_sent: true, state: 'delivered' });
});

test('17–19 the answers to yes, to no and to neither', async () => {
  await api.book();
  await frontdesk.advance(day + hour);
  expect(pat).toHear(text);
  await pat.texts('perhaps');
  expect(pat).toHear(
    "[Corner Clinic]\nSorry, we did not understand your response. Please reply 'Yes' to confirm, or 'No' to cancel.",
  );
  await pat.texts('Yes');
  expect(pat).toHear(/Thank you! Your appointment has been marked confirmed\./);
  await pat.texts('No');
  expect(pat).toHear(/Thank you! Your appointment has been marked canceled\./);
});

test('21–22 day and time in other languages', async () => {
  await api.book({ language: 'ko_kr', location: undefined, participant: undefined });
  expect((await scheduled())[0]?.body).toContain('월요일 3 22, 13:00');
});
