import { admin, type MemoryFrontdesk, memoryFrontdesk, secondAdmin } from '../../test/memory-frontdesk';
import { available, cancel, request, settleDelivery, tick } from '../dispatch';
import { subscribeCommand } from '../dispatch/roster/commands';
import { documents, type ProviderState } from '../dispatch/states';
import type { Sender, Text } from '../frontdesk';
import type { E164 } from '../phone';
import { createOrder } from '../pickup/create';
import { repairOrderTexts } from '../pickup/repair';
import { createReminder } from '../reminders/create';
import { tick as tickReminders } from '../reminders/tick';
import { TwilioCallError } from '../twilio/call-error';
import { defaultTexts } from './defaults';

// A Function dies when a text is out and that is not noted yet; staff edit the text; then somebody repairs. Nobody hears it twice.

const ana: E164 = '+12025550111';
const cal: E164 = '+12025550113';
const sender = (number: E164, messageSid: string): Sender => ({ number, language: 'en', messageSid });

let frontdesk: MemoryFrontdesk;
beforeEach(() => {
  frontdesk = memoryFrontdesk({ MESSAGING_SERVICE_SID: 'MG0', DEFAULT_COUNTRY: 'US' });
});

/** Once so many texts are out, nothing that the Function does from this call on has any effect. */
async function dyingAt(fatal: RegExp, texts: number, run: () => Promise<unknown>): Promise<void> {
  let isDead = false;
  const die = () => {
    if (isDead) throw new Error('died');
  };
  frontdesk.store.before = (call) => {
    isDead ||= frontdesk.sent.length === texts && fatal.test(call);
    die();
  };
  frontdesk.onSend = die;
  await run().catch(() => undefined);
  expect(isDead).toBe(true);
  expect(frontdesk.sent).toHaveLength(texts);
  frontdesk.store.before = undefined;
  frontdesk.onSend = undefined;
}

/** Staff reword everything. */
function edit(): void {
  const reworded = (texts: object) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, `Reworded: ${text}`]));
  frontdesk.settings.texts = { en: reworded(defaultTexts.en), es: reworded(defaultTexts.es) };
}

const heardBy = (number: E164) => frontdesk.sent.filter(({ to }) => to === number).map(({ body }) => body);

async function anaIsAvailable(): Promise<void> {
  const state: ProviderState = {
    number: ana,
    language: 'en',
    approval: 'approved',
    subscribed: true,
    duty: 'off',
  };
  await frontdesk.store.createDocument(documents.provider(ana.slice(1)), state);
  await available(frontdesk, sender(ana, 'SMavailable'));
}

test('dispatch: a match', async () => {
  await anaIsAvailable();
  await dyingAt(/^update request/, 2, () => request(frontdesk, sender(cal, 'SM1')));
  edit();
  frontdesk.now += 20_000;
  await tick(frontdesk);
  expect(heardBy(ana)).toEqual([expect.stringMatching(/^Join Zoom Meeting/)]);
  expect(heardBy(cal)).toEqual([expect.stringMatching(/^You are connected/)]);
  expect(frontdesk.store.documents.get('request.12025550113')?.data).toMatchObject({ told: true });
  expect(frontdesk.store.documents.get('request.12025550113')?.data).not.toHaveProperty('words.provider');
});

test('dispatch: the end of a session, though the provider is free already', async () => {
  await anaIsAvailable();
  await request(frontdesk, sender(cal, 'SM1'));
  frontdesk.sent.length = 0;
  await dyingAt(/^update request/, 2, () => cancel(frontdesk, sender(cal, 'SM2')));
  edit();
  frontdesk.now += 20_000;
  await tick(frontdesk);
  expect(heardBy(ana)).toEqual([expect.stringMatching(/^The receiver just cancelled .*AVAILABLE again/)]);
  expect(heardBy(cal)).toEqual([expect.stringMatching(/^Your request has been cancelled/)]);
  expect(frontdesk.store.documents.get('request.12025550113')?.data).toMatchObject({ freed: true });
});

test('dispatch: a request that is passed on', async () => {
  await anaIsAvailable();
  await request(frontdesk, sender(cal, 'SM1'));
  const invitation = frontdesk.sent.find(({ to }) => to === ana);
  frontdesk.sent.length = 0;
  await dyingAt(/^remove waiting/, 1, () =>
    settleDelivery(frontdesk, { messageSid: 'SM1', status: 'undelivered', about: invitation?.about ?? {} }),
  );
  edit();
  frontdesk.now += 20_000;
  await tick(frontdesk);
  expect(heardBy(cal)).toEqual([expect.stringMatching(/^Sorry, we could not reach that provider/)]);
});

test('dispatch: who waited for too long', async () => {
  await request(frontdesk, sender(cal, 'SM1'));
  frontdesk.now += (frontdesk.config.waitMinutes + 1) * 60_000;
  await dyingAt(/^update request/, 1, () => tick(frontdesk));
  edit();
  frontdesk.now += 20_000;
  await tick(frontdesk);
  expect(heardBy(cal)).toEqual([expect.stringMatching(/^Sorry, no provider was free/)]);
  expect(frontdesk.store.documents.get('request.12025550113')?.data).toMatchObject({ freed: true });
});

test('dispatch: who asks to be a provider is announced once, also to an admin who chose another language since', async () => {
  await dyingAt(/^update provider/, 2, () => subscribeCommand(frontdesk, sender(ana, 'SM1'), ''));
  edit();
  await frontdesk.store.createDocument(`person.${secondAdmin.slice(1)}`, { language: 'es' });
  frontdesk.now += 20_000;
  await tick(frontdesk);
  for (const each of [admin, secondAdmin]) {
    expect(heardBy(each)).toEqual([expect.stringMatching(/^\+12025550111 is requesting approval/)]);
  }
  expect(frontdesk.store.documents.get('provider.12025550111')?.data).not.toHaveProperty('notice');
});

test('pickup: a text about an order', async () => {
  await dyingAt(/^update orders/, 1, () =>
    createOrder(frontdesk, { actionId: 'press-one', name: 'Cyrus', phone: cal }),
  );
  edit();
  frontdesk.now += 20_000;
  expect(await repairOrderTexts(frontdesk)).toBe(1);
  expect(heardBy(cal)).toEqual([expect.stringMatching(/^Thanks for your order Cyrus/)]);
});

describe('reminders', () => {
  const hour = 3_600_000;
  let canceled: string[];
  let refusal: Error | undefined;
  beforeEach(() => {
    canceled = [];
    refusal = undefined;
    const texts: (Text & { messageSid: string; createdMs: number })[] = [];
    const statusOf = ({ messageSid, sendAtMs = 0 }: (typeof texts)[number]) => {
      if (canceled.includes(messageSid)) return 'canceled';
      return sendAtMs > frontdesk.now ? 'scheduled' : 'delivered';
    };
    frontdesk.sendText = async (text) => {
      frontdesk.onSend?.(text);
      if (refusal !== undefined && text.to === cal) throw refusal;
      frontdesk.sent.push(text);
      const messageSid = `SM${texts.length + 1}`;
      texts.push({ ...text, messageSid, createdMs: frontdesk.now });
      return { messageSid, to: text.to };
    };
    frontdesk.queue = {
      async cancel(messageSid) {
        canceled.push(messageSid);
        return 'canceled';
      },
      fetch: async () => undefined,
      find: async ({ to, saying, fromMs, untilMs }) =>
        texts
          .filter((text) => text.to === to && text.body.includes(saying))
          .filter(({ createdMs }) => createdMs >= fromMs && createdMs <= untilMs)
          .map((text) => ({ messageSid: text.messageSid, to, status: statusOf(text) })),
    };
  });

  const book = (inMs: number) =>
    createReminder(
      frontdesk,
      {
        contact_number: cal,
        appointment_time: new Date(frontdesk.now + inMs).toISOString(),
        notify_window: 24,
        location: 'Łódź…',
      },
      undefined,
    );
  const repair = () => tickReminders(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY });

  test('one that was scheduled and not recorded is taken back', async () => {
    await dyingAt(/^update reminders/, 1, () => book(72 * hour));
    edit();
    frontdesk.now += 120_000;
    await repair();
    frontdesk.now += 120_000;
    await repair();
    expect(frontdesk.sent).toHaveLength(1);
    expect(canceled).toEqual(['SM1']);
  });

  test('one that was handed over by a tick is not sent a second time', async () => {
    // Twilio takes texts for 35 days ahead; this one waits with us
    await book(60 * 24 * hour);
    expect(frontdesk.sent).toHaveLength(0);
    frontdesk.now += 59 * 24 * hour - 60_000; // so late that it is sent at once
    await dyingAt(/^update reminders/, 1, repair);
    edit();
    for (let minutes = 0; minutes < 5; minutes += 1) {
      frontdesk.now += 120_000;
      await repair();
    }
    expect(heardBy(cal)).toEqual([expect.stringMatching(/^\[Frontdesk\]\nYou have an appointment/)]);
  });

  test('staff hear once of one that failed', async () => {
    await book(60 * 24 * hour);
    frontdesk.now += 59 * 24 * hour - 60_000;
    refusal = new TwilioCallError(
      'Messages.create',
      {},
      Object.assign(new Error('no mobile'), { status: 400, code: 21614 }),
    );
    await dyingAt(/^update reminders/, 1, repair);
    edit();
    for (let minutes = 0; minutes < 5; minutes += 1) {
      frontdesk.now += 120_000;
      await repair();
    }
    expect(heardBy(admin)).toEqual([expect.stringMatching(/^\[Frontdesk\]\nWe could not remind/)]);
  });
});
