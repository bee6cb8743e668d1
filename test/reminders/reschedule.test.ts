import type { Activity } from '../../src/activity';
import type { Reminder } from '../../src/reminders/reminder';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import type { Phone } from '../frontdesk/phone';
import { syncItems } from '../frontdesk/sync';
import { setVariables } from '../frontdesk/variables';
import { conversations } from '../pickup/board';
import { type Api, apiOf, day, hour, minute, patient, start } from './api';

// After a No: which other time would suit? The Studio flow asks, over the deployed Functions.

let frontdesk: TestFrontdesk;
let api: Api;
let eli: Phone;
let id: string;

beforeAll(async () => {
  frontdesk = await openFrontdesk({ frozenAt: start });
  await setVariables(frontdesk, { RESCHEDULE: 'true' });
  api = apiOf(frontdesk);
});
beforeEach(async () => {
  await frontdesk.reset();
  eli = frontdesk.phone(patient);
  id = await api.book();
  await frontdesk.advance(day + hour);
  expect(eli).toHear(/You have an appointment/);
});
afterEach(() => expect(frontdesk.phones).toHearNothing());
afterAll(() => frontdesk.stop());

const declined = /Your appointment has been marked canceled/;
const question = 'Reply with a day and time that suits you, or N if you need none.';
const thanks = 'Thank you! We will get back to you about a new time.';

async function declines() {
  await eli.texts('No');
  expect(eli).toHear(declined);
  expect(eli).toHear(question);
}
const stored = async () => (await syncItems<Reminder>(frontdesk, 'reminders')).get(id);
const activity = async () => [...(await syncItems<Activity>(frontdesk, 'activity')).values()];

test('a wish is kept with the reminder and noted for staff, and the conversation is over', async () => {
  await declines();
  expect(await conversations(frontdesk)).toHaveLength(1);
  await eli.texts('Tuesday\nafter 4 pm');
  expect(eli).toHear(thanks);
  expect((await stored())?.wish).toEqual({ text: 'Tuesday after 4 pm', atMs: Date.parse(start) + day + hour });
  expect((await api.fetch(id)).wish).toBe('Tuesday after 4 pm');
  expect(await activity()).toEqual([
    {
      at: expect.any(String),
      who: 'patient',
      what: 'wishes for another time',
      about: '…4444 Tuesday after 4 pm',
      key: id,
    },
  ]);
  await eli.texts('Hello');
  expect(eli).toHear(/MENU/);
});

test('a Yes is a Yes, and asks nothing', async () => {
  await eli.texts('Yes');
  expect(eli).toHear(/marked confirmed/);
});

test('N is a friendly end', async () => {
  await declines();
  await eli.texts('n');
  expect(eli).toHear(/^All right\./);
  expect((await stored())?.wish).toBeUndefined();
  await eli.texts('Yes'); // an answer to the reminder again
  expect(eli).toHear(/marked confirmed/);
});

test('after an hour the question is withdrawn, and a text means what it always means', async () => {
  await declines();
  await frontdesk.advance(59 * minute);
  expect((await stored())?.answer?.answer).toBe('no');
  await frontdesk.advance(2 * minute);
  await eli.texts('Yes');
  expect(eli).toHear(/marked confirmed/);
  expect((await stored())?.wish).toBeUndefined();
});

test('STOP is heard, and so is a command, and 1 is a request', async () => {
  await declines();
  await eli.texts('!help');
  expect(eli).toHear(/MENU/);
  await eli.texts('1');
  expect(eli).toHear(/line/);
  await eli.texts('STOP');
  eli.ignoreTexts();
  await eli.texts('START');
  eli.ignoreTexts();
  expect((await stored())?.wish).toBeUndefined();
});

test('a Yes that comes later takes the wish away', async () => {
  await declines();
  await eli.texts('Tuesday');
  expect(eli).toHear(thanks);
  await eli.texts('Yes');
  expect(eli).toHear(/marked confirmed/);
  expect((await stored())?.wish).toBeUndefined();
});

test('where the next appointment is asked about, that is the only question', async () => {
  await api.book({ appointment_time: '2027-03-24T13:00Z' });
  await eli.texts('No');
  expect(eli).toHear(declined);
  await eli.texts('Yes');
  expect(eli).toHear(/marked confirmed/);
});

test('a reminder that is deleted meanwhile keeps no wish', async () => {
  await declines();
  expect((await api.call('delete', { reminder_id: id })).status).toBe(200);
  await eli.texts('Tuesday');
  expect(eli).toHear(/could not pass that on/);
  expect(await activity()).toEqual([]);
});

test('the same wish again is one wish, whatever became of the first try', async () => {
  await declines();
  frontdesk.emulator.faults.add({ kind: 'lost', method: 'POST', url: `/Items/${id}`, nth: 1 });
  await eli.texts('Tuesday');
  frontdesk.emulator.faults.clear();
  expect(eli).toHear(/could not pass that on|get back to you/);
  expect((await stored())?.wish?.text).toBe('Tuesday');
  await eli.texts('No');
  eli.ignoreTexts();
  await eli.texts('Tuesday');
  expect(eli).toHear(thanks);
  expect(await activity()).toEqual([expect.objectContaining({ who: 'patient' })]);
});

test('without RESCHEDULE a No asks nothing', async () => {
  const plain = await openFrontdesk({ frozenAt: start });
  await apiOf(plain).book();
  const phone = plain.phone(patient);
  await plain.advance(day + hour);
  phone.ignoreTexts();
  await phone.texts('No');
  expect(phone).toHear(declined);
  expect(phone).toHearNothing();
  await plain.stop();
});
