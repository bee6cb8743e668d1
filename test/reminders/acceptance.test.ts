import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import type { Phone } from '../frontdesk/phone';
import { syncDocuments, syncItems } from '../frontdesk/sync';
import { type Api, apiOf, appointment, day, hour, minute, patient, start } from './api';

// A1–A20, and what goes beyond them.

let frontdesk: TestFrontdesk;
let api: Api;
let pat: Phone;

beforeAll(async () => {
  frontdesk = await openFrontdesk({ frozenAt: start, rateLimits: false });
  api = apiOf(frontdesk);
});
beforeEach(async () => {
  frontdesk.emulator.faults.clear();
  await frontdesk.reset();
  pat = frontdesk.phone(patient);
});
afterEach(() => expect(frontdesk.phones).toHearNothing());
afterAll(() => frontdesk.stop());

const scheduled = async () =>
  (await (await fetch(`${frontdesk.emulator.url}/_emulator/scheduled`)).json()) as {
    to: string;
    body: string;
    sendAt: string;
  }[];
const tick = async () => {
  expect((await frontdesk.tick()).status).toBe(200);
  await frontdesk.emulator.world.causes.settled();
};
const nothingStored = async () => {
  expect(await syncItems(frontdesk, 'reminders')).toEqual(new Map());
  expect(await scheduled()).toEqual([]);
};
const messages =
  "Required arguments: 'contact_number' (str), 'appointment_time' (str) eg. '2016-01-01T13:00+02:00', 'notify_window' (int)";

describe('what is refused', () => {
  test('A1 each missing argument, all of them at once', async () => {
    for (const field of ['contact_number', 'appointment_time', 'notify_window']) {
      const { status, body } = await api.call('create', { ...appointment, [field]: undefined });
      expect(status).toBe(400);
      expect(body).toEqual({ message: messages, errors: [{ field, message: 'is required' }] });
    }
    const { body } = await api.call('create', {});
    expect(body.errors?.map(({ field }) => field)).toEqual(['contact_number', 'appointment_time', 'notify_window']);
    await nothingStored();
  });

  test('everything that is wrong is said at once', async () => {
    const { status, body } = await api.call('create', {
      contact_number: '123',
      appointment_time: 'soon',
      notify_window: -1,
      location: 'a,b',
      participant: 'x'.repeat(257),
      language: 'klingon!',
      time_zone: 'Mars/Olympus',
      quiet_hours: 'night',
    });
    expect(status).toBe(400);
    expect(body.errors?.map(({ field }) => field).sort()).toEqual([
      'appointment_time',
      'contact_number',
      'language',
      'location',
      'notify_window',
      'participant',
      'quiet_hours',
      'time_zone',
    ]);
  });

  test.each([
    [
      'A2',
      'appointment_time',
      [
        '2027-03-22T13:00',
        '2027-13-22T13:00Z',
        '2027-02-30T13:00Z',
        '2027-03-22T25:00Z',
        'x2027-03-22T13:00Z',
        20270322,
        null,
        [],
        {},
      ],
    ],
    [
      'A3',
      'contact_number',
      ['2223334444', '122233344445', 'hello', '', '+12', '+1222333444', '1222333444a', true, [], {}],
    ],
    [
      'A4',
      'location',
      [
        'x'.repeat(129),
        ...['|', '-', '*', '/', '<>', '<', '>', ',', '=', '<=', '>=', '~=', '!=', '^=', '(', ')'].map(
          (sign) => `a${sign}b`,
        ),
        'a\nb',
        5,
        [],
      ],
    ],
    ['A4', 'participant', ['x'.repeat(257), 'a\u0000b', 5]],
    ['', 'quiet_hours', ['21:00-08:00-09:00', '21:00-24:00', '9-8', { from: '21:00' }, 5]],
    ['', 'time_zone', ['Mars/Olympus', '+24:00', '+2', 'local', 5]],
    ['A5', 'notify_window', ['abc', '1.5', 1.5, -1, '-1', 0, null, true, '', [], [1, 'x'], 1e9, [1, 2, 3, 4, 5, 6]]],
    ['A6', 'appointment_time', ['2027-03-20T12:00Z', '2027-03-20T11:59:59Z', '2015-01-01T13:00+0200']],
  ])('%s %s', async (_, field, values) => {
    for (const value of values) {
      const { status, body } = await api.call('create', { ...appointment, [field]: value });
      expect([value, status]).toEqual([value, 400]);
      expect(body.errors?.map((error) => error.field)).toEqual([field]);
    }
    await nothingStored();
  });

  test.each([
    ['contact_number', ['12223334444', 12223334444, '+12223334444', '+447700900123']],
    ['location', ['x'.repeat(128), '😀'.repeat(128), '', null]],
    ['participant', ['x'.repeat(256), null]],
    ['time_zone', ['America/New_York', '+02:00', '-0330', 'Z', '', null]],
    ['notify_window', ['1', 1, [48, 2], '48,2']],
    [
      'appointment_time',
      ['2027-03-22T13:00Z', '2027-03-22T13:00+02:00', '2027-03-22T13:00-08', '2027-03-22T13:00:30Z'],
    ],
  ])('%s that is taken', async (field, values) => {
    for (const value of values) {
      expect([value, (await api.call('create', { ...appointment, [field]: value })).status]).toEqual([value, 200]);
      await frontdesk.reset();
    }
  });

  test('A7 what is not there', async () => {
    for (const action of ['fetch', 'delete', 'update']) {
      for (const reminder_id of ['0'.repeat(32), 'nonsense', '../x', undefined, 5, ['a']]) {
        const { status, body } = await api.call(action, { reminder_id });
        expect([action, reminder_id, status, body.message]).toEqual([action, reminder_id, 404, 'unknown reminder id']);
      }
    }
  });

  test('nobody without the key gets in, and nothing is said to them', async () => {
    await api.book();
    for (const action of ['create', 'list', 'fetch', 'update', 'delete']) {
      for (const authorization of [
        '',
        'Bearer',
        'Bearer wrong',
        'Basic eDp5',
        frontdesk.deployed.variables.REMINDER_API_KEY ?? '',
      ]) {
        const { status, body } = await api.call(action, appointment, { authorization });
        expect([action, authorization, status, Object.keys(body)]).toEqual([
          action,
          authorization,
          401,
          ['message', 'errors'],
        ]);
      }
    }
  });
});

describe('before it is sent', () => {
  test('A8 a reminder that is deleted is never sent', async () => {
    const id = await api.book();
    expect((await api.call('delete', { reminder_id: id })).status).toBe(200);
    await frontdesk.advance(3 * day);
    await tick();
    expect(pat).toHearNothing();
    await nothingStored();
    expect((await api.call('delete', { reminder_id: id })).status).toBe(404);
  });

  test.each([
    ['refuse', 'Messages.json'],
    ['lost', 'Messages.json'],
    ['refuse', 'Sync'],
    ['lost', 'Sync'],
  ] as const)('A9 when Twilio does not answer (%s %s), nothing is stored and nothing is sent', async (kind, url) => {
    frontdesk.emulator.faults.add({ kind, url: url === 'Sync' ? 'sync.twilio.com' : url, times: 100 });
    const { status, body } = await api.call('create', appointment);
    expect(status).toBe(503);
    expect(body.message).toMatch(/Please try again/);
    frontdesk.emulator.faults.clear();
    await frontdesk.advance(2 * minute);
    await tick();
    await frontdesk.advance(2 * minute);
    await tick();
    await nothingStored();
    expect((await api.call('create', appointment)).status).toBe(200);
  });

  test('a number that Twilio refuses is said to be the wrong argument', async () => {
    frontdesk.emulator.faults.add({ kind: 'status', status: 400, code: 21614, url: 'Messages.json', times: 1 });
    const { status, body } = await api.call('create', appointment);
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'contact_number']);
    await nothingStored();
  });

  test('more than 35 days ahead it waits in our queue, and a tick hands it over', async () => {
    const id = await api.book({ appointment_time: '2027-06-22T13:00Z' });
    expect(await api.fetch(id)).toMatchObject({ state: 'waiting' });
    expect(await scheduled()).toEqual([]);
    await frontdesk.advance(59 * day);
    await tick();
    expect(await scheduled()).toEqual([]);
    await frontdesk.advance(2 * day);
    await tick();
    expect(await scheduled()).toEqual([expect.objectContaining({ to: patient })]);
    await Promise.all([tick(), tick()]);
    expect(await scheduled()).toHaveLength(1);
    await frontdesk.advance(40 * day);
    expect(pat).toHear(/Tuesday Jun 22, 1:00 pm/);
  });

  test('too close to be scheduled, it goes out at once', async () => {
    await api.book({ appointment_time: '2027-03-20T15:00Z', notify_window: [48, 24, 2] });
    expect(pat).toHear(/Saturday Mar 20, 3:00 pm/);
    await frontdesk.advance(45 * minute);
    expect(pat).toHearNothing();
    await frontdesk.advance(15 * minute);
    expect(pat).toHear(/Saturday Mar 20, 3:00 pm/);
  });

  test("the window's edge: 16 minutes ahead it is scheduled, a second less and it goes out", async () => {
    await api.book({ appointment_time: '2027-03-20T13:16:00Z', notify_window: 1 });
    expect(pat).toHearNothing();
    expect(await scheduled()).toHaveLength(1);
    await api.book({ appointment_time: '2027-03-20T13:15:59Z', notify_window: 1 });
    expect(pat).toHear(/Saturday/);
    await frontdesk.advance(16 * minute);
    expect(pat).toHear(/Saturday/);
  });

  test('several windows, several texts', async () => {
    await api.book({ notify_window: [48, 2] });
    expect(await scheduled()).toHaveLength(2);
    await frontdesk.advance(hour);
    expect(pat).toHear(/Monday/);
    await frontdesk.advance(2 * day - 2 * hour);
    expect(pat).toHear(/Monday/);
  });

  test('nobody is texted in quiet hours', async () => {
    await api.book({
      appointment_time: '2027-03-23T09:00',
      time_zone: 'America/New_York',
      notify_window: 12,
      quiet_hours: '20:30-08:00',
    });
    expect((await scheduled()).map(({ sendAt }) => new Date(sendAt).toISOString())).toEqual([
      '2027-03-23T12:00:00.000Z',
    ]);
  });

  test('A19 who texts STOP gets no reminder, and no new one is taken', async () => {
    const id = await api.book();
    await pat.texts('STOP');
    pat.ignoreTexts();
    expect(await scheduled()).toEqual([]);
    expect(await api.fetch(id)).toMatchObject({ state: 'canceled' });
    const { status, body } = await api.call('create', { ...appointment, participant: 'Other' });
    expect([status, body.errors?.[0]?.field]).toEqual([409, 'contact_number']);
    await frontdesk.advance(3 * day);
    await tick();
    expect(pat).toHearNothing();
    await pat.texts('START');
    pat.ignoreTexts();
    await api.book({ appointment_time: '2027-03-29T13:00Z' });
  });
});

describe('what it says', () => {
  test.each([
    [{ location: undefined, participant: undefined }, 'Monday Mar 22, 1:00 pm. Please'],
    [{ participant: undefined }, 'Monday Mar 22, 1:00 pm at Central Park. Please'],
    [{ location: '' }, 'Monday Mar 22, 1:00 pm with NY Running Club. Please'],
  ])('A17 %j', async (fields, words) => {
    await api.book(fields);
    expect((await scheduled())[0]?.body).toContain(`You have an appointment on ${words} reply`);
  });

  test.each([
    ['es', 'lunes mar 22, 13:00'],
    ['de', 'Montag Mär 22, 13:00'],
    ['zh_cn', '星期一 3 22, 13:00'],
    ['pt_br', 'segunda-feira mar 22, 13:00'],
  ])('A18 %s', async (language, words) => {
    await api.book({ language });
    expect((await scheduled())[0]?.body).toContain(words);
  });

  test('a phone that chose Spanish is reminded in Spanish', async () => {
    await pat.texts('!lang es');
    pat.ignoreTexts();
    await api.book();
    expect((await scheduled())[0]?.body).toMatch(/Tiene una cita: lunes mar 22, 13:00 en Central Park/);
  });

  test('a phone that chooses Spanish later is reminded in Spanish of what was scheduled in English', async () => {
    const id = await api.book({ notify_window: [2, 48] });
    const french = await api.book({ appointment_time: '2027-03-24T13:00Z', language: 'fr' });
    const before = await scheduled();
    await pat.texts('!lang es');
    pat.ignoreTexts();
    await tick();
    await tick(); // what was done once is not done again
    const after = await scheduled();
    expect(after.map(({ sendAt }) => sendAt).sort()).toEqual(before.map(({ sendAt }) => sendAt).sort());
    expect(after.filter(({ body }) => /Tiene una cita: lunes mar 22, 13:00/.test(body))).toHaveLength(2);
    expect(after.filter(({ body }) => /mercredi/.test(body))).toHaveLength(1); // as it was booked
    expect((await api.fetch(id)).texts.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    expect((await api.fetch(french)).texts).toHaveLength(1);
    const work = [...(await syncItems(frontdesk, 'reminder-work')).keys()];
    expect(work.filter((key) => key.includes('language-'))).toEqual([]);
    await frontdesk.advance(day + hour);
    expect(pat).toHear(/^\[.*\]\nTiene una cita/);
  });

  test('what leaves in a few minutes is left as it is, and sent once', async () => {
    await api.book();
    const [{ sendAt } = { sendAt: '' }] = await scheduled();
    await frontdesk.advance(Date.parse(sendAt) - Date.parse(start) - 10 * minute);
    await pat.texts('!lang es');
    pat.ignoreTexts();
    await tick();
    await frontdesk.advance(hour);
    expect(pat).toHear(/You have an appointment/);
  });

  test.each([
    ['the hour that is skipped', '2027-03-28T02:30', '2027-03-28 01:30:00', /Sunday Mar 28, 3:30 am/],
    ['the hour that comes twice', '2027-10-31T02:30', '2027-10-31 00:30:00', /Sunday Oct 31, 2:30 am/],
  ])('a local time in %s', async (_, appointment_time, utc, words) => {
    const id = await api.book({ appointment_time, time_zone: 'Europe/Madrid' });
    const { appt_sys_dt, notify_sys_dt } = await api.fetch(id);
    expect(appt_sys_dt).toBe(utc);
    expect(Date.parse(`${appt_sys_dt}Z`) - Date.parse(`${notify_sys_dt}Z`)).toBe(day);
    await frontdesk.advance(200 * day);
    await tick();
    await frontdesk.advance(30 * day);
    expect(pat).toHear(words);
  });
});

describe('after a failure', () => {
  test('A10 a phone that is off is tried again at most three times, then staff are told', async () => {
    frontdesk.emulator.messaging.setHandset(patient, { reachable: false, errorCode: 30003 });
    const id = await api.book();
    await frontdesk.advance(day + hour);
    for (let n = 0; n < 6; n += 1) {
      await frontdesk.emulator.world.causes.settled();
      await tick();
      await frontdesk.advance(31 * minute);
    }
    expect(pat.unread()).toHaveLength(4);
    pat.ignoreTexts();
    expect(await api.fetch(id)).toMatchObject({ state: 'failed', texts: [{ error_code: 30003 }] });
    expect(frontdesk.admin).toHear(/could not remind \+12223334444 .*30003/s);
  });

  test('a phone that is on again gets it', async () => {
    frontdesk.emulator.messaging.setHandset(patient, { reachable: false, errorCode: 30003 });
    const id = await api.book();
    await frontdesk.advance(day + hour);
    await frontdesk.emulator.world.causes.settled();
    pat.ignoreTexts();
    frontdesk.emulator.messaging.setHandset(patient, { reachable: true });
    await frontdesk.advance(3 * minute);
    await tick();
    expect(pat).toHear(/Monday/);
    expect(await api.fetch(id)).toMatchObject({ state: 'delivered', reminder_sent: true });
  });

  test('where no callback comes, Twilio is asked', async () => {
    const id = await api.book();
    await tick();
    await frontdesk.advance(2 * minute);
    await tick();
    frontdesk.emulator.faults.add({ kind: 'refuse', url: 'sync.twilio.com', times: 1000 });
    await frontdesk.advance(day + hour);
    await frontdesk.emulator.world.causes.settled();
    frontdesk.emulator.faults.clear();
    expect(pat).toHear(/Monday/);
    expect(await api.fetch(id)).toMatchObject({ state: 'scheduled', reminder_sent: false });
    await frontdesk.advance(10 * minute);
    await tick();
    expect(await api.fetch(id)).toMatchObject({ state: 'delivered', reminder_sent: true });
  });

  test('a dead number is not tried again', async () => {
    frontdesk.emulator.messaging.setHandset(patient, { reachable: false, errorCode: 30005 });
    const id = await api.book();
    await frontdesk.advance(day + hour);
    await frontdesk.emulator.world.causes.settled();
    await frontdesk.advance(hour);
    await tick();
    expect(pat.unread()).toHaveLength(1);
    pat.ignoreTexts();
    expect(await api.fetch(id)).toMatchObject({ state: 'failed' });
    expect(frontdesk.admin).toHear(/30005/);
  });

  describe('a number that no text reaches', () => {
    let failed: string;
    let next: string;
    beforeEach(async () => {
      frontdesk.emulator.messaging.setHandset(patient, { reachable: false, errorCode: 30005 });
      failed = await api.book({ notify_window: [24, 1] });
      next = await api.book({ appointment_time: '2027-03-24T13:00Z' });
      await frontdesk.advance(day + hour);
      await frontdesk.emulator.world.causes.settled();
      expect(pat.unread()).toHaveLength(1);
      pat.ignoreTexts();
      expect(frontdesk.admin).toHear(/30005/);
    });
    const untilDue = async () => {
      for (const hours of [21, 26, 1]) {
        await frontdesk.advance(hours * hour);
        await tick();
      }
    };

    test('is not texted for its other appointments, which say why; no new one is taken', async () => {
      expect(await scheduled()).toEqual([]);
      for (const id of [failed, next]) expect(await api.fetch(id)).toMatchObject({ state: 'failed' });
      expect((await api.fetch(next)).texts).toMatchObject([{ state: 'waiting', error_code: 30005 }]);
      const other = { ...appointment, participant: 'Other' };
      const { status, body } = await api.call('create', other);
      expect([status, body.errors?.[0]?.field]).toEqual([400, 'contact_number']);
      const elsewhere = await api.book({ ...other, contact_number: '12223335555' });
      const corrected = await api.call('update', { reminder_id: elsewhere, contact_number: '12223334444' });
      expect([corrected.status, corrected.body.errors?.[0]?.field]).toEqual([400, 'contact_number']);
      await api.call('delete', { reminder_id: elsewhere });
      expect((await api.call('update', { reminder_id: next, location: 'Main Hall' })).status).toBe(200);
      expect(await scheduled()).toEqual([]);
      await untilDue();
      expect(pat).toHearNothing();
      expect(await api.fetch(next)).toMatchObject({ texts: [{ state: 'failed', error_code: 30005 }] });
      expect(frontdesk.admin).toHear(/30005/);
    });

    test('is texted again once somebody has texted from it', async () => {
      frontdesk.emulator.messaging.setHandset(patient, { reachable: true });
      await pat.texts('Hello');
      pat.ignoreTexts();
      await untilDue();
      for (const words of [/Monday Mar 22/, /Wednesday Mar 24/]) expect(pat).toHear(words);
      expect(await api.fetch(next)).toMatchObject({ state: 'delivered' });
      await api.book({ appointment_time: '2027-03-29T13:00Z' });
    });

    test('is corrected: the right phone is reminded', async () => {
      const right = frontdesk.phone('+12223335555');
      await api.call('update', { reminder_id: next, contact_number: '12223335555' });
      expect(await api.fetch(next)).toMatchObject({ state: 'scheduled', texts: [{ error_code: null }] });
      await untilDue();
      expect(right).toHear(/Wednesday Mar 24/);
      frontdesk.admin.ignoreTexts();
    });
  });

  test('A11 whatever runs twice sends once', async () => {
    await api.book({ appointment_time: '2027-06-22T13:00Z' });
    await frontdesk.advance(69 * day);
    await Promise.all([frontdesk.tick(), frontdesk.tick(), frontdesk.tick()]);
    await frontdesk.emulator.world.causes.settled();
    await frontdesk.advance(30 * day);
    expect(pat).toHear(/Jun 22/);
    await tick();
    await tick();
  });
});

describe('answers', () => {
  const reminded = async (fields = {}) => {
    const id = await api.book(fields);
    await frontdesk.advance(day + hour);
    expect(pat).toHear(/You have an appointment/);
    return id;
  };

  test.each(["I don't know", 'noon', 'yes no', 'maybe'])('A12 "%s" is neither', async (body) => {
    const id = await reminded();
    await pat.texts(body);
    expect(pat).toHear(/did not understand/);
    expect(await api.fetch(id)).toMatchObject({ will_attend: null, confirm_sent: true });
  });

  test('A13 yes, no, gibberish: no', async () => {
    const id = await reminded();
    await pat.texts('yes');
    expect(pat).toHear(/confirmed/);
    await pat.texts('no');
    expect(pat).toHear(/canceled/);
    await pat.texts('gibberish');
    expect(pat).toHear(/HELP MENU/);
    expect(await api.fetch(id)).toMatchObject({ will_attend: false, state: 'declined' });
  });

  test('A14 a Yes from a phone without appointments goes to the menu', async () => {
    const other = frontdesk.phone('+12223335555');
    await other.texts('Yes');
    expect(other).toHear(/HELP MENU/);
  });

  test('A15 the phone is the same with and without its plus sign', async () => {
    const id = await reminded({ contact_number: '+12223334444' });
    await pat.texts('Yes');
    expect(pat).toHear(/confirmed/);
    expect(await api.fetch(id)).toMatchObject({ contact_number: '12223334444', will_attend: true });
  });

  test('A16 an expired appointment is not answerable', async () => {
    const id = await reminded();
    await frontdesk.advance(day);
    await pat.texts('Yes');
    expect(pat).toHear(/HELP MENU/);
    expect(await api.fetch(id)).toMatchObject({ will_attend: null });
  });

  test('A20 two appointments of one phone: the soonest is answered first, then the next', async () => {
    const later = await api.book({ appointment_time: '2027-03-23T09:00Z', participant: 'Dr Ito' });
    const sooner = await reminded();
    await pat.texts('Yes');
    expect(pat).toHear(
      /confirmed\.\nMonday Mar 22.*\n\nYour next one: Tuesday Mar 23, 9:00 am at Central Park with Dr Ito\. Please reply/,
    );
    expect(await api.fetch(later)).toMatchObject({ will_attend: null });
    const { sid } = await pat.texts('No');
    expect(pat).toHear(/canceled\.\nTuesday Mar 23/);
    await pat.texts('No', { sid, via: 'fallback' });
    expect(pat).toHear(/canceled\.\nTuesday Mar 23/);
    expect(await api.fetch(sooner)).toMatchObject({ will_attend: true });
    expect(await api.fetch(later)).toMatchObject({ will_attend: false });
    await frontdesk.advance(minute);
    await tick();
    await frontdesk.advance(20 * hour);
    expect(pat).toHearNothing();
  });

  test('whoever declined hears no more of it; a Yes after all brings back what is still ahead', async () => {
    const id = await reminded({ notify_window: [24, 2, 1] });
    await pat.texts('No');
    expect(pat).toHear(/canceled/);
    await frontdesk.advance(minute);
    await tick();
    expect(await scheduled()).toEqual([]);
    expect((await api.call('update', { reminder_id: id, location: 'Main Hall' })).status).toBe(200);
    expect(await scheduled()).toEqual([]);
    await frontdesk.advance(22 * hour);
    await pat.texts('Yes');
    expect(pat).toHear(/confirmed/);
    await tick();
    expect(pat).toHearNothing();
    expect(await api.fetch(id)).toMatchObject({ state: 'confirmed' });
    await frontdesk.advance(2 * hour);
    expect(pat).toHear(/Monday/);
  });

  test('a No takes back what is still to come at once, before anybody ticks', async () => {
    await reminded({ notify_window: [24, 2, 1] });
    await pat.texts('No');
    expect(pat).toHear(/canceled/);
    expect(await scheduled()).toEqual([]);
    await frontdesk.advance(23 * hour);
    expect(pat).toHearNothing();
  });

  test('a robot that answers nonsense gets the menu, and then nothing', async () => {
    await reminded();
    for (let n = 0; n < 12; n += 1) await pat.texts('beep');
    expect(pat.unread().map(({ body }) => body.includes('did not understand'))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    pat.ignoreTexts();
  });
});

describe('changing', () => {
  test('another time: the old text is taken back, the new one goes out, both ids lead to it', async () => {
    const id = await api.book();
    const { status, body } = await api.call('update', { reminder_id: id, appointment_time: '2027-03-25T10:00Z' });
    expect(status).toBe(200);
    const moved = body.reminder_id ?? '';
    expect((await scheduled()).map(({ sendAt }) => new Date(sendAt).toISOString())).toEqual([
      '2027-03-24T10:00:00.000Z',
    ]);
    for (const each of [id, moved]) {
      expect(await api.fetch(each)).toMatchObject({ reminder_id: moved, appt_sys_dt: '2027-03-25 10:00:00' });
    }
    expect((await api.call('list', {})).body.reminders).toHaveLength(1);
    await frontdesk.advance(4 * day);
    expect(pat).toHear(/Thursday Mar 25, 10:00 am/);
    await pat.texts('yes');
    expect(pat).toHear(/confirmed/);
    expect(await api.fetch(id)).toMatchObject({ will_attend: true });
    expect((await api.call('delete', { reminder_id: id })).status).toBe(200);
    expect((await api.call('fetch', { reminder_id: moved })).status).toBe(404);
  });

  test('another place: same id, another text', async () => {
    const id = await api.book();
    expect((await api.call('update', { reminder_id: id, location: 'Main Hall' })).body.reminder_id).toBe(id);
    expect(await scheduled()).toEqual([expect.objectContaining({ body: expect.stringContaining('at Main Hall') })]);
    await frontdesk.advance(day + hour);
    expect(pat).toHear(/at Main Hall/);
  });

  test('another phone: the first one hears nothing', async () => {
    const id = await api.book();
    const other = frontdesk.phone('+12223335555');
    await api.call('update', { reminder_id: id, contact_number: other.number });
    await frontdesk.advance(day + hour);
    expect(other).toHear(/Monday/);
    await pat.texts('yes');
    expect(pat).toHear(/HELP MENU/);
    await other.texts('yes');
    expect(other).toHear(/confirmed/);
  });

  test('what fetch answers may be sent back', async () => {
    const id = await api.book({ location: ' ', quiet_hours: '21:00-08:00', notify_window: [24, 2] });
    const before = await api.fetch(id);
    expect(before).toMatchObject({ time_zone: '+00:00', location: null });
    expect((await api.call('update', before)).status).toBe(200);
    expect(await api.fetch(id)).toMatchObject({ ...before, texts: expect.anything() });
  });

  test('of changes at once one holds, and nobody is told that the reminder is not there', async () => {
    const id = await api.book();
    const times = ['2027-03-25T10:00Z', '2027-03-26T10:00Z', '2027-03-27T10:00Z'];
    const answers = await Promise.all(
      times.map((appointment_time) => api.call('update', { reminder_id: id, appointment_time })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(await scheduled()).toHaveLength(1);
    expect((await api.call('list', { contact_number: appointment.contact_number })).body.reminders).toHaveLength(1);
  });

  test('a change of nothing leaves its text where it is', async () => {
    const id = await api.book();
    const [before] = (await api.fetch(id)).texts;
    expect((await api.call('update', { reminder_id: id, notify_window: '24' })).status).toBe(200);
    expect((await api.fetch(id)).texts).toEqual([before]);
  });

  test('a wrong change changes nothing', async () => {
    const id = await api.book();
    const before = await api.fetch(id);
    const { status, body } = await api.call('update', {
      reminder_id: id,
      appointment_time: '2027-03-19T10:00Z',
      location: 'a,b',
    });
    // A change requires no argument
    expect([status, body.message]).toEqual([400, 'Invalid arguments: location, appointment_time']);
    expect(await api.fetch(id)).toEqual(before);
  });
});

describe('asking twice', () => {
  const key = { 'idempotency-key': 'booking 1' };
  test('the same request under the same key has one effect and one answer', async () => {
    const first = await api.call('create', appointment, key);
    expect(first.status).toBe(200);
    expect(await api.call('create', appointment, key)).toEqual(first);
    expect(await scheduled()).toHaveLength(1);
  });
  test('another request under the same key is refused', async () => {
    await api.call('create', appointment, key);
    expect((await api.call('create', { ...appointment, notify_window: 2 }, key)).status).toBe(409);
  });
  test('what was deleted, or moved, is not made again under its key, days later neither', async () => {
    const later = { ...appointment, appointment_time: '2027-03-29T13:00Z' };
    const first = await api.call('create', later, key);
    const { reminder_id } = first.body;
    const moved = await api.call('update', { reminder_id, appointment_time: '2027-03-30T13:00Z' });
    await frontdesk.advance(3 * day);
    expect(await api.call('create', later, key)).toEqual(first);
    await api.call('delete', { reminder_id: moved.body.reminder_id });
    const { status, body } = await api.call('create', later, key);
    expect([status, body.errors]).toEqual([
      409,
      [{ field: 'Idempotency-Key', message: `stands for reminder ${reminder_id}, which was deleted` }],
    ]);
    expect((await api.call('list', {})).body.reminders).toEqual([]);
    expect((await api.call('create', later, { 'idempotency-key': 'booking 2' })).status).toBe(200);
  });
  test('what failed can be asked again', async () => {
    frontdesk.emulator.faults.add({ kind: 'refuse', url: 'Messages.json', times: 1 });
    expect((await api.call('create', appointment, key)).status).toBe(503);
    expect((await api.call('create', appointment, key)).status).toBe(200);
    expect(await scheduled()).toHaveLength(1);
  });
});

describe('listing', () => {
  test('by day, contact and state, in pages', async () => {
    const days = ['2027-03-22', '2027-03-23', '2027-03-24'];
    for (const [n, date] of days.entries()) {
      for (const time of ['09:00Z', '23:30Z'])
        await api.book({ appointment_time: `${date}T${time}`, contact_number: `1222333444${n}` });
    }
    const list = async (query: Record<string, unknown>) => {
      const { body } = await api.call('list', query);
      return {
        times: (body.reminders as { appt_sys_dt: string }[]).map(({ appt_sys_dt }) => appt_sys_dt.slice(5, 16)),
        cursor: body.next_cursor,
      };
    };
    expect((await list({ day: '2027-03-23' })).times).toEqual(['03-23 09:00', '03-23 23:30']);
    expect((await list({ day: '2027-03-24', time_zone: 'Europe/Madrid' })).times).toEqual([
      '03-23 23:30',
      '03-24 09:00',
    ]);
    expect((await list({ contact_number: '12223334442' })).times).toEqual(['03-24 09:00', '03-24 23:30']);
    expect((await list({ state: 'confirmed' })).times).toEqual([]);
    const times = [];
    let cursor: unknown = null;
    do {
      const page = await list({ limit: 2, cursor });
      times.push(...page.times);
      cursor = page.cursor;
    } while (cursor);
    expect(times).toEqual(days.flatMap((date) => [`${date.slice(5)} 09:00`, `${date.slice(5)} 23:30`]));
    expect((await api.call('list', { day: '2027-02-30', limit: 0, state: 'x' })).body.errors).toHaveLength(3);
  });
});

test('nothing is left behind of reminders that are done', async () => {
  const id = await api.book({ notify_window: [24, 1] });
  await frontdesk.advance(3 * day);
  pat.ignoreTexts();
  await tick();
  expect([...(await syncItems(frontdesk, 'reminder-work')).keys()]).toEqual([]);
  expect([...(await syncItems(frontdesk, 'reminders')).keys()]).toEqual([id]);
  expect([...(await syncDocuments(frontdesk)).keys()].filter((name) => name.startsWith('idempotency'))).toEqual([]);
});
