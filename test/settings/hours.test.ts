import type { HoursItem } from '../../src/settings/hours';
import type { Hours } from '../../src/settings/opening';
import { available, matched, waitingInLine } from '../dispatch/scenes';
import { dispatchWorld } from '../dispatch/world';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Desk, signIn } from '../frontdesk/desk';
import type { Phone } from '../frontdesk/phone';
import { syncItems } from '../frontdesk/sync';

// Opening hours and the pause, as people and staff meet them.

const monday = '2026-11-23T15:00:00Z'; // 10:00 in New York

let frontdesk: TestFrontdesk;
let desk: Desk;
let ana: Phone; // a provider
let cal: Phone; // a receiver
let dee: Phone; // another one

beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false, frozenAt: monday });
});
beforeEach(async () => {
  await frontdesk.reset();
  desk = await signIn(frontdesk);
  ana = frontdesk.phone('+12025550111');
  cal = frontdesk.phone('+12025550113');
  dee = frontdesk.phone('+12025550114');
});
afterEach(() => expect(frontdesk.phones).toHearNothing()); // a text that nobody expected is a defect
afterAll(() => frontdesk.stop());

const minutes = (count: number) => count * 60_000;
const hours = (count: number) => minutes(60 * count);
/** What an instance knew of the settings is forgotten after this. */
const settingsTold = () => frontdesk.advance(6000);

const nineToFive: Hours['week'][keyof Hours['week']] = [['09:00', '17:00']];
const office: Hours = {
  timeZone: 'America/New_York',
  week: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive, sat: [], sun: [] },
  holidays: [{ date: '2026-11-26', name: 'Thanksgiving' }],
};

const revisionOf = async (what: 'hours' | 'pause') => {
  const { body } = await desk.post<{ setting?: { revision: string } }>('settings', {
    what,
    revision: 'ffff',
    ...(what === 'hours' ? { hours: null } : { paused: false }),
  });
  return body.setting?.revision ?? '';
};

async function opens(wanted: Hours | null, revision = '') {
  expect(await desk.post('settings', { what: 'hours', revision, hours: wanted })).toMatchObject({ status: 200 });
  await settingsTold();
}

const closedUntil = (when: string) => `We are closed now. We open ${when}: please text us again then.`;
const line = async () => (await dispatchWorld(frontdesk)).waiting.size;

describe('outside the opening hours', () => {
  beforeEach(async () => {
    await opens(office);
  });

  test('1 is told when we open, and leaves nothing behind; when we are open it is taken', async () => {
    await cal.texts('1');
    expect(cal).toHear(/number 1 in line/);
    await cal.texts('0');
    expect(cal).toHear(/no longer in line/);
    await frontdesk.advance(hours(7));
    await cal.texts('1');
    expect(cal).toHear(closedUntil('Tuesday 9:00 AM'));
    expect(await line()).toBe(0);
    expect((await dispatchWorld(frontdesk)).requests).toMatchObject([{ state: 'cancelled' }]);
    await frontdesk.advance(hours(15.99));
    await cal.texts('1');
    expect(cal).toHear(closedUntil('Tuesday 9:00 AM'));
    await frontdesk.advance(minutes(1));
    await cal.texts('1');
    expect(cal).toHear(/number 1 in line/);
  });

  test('in the language of whoever asks, and the same text again hears the same', async () => {
    await cal.texts('!lang es');
    cal.ignoreTexts();
    await frontdesk.advance(hours(7));
    const { sid } = await cal.texts('1');
    expect(cal).toHear('Esta cerrado ahora. Abrimos el martes, 9:00: por favor escriba entonces.');
    await cal.texts('1', { sid, via: 'fallback' });
    expect(cal).toHear(/^Esta cerrado/);
    expect(await line()).toBe(0);
  });

  test('the menu is when we open; commands, STOP and admins are served as always', async () => {
    await frontdesk.advance(hours(7));
    await cal.texts('hello');
    expect(cal).toHear(closedUntil('Tuesday 9:00 AM'));
    await cal.texts('!help');
    expect(cal).toHear(/^HELP MENU/);
    await cal.texts('0');
    expect(cal).toHear(/No active service request/);
    await frontdesk.admin.texts('hello');
    expect(frontdesk.admin).toHear(/^HELP MENU FOR ADMINS/);
    await cal.texts('STOP');
    expect(cal).toHear(/unsubscribed/);
  });

  test('a provider may be available, and meets nobody before we open; then they do, without another word', async () => {
    await frontdesk.advance(hours(6.9));
    await waitingInLine(cal.number, { provider: ana.number })(frontdesk);
    await frontdesk.advance(minutes(10));
    await ana.texts('!available');
    expect(ana).toHear('You are AVAILABLE, but we are closed now: nobody new is taken before we open Tuesday 9:00 AM.');
    await frontdesk.tick();
    expect(cal).toHear(/^Sorry, we are closed now .* We open Tuesday 9:00 AM: reply 1 then\.$/);
    await frontdesk.advance(hours(16));
    await frontdesk.tick();
    await cal.texts('1');
    expect(cal).toHear(/connected/);
    expect(ana).toHear(/Join/);
  });

  test('who is still in line is told once, and a session goes on', async () => {
    await frontdesk.advance(hours(6.9));
    await matched(ana.number, cal.number, { alsoWaiting: dee.number })(frontdesk);
    await frontdesk.advance(minutes(10));
    for (let ticks = 0; ticks < 3; ticks += 1) {
      await frontdesk.tick();
      await frontdesk.advance(minutes(1));
    }
    expect(dee).toHear(/no longer in line/);
    expect(await line()).toBe(0);
    await cal.texts('1');
    expect(cal).toHear(/You already have a provider/);
    await cal.texts('0');
    expect(cal).toHear(/cancelled/);
    expect(ana).toHear(/AVAILABLE again/);
  });

  test('who arrives without an order is told when we open; with one they are never turned away', async () => {
    await desk.order({ name: 'Dee', phone: dee.number });
    dee.ignoreTexts();
    await frontdesk.advance(hours(7));
    await cal.texts('ARRIVE');
    expect(cal).toHear(closedUntil('Tuesday 9:00 AM'));
    await dee.texts('ARRIVE');
    expect(dee).toHear(/What is the name on the order/);
    await dee.texts('Dee');
    expect(dee).toHear(/Y or N/);
    await dee.texts('n');
    expect(dee).toHear(/bring your order/);
  });

  test('on a holiday we open the day after', async () => {
    await frontdesk.advance(hours(24 * 3));
    await cal.texts('1');
    expect(cal).toHear(closedUntil('Friday 9:00 AM'));
  });

  test('taken back, it is always open', async () => {
    await frontdesk.advance(hours(7));
    await opens(null, await revisionOf('hours'));
    await cal.texts('1');
    expect(cal).toHear(/in line/);
  });
});

describe('a line has an end', () => {
  test('who has waited for two hours is told once, and may ask again', async () => {
    await waitingInLine(cal.number)(frontdesk);
    await frontdesk.advance(hours(2));
    await frontdesk.tick();
    expect(await line()).toBe(1);
    await frontdesk.advance(minutes(1));
    await frontdesk.tick();
    await frontdesk.advance(minutes(1));
    await frontdesk.tick();
    expect(cal).toHear(/^Sorry, no provider was free for 120 minutes\. You are no longer in line\./);
    expect(await line()).toBe(0);
    await cal.texts('0');
    expect(cal).toHear(/No active service request/);
    await cal.texts('1');
    expect(cal).toHear(/number 1 in line/);
  });
});

describe('!pause and !resume', () => {
  test('nobody new is taken; who is in line, in a session or expected goes on', async () => {
    const { admin } = frontdesk;
    const ben = frontdesk.phone('+12025550112');
    await desk.order({ name: 'Ben', phone: ben.number });
    await waitingInLine(cal.number, { provider: ana.number })(frontdesk);
    await admin.texts('!pause  Back at two! ');
    expect(admin).toHear(/^Paused\. Nobody new is taken/);
    await settingsTold();
    await dee.texts('1');
    expect(dee).toHear('Sorry, we take nobody new at the moment. Back at two!');
    await dee.texts('arrive');
    expect(dee).toHear(/Back at two!$/);
    await dee.texts('hello');
    expect(dee).toHear(/^HELP MENU/);
    await cal.texts('1');
    expect(cal).toHear(/You are number 1 in line/);
    await ana.texts('!available');
    expect(cal).toHear(/connected/);
    expect(ana).toHear(/Join/);
    await ben.texts('ARRIVE');
    expect(ben).toHear(/What is the name on the order/);
    await admin.texts('!resume');
    expect(admin).toHear('Resumed. New people are taken again.');
    await settingsTold();
    await dee.texts('1');
    expect(dee).toHear(/in line/);
  });

  test('a provider who is available hears of it, now and when they ask again, in their language', async () => {
    await available(ana.number)(frontdesk);
    await frontdesk.admin.texts('!pause');
    frontdesk.admin.ignoreTexts();
    await settingsTold();
    await ana.texts('!available');
    expect(ana).toHear('You are AVAILABLE, but there is a pause: nobody new is taken until an admin ends it.');
    await ana.texts('!unavailable');
    await ana.texts('!lang es');
    ana.ignoreTexts();
    await ana.texts('!available');
    expect(ana).toHear('Esta DISPONIBLE, pero hay una pausa: por ahora no se atiende a nadie nuevo.');
    await frontdesk.admin.texts('!resume');
    frontdesk.admin.ignoreTexts();
    await settingsTold();
    await ana.texts('!available');
    expect(ana).toHear('Ya esta DISPONIBLE. Le escribiremos cuando alguien le necesite.');
  });

  test('said again, it says since when and by whom; the same text again is one', async () => {
    const { admin } = frontdesk;
    await admin.texts('!resume');
    expect(admin).toHear('It is not paused. Reply !pause to take nobody new.');
    const { sid } = await admin.texts('!pause');
    expect(admin).toHear(/^Paused/);
    await admin.texts('!pause', { sid, via: 'fallback' });
    expect(admin).toHear(/^Paused/);
    await frontdesk.advance(minutes(25));
    await admin.texts('!pausa');
    expect(admin).toHear('It is paused already (...0100, 25 minutes ago). Reply !resume to take people again.');
    await admin.texts('!resume');
    expect(admin).toHear(/^Resumed/);
    await admin.texts('!resume');
    expect(admin).toHear(/^It is not paused: \.\.\.0100 resumed it /);
    const noted = [...(await syncItems<{ what: string; who: string }>(frontdesk, 'activity')).values()];
    expect(noted.map(({ what }) => what).sort()).toEqual(['paused', 'resumed', 'signed in']);
  });

  test('only admins may, and not with a letter', async () => {
    await cal.texts('!pause');
    expect(cal).toHear(/permission/);
    await frontdesk.admin.texts(`!pause ${'x'.repeat(111)}`);
    expect(frontdesk.admin).toHear(/at most 110 characters\. Nothing was changed/);
    expect((await syncItems(frontdesk, 'settings')).size).toBe(0);
  });
});

describe('at the desk', () => {
  const settingNow = async <T>(key: string) => (await syncItems<T>(frontdesk, 'settings')).get(key);

  test('two who change the hours at once: the second is shown what is there now', async () => {
    const first = await desk.post<{ item: { revision: string } }>('settings', {
      what: 'hours',
      revision: '',
      hours: office,
    });
    const changed = { ...office, timeZone: 'UTC' };
    expect(await desk.post('settings', { what: 'hours', revision: '', hours: changed })).toEqual({
      status: 409,
      body: expect.objectContaining({
        message: expect.stringContaining('…0100 changed this in the meantime'),
        setting: expect.objectContaining({ key: 'hours', revision: first.body.item.revision }),
      }),
    });
    expect((await settingNow<HoursItem>('hours'))?.hours).toEqual(office);
    const { revision } = first.body.item;
    expect(await desk.post('settings', { what: 'hours', revision, hours: changed })).toMatchObject({ status: 200 });
  });

  test('the same press again has one effect', async () => {
    const press = { what: 'pause', actionId: 'press-0001', revision: '', paused: true, words: 'Back soon' };
    const first = await desk.post('settings', press);
    expect(await desk.post('settings', press)).toEqual(first);
    expect(first).toMatchObject({
      status: 200,
      body: { item: { data: { paused: true, by: '…0100', words: 'Back soon' } } },
    });
    expect(await desk.post('settings', { ...press, actionId: 'press-0002' })).toMatchObject({
      status: 409,
    });
    await settingsTold();
    await cal.texts('1');
    expect(cal).toHear(/Back soon$/);
  });

  test('what is wrong is named by its field, and nothing is stored', async () => {
    const wrong = { ...office, timeZone: 'Mars/Base', week: { ...office.week, mon: [['9', '17:00']] } };
    const { status, body } = await desk.post('settings', { what: 'hours', revision: '', hours: wrong });
    expect(status).toBe(400);
    expect(body.errors?.map(({ field }) => field).sort()).toEqual(['hours.timeZone', 'hours.week.mon.0.0']);
    const pause = await desk.post('settings', { what: 'pause', revision: 'x', paused: 'yes', words: 'x'.repeat(111) });
    expect(pause.body.errors?.map(({ field }) => field).sort()).toEqual(['paused', 'revision', 'words']);
    expect((await syncItems(frontdesk, 'settings')).size).toBe(0);
  });
});
