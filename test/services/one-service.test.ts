import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { signIn } from '../frontdesk/desk';
import type { Phone } from '../frontdesk/phone';
import { syncDocuments, syncItems } from '../frontdesk/sync';
import { setVariables } from '../frontdesk/variables';

// A Frontdesk that offers one thing: what the others would have answered, nobody answers, and nothing of theirs is touched.

let frontdesk: TestFrontdesk;
let cal: Phone;

beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
});
afterEach(() => expect(frontdesk.phones).toHearNothing());
afterAll(() => frontdesk.stop());

const offering = (services: string, more: Record<string, string> = {}) =>
  beforeAll(async () => {
    await frontdesk.reset();
    await setVariables(frontdesk, { SERVICES: services, ...more });
  });
beforeEach(async () => {
  await frontdesk.reset();
  cal = frontdesk.phone('+12025550113');
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${frontdesk.emulator.serviceUrl}/${path}`, { headers });
  return { status: response.status, body: await response.json() };
};
const bearer = () => ({ authorization: `Bearer ${frontdesk.deployed.variables.REMINDER_API_KEY}` });
const isOff = (service: string) => ({
  status: 404,
  body: expect.objectContaining({ message: expect.stringContaining(`no ${service}`) }),
});

/** Everybody's, whatever is offered. */
async function stopsAndStarts() {
  await cal.texts('STOP');
  expect(cal).toHear(/unsubscribed/);
  await cal.texts('START');
  expect(cal).toHear(/re-subscribed/);
  await cal.texts('!lang es');
  expect(cal).toHear(/español/);
  for (const word of ['hola', '!help']) {
    await cal.texts(word);
    expect(cal).toHear(/^AYUDA/);
  }
}

async function ticks() {
  expect(await (await frontdesk.tick()).json()).toMatchObject({ done: true });
}

describe('dispatch alone', () => {
  offering('dispatch');

  test('the menu names what there is', async () => {
    await cal.texts('hello');
    expect(cal).toHear(/^HELP MENU\nReply 1 .*\nProviders: reply !subscribe to join\.\nEspañol.*\nQuestions\?.*$/);
    await cal.texts('ARRIVE');
    expect(cal).toHear(/^HELP MENU/);
    await cal.texts('Yes');
    expect(cal).toHear(/^HELP MENU/);
    await cal.texts('1');
    expect(cal).toHear(/number 1 in line/);
    await cal.texts('0');
    expect(cal).toHear(/no longer in line/);
    await stopsAndStarts();
  });

  test('Functions of the others are not there', async () => {
    const desk = await signIn(frontdesk);
    expect(await get('reminder/list', bearer())).toEqual(isOff('reminders'));
    expect(await desk.post('orders/create', { name: 'Cyrus', phone: cal.number })).toEqual(isOff('pickup'));
    expect(await desk.post('dispatch/approve', { number: cal.number })).toMatchObject({ status: 200 });
    expect(cal).toHear(/approved/);
    expect(await desk.get('session')).toMatchObject({ status: 200, body: { services: ['dispatch'] } });
    await ticks();
  });
});

describe('pickup alone', () => {
  // A service that is off needs none of its settings
  offering('pickup', { MEETING_URL: '', ZOOM_ACCOUNT_ID: '', ZOOM_CLIENT_ID: 'half' });

  test('its customers are asked, and commands and digits of dispatch are nobody’s', async () => {
    await cal.texts('!subscribe');
    expect(cal).toHear(/^HELP MENU\nHere to pick up an order\? Reply ARRIVE\.\nEspañol.*\nQuestions\?.*$/);
    for (const word of ['1', '0', '!available', 'Yes']) {
      await cal.texts(word);
      expect(cal).toHear(/^HELP MENU/);
    }
    expect((await syncItems(frontdesk, 'waiting')).size).toBe(0);
    expect((await syncItems(frontdesk, 'roster')).size).toBe(0);
    await stopsAndStarts();
    const dee = frontdesk.phone('+12025550114');
    await dee.texts('ARRIVE');
    expect(dee).toHear(/What is the name on the order\?$/);
    await dee.texts('Dee');
    expect(dee).toHear(/Y or N/);
    await dee.texts('n');
    expect(dee).toHear(/our staff know that you are here/);
    await frontdesk.admin.texts('hello');
    expect(frontdesk.admin).toHear(/^HELP MENU FOR ADMINS\n!desk.*\n!pause.*$/);
  });

  test('Functions of the others are not there', async () => {
    const desk = await signIn(frontdesk);
    expect(await get('reminder/list', bearer())).toEqual(isOff('reminders'));
    expect(await desk.post('dispatch/approve', { number: cal.number })).toEqual(isOff('dispatch'));
    expect(await desk.get('session')).toMatchObject({ body: { services: ['pickup'] } });
    await desk.post('heartbeat');
    await ticks();
    expect([...(await syncDocuments(frontdesk)).keys()].filter((name) => /^(provider|request)\./.test(name))).toEqual(
      [],
    );
  });
});

describe('reminders alone', () => {
  offering('reminders');

  test('answers are recorded, and the rest is nobody’s', async () => {
    for (const word of ['1', 'ARRIVE', '!done', 'Yes']) {
      await cal.texts(word);
      expect(cal).toHear(/^HELP MENU\nAsked about an appointment\? Reply Yes or No\.\nEspañol.*\nQuestions\?.*$/);
    }
    await stopsAndStarts();
    await ticks();
  });

  test('Functions of the others are not there', async () => {
    const desk = await signIn(frontdesk);
    expect(await desk.post('orders/create', { name: 'Cyrus', phone: cal.number })).toEqual(isOff('pickup'));
    expect(await desk.post('dispatch/deny', { number: cal.number })).toEqual(isOff('dispatch'));
    expect(await get('reminder/list', bearer())).toMatchObject({ status: 200 });
  });
});
