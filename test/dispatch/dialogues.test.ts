import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import type { Phone } from '../frontdesk/phone';
import { approved, available, matched } from './scenes';

// The acceptance cases of the system that dispatch grew out of, and what goes beyond it, each as the dialogue that a user would have.

let frontdesk: TestFrontdesk;
let admin: Phone;
let ana: Phone; // a provider
let ben: Phone; // another one
let cal: Phone; // a receiver
let dee: Phone; // another one

beforeAll(async () => {
  frontdesk = await openFrontdesk();
});
beforeEach(async () => {
  await frontdesk.reset();
  admin = frontdesk.admin;
  ana = frontdesk.phone('+12025550111');
  ben = frontdesk.phone('+12025550112');
  cal = frontdesk.phone('+12025550113');
  dee = frontdesk.phone('+12025550114');
});
afterEach(() => expect(frontdesk.phones).toHearNothing()); // a text that nobody expected is a defect
afterAll(() => frontdesk.stop());

const minutes = (count: number) => count * 60_000;
const linkIn = (body = '') => /https:\S+/.exec(body)?.[0];

describe('help', () => {
  test('an unknown text gets the menu, with an admin to turn to (D1)', async () => {
    await cal.texts('what is this?');
    expect(cal).toHear(/HELP MENU[\s\S]*Reply 1 [\s\S]*\+1 ?\(?202\)?[ -]?555-?0100/);
  });

  test('an empty text gets the menu', async () => {
    await cal.texts('');
    expect(cal).toHear(/HELP MENU/);
  });

  test('the menu is another one for a provider and for an admin', async () => {
    await approved(ana.number)(frontdesk);
    await ana.texts('!help');
    expect(ana).toHear(/PROVIDERS[\s\S]*!available/);
    await admin.texts('!help');
    expect(admin).toHear(/ADMINS[\s\S]*!approve/);
    await cal.texts('!help');
    expect(cal).toHear(/HELP MENU\n/);
  });

  test('commands are read without regard to case and white space (D2)', async () => {
    await ana.texts('  !SubScribe ');
    expect(ana).toHear(/pending admin approval/);
    expect(admin).toHear(/requesting approval/);
    await admin.texts(' !SHOWALL');
    expect(admin).toHear(/Providers Pending \(1\)/);
  });

  test('two robots do not text each other for ever', async () => {
    for (let n = 0; n < 5; n += 1) {
      await cal.texts('I am a robot');
      expect(cal).toHear(/HELP MENU/);
    }
    await cal.texts('I am a robot');
    expect(cal).toHearNothing();
    await cal.texts('1');
    expect(cal).toHear(/currently unavailable/);
  });

  test('a phone that chose Spanish is answered in Spanish', async () => {
    await cal.texts('!lang es');
    expect(cal).toHear(/español/i);
    await cal.texts('1');
    expect(cal).toHear(/proveedor/i);
  });
});

describe('becoming a provider', () => {
  test('others than admins may not approve, deny or see everybody (D3)', async () => {
    for (const command of [`!approve ${ben.number}`, `!deny ${ben.number}`, '!showall']) {
      await cal.texts(command);
      expect(cal).toHear("Sorry, you don't have permission to use this command.");
    }
    await ben.texts('!available');
    expect(ben).toHear(/must be subscribed/);
  });

  test('a subscriber is pending, and each admin is told once with both command lines (D4, D5)', async () => {
    await ana.texts('!subscribe');
    expect(ana).toHear(/pending admin approval/);
    expect(admin).toHear(
      /\+12025550111 is requesting approval to subscribe\.\nReply !approve \+12025550111\nor\n!deny \+12025550111/,
    );
    await admin.texts('!showall');
    expect(admin).toHear(/Providers Pending \(1\): .*0111/);

    await ana.texts('!subscribe');
    expect(ana).toHear(/still pending/);
    expect(admin).toHearNothing();
  });

  test('approved: the admin and the provider hear it, and the provider is subscribed and not available (D6, D7)', async () => {
    await ana.texts('!subscribe');
    ana.ignoreTexts();
    admin.ignoreTexts();
    await admin.texts(`!approve ${ana.number}`);
    expect(admin).toHear(/^Provider approved\./);
    expect(ana).toHear(/approved and subscribed/);
    await admin.texts('!showall');
    expect(admin).toHear(/Providers Subscribed \(1\): .*\n.*Pending: none\n.*Available: none/);
    await cal.texts('1');
    expect(cal).toHear(/currently unavailable/);

    await admin.texts(`!approve ${ana.number}`);
    expect(admin).toHear(/already approved/i);
  });

  test('approved without having asked (D8)', async () => {
    await admin.texts(`!approve ${ben.number}`);
    expect(admin).toHear(/^Provider approved\./);
    expect(ben).toHear(/approved and subscribed/);
    await ben.texts('!available');
    expect(ben).toHear(/AVAILABLE/);
  });

  test.each(['!approve letters', '!approve', '!approve 12', '!approve +1202555010', '!deny +999999999999999999'])(
    '%s gets a text that says what a number looks like (D9)',
    async (command) => {
      await admin.texts(command);
      expect(admin).toHear(/\+12025550123/);
      await admin.texts('!showall');
      expect(admin).toHear(/Providers Approved: none/);
    },
  );

  test('denied: no longer approved, subscribed or available (D10)', async () => {
    await available(ana.number)(frontdesk);
    await admin.texts(`!deny ${ana.number}`);
    expect(admin).toHear(/removed from approved list/);
    expect(ana).toHear(/denied/);
    await cal.texts('1');
    expect(cal).toHear(/currently unavailable/);
    await ana.texts('!available');
    expect(ana).toHear(/must be subscribed/);
  });

  test('denying a stranger texts nobody but the admin (D11)', async () => {
    await admin.texts(`!deny ${dee.number}`);
    expect(admin).toHear(/not a provider/);
    expect(dee).toHearNothing();
  });

  test('whoever is approved subscribes at once, and twice is once (D12, D13)', async () => {
    await approved(ana.number)(frontdesk);
    await ana.texts('!unsubscribe');
    expect(ana).toHear(/now UNSUBSCRIBED/);
    await ana.texts('!subscribe');
    expect(ana).toHear(/now SUBSCRIBED/);
    await ana.texts('!subscribe');
    expect(ana).toHear(/already SUBSCRIBED/);
  });

  test('an unavailable provider can unsubscribe; somebody else is told that they are not subscribed (D14, D15)', async () => {
    await approved(ana.number)(frontdesk);
    await ana.texts('!unsubscribe');
    expect(ana).toHear(/now UNSUBSCRIBED/);
    await ana.texts('!available');
    expect(ana).toHear(/must be subscribed/);
    await ben.texts('!unsubscribe');
    expect(ben).toHear(/not currently SUBSCRIBED/);
  });

  test.each(['!available', '!unavailable', '!done'])(
    '%s is refused to whoever is not subscribed (D16)',
    async (command) => {
      await ben.texts(command);
      expect(ben).toHear(/must be subscribed/);
    },
  );
});

describe('a request', () => {
  test('with nobody available waits, with its place in line, and is served when somebody comes (D18)', async () => {
    await approved(ana.number)(frontdesk);
    await cal.texts('1');
    expect(cal).toHear(/number 1 in line/);
    await dee.texts('1');
    expect(dee).toHear(/number 2 in line/);
    await ana.texts('!available');
    const link = linkIn(ana.unread()[0]?.body);
    expect(link).toMatch(/^https:/);
    expect(ana).toHear(/UNAVAILABLE/);
    expect(linkIn(cal.nextText()?.body)).toBe(link);
    if (ana.unread().length > 0) expect(ana).toHear(/AVAILABLE/);
    await dee.texts('1');
    expect(dee).toHear(/number 1 in line/);
  });

  test('connects both with the same link (D19, D20)', async () => {
    await available(ana.number)(frontdesk);
    await cal.texts('1');
    const [invitation] = ana.unread();
    const [acknowledgement] = cal.unread();
    expect(linkIn(invitation?.body)).toBeDefined();
    expect(linkIn(acknowledgement?.body)).toBe(linkIn(invitation?.body));
    expect(ana).toHear(/UNAVAILABLE/);
    expect(cal).toHear(/connected/);

    await cal.texts('1');
    expect(cal).toHear(/already have a provider/);
  });

  test('two matches have two meetings', async () => {
    await available(ana.number, ben.number)(frontdesk);
    await cal.texts('1');
    await dee.texts('1');
    const links = [cal, dee].map((phone) => linkIn(phone.nextText()?.body));
    expect(new Set(links).size).toBe(2);
    expect(links).not.toContain(undefined);
    expect(ana).toHear(/UNAVAILABLE/);
    expect(ben).toHear(/UNAVAILABLE/);
  });

  test('names are seen and numbers are not', async () => {
    await available(ana.number)(frontdesk);
    await ana.texts('!name Ana Diaz');
    expect(ana).toHear(/Ana Diaz/);
    await cal.texts('1');
    const heard = [ana.nextText()?.body, cal.nextText()?.body].join('\n');
    expect(heard).toMatch(/with Ana Diaz/);
    expect(heard).not.toMatch(/20255501/);
  });

  test('the provider who is idle for the longest time is asked first', async () => {
    await available(ben.number)(frontdesk);
    await frontdesk.advance(minutes(1));
    await available(ana.number)(frontdesk);
    await cal.texts('1');
    expect(ben).toHear(/UNAVAILABLE/);
    expect(cal).toHear(/connected/);
  });

  test('a provider who said !available twice is matched once (D17, D21)', async () => {
    await available(ana.number)(frontdesk);
    await ana.texts('!available');
    expect(ana).toHear(/already AVAILABLE/);
    await cal.texts('1');
    expect(cal).toHear(/connected/);
    expect(ana).toHear(/UNAVAILABLE/);
    await dee.texts('1');
    expect(dee).toHear(/in line/);
  });

  test('of two at once with one provider, one is matched and one waits (D22)', async () => {
    await available(ana.number)(frontdesk);
    await Promise.all([cal.texts('1'), dee.texts('1')]);
    const heard = [cal, dee].map((phone) => phone.nextText()?.body ?? '').sort();
    expect(heard[0]).toMatch(/in line/);
    expect(heard[1]).toMatch(/connected/);
    expect(ana).toHear(/UNAVAILABLE/);
  });
});

describe('0', () => {
  test('within 30 minutes cancels: the provider is told and is in the pool again, and one can ask again (D23, D26)', async () => {
    await matched(ana.number, cal.number)(frontdesk);
    await frontdesk.advance(minutes(29));
    await cal.texts('0');
    expect(cal).toHear('Your request has been cancelled and the provider notified.');
    expect(ana).toHear(/cancelled their request.*AVAILABLE again/);
    await cal.texts('1');
    expect(cal).toHear(/connected/);
    expect(ana).toHear(/UNAVAILABLE/);
  });

  test.each([31, 65, 90])('after %i minutes is too late (D24)', async (late) => {
    await matched(ana.number, cal.number)(frontdesk);
    await frontdesk.advance(minutes(late));
    await cal.texts('0');
    expect(cal).toHear(/older than 30 minutes/);
  });

  test('with nothing to cancel says so (D25)', async () => {
    await cal.texts('0');
    expect(cal).toHear(/No active service request/);
  });

  test('of somebody who waits takes them out of the line', async () => {
    await cal.texts('1');
    await dee.texts('1');
    cal.ignoreTexts();
    dee.ignoreTexts();
    await cal.texts('0');
    expect(cal).toHear(/no longer in line/);
    await dee.texts('1');
    expect(dee).toHear(/number 1 in line/);
  });

  test('of the provider ends the session, and the receiver is told (D27)', async () => {
    await matched(ana.number, cal.number)(frontdesk);
    await ana.texts('0');
    expect(ana).toHear(/receiver notified/);
    expect(cal).toHear(/provider had to cancel/);
    await cal.texts('1');
    expect(cal).toHear(/in line/);
  });
});

describe('the end of a session', () => {
  test('comes with !done, and the receiver can ask again', async () => {
    await matched(ana.number, cal.number)(frontdesk);
    await ana.texts('!done');
    expect(ana).toHear(/session is over/);
    expect(cal).toHear(/session has ended/);
    await ana.texts('!available');
    expect(ana).toHear(/AVAILABLE/);
    await cal.texts('1');
    expect(cal).toHear(/connected/);
    expect(ana).toHear(/UNAVAILABLE/);
  });

  test('comes by itself after the service time (D28)', async () => {
    await matched(ana.number, cal.number)(frontdesk);
    await frontdesk.advance(minutes(31));
    await frontdesk.tick();
    cal.ignoreTexts();
    ana.ignoreTexts();
    await cal.texts('1');
    expect(cal).toHear(/in line/);
    await ana.texts('!available');
    expect(ana).toHear(/UNAVAILABLE|AVAILABLE/);
    ana.ignoreTexts();
    expect(cal).toHear(/connected/);
  });
});

describe('trouble', () => {
  test('a provider who cannot be reached is not asked again, and the next one is (D30)', async () => {
    await available(ana.number)(frontdesk);
    await frontdesk.advance(minutes(1));
    await available(ben.number)(frontdesk);
    frontdesk.emulator.messaging.setHandset(ana.number, { reachable: false });
    await cal.texts('1');
    const links = cal
      .unread()
      .map(({ body }) => linkIn(body))
      .filter(Boolean);
    expect(links.at(-1)).toBe(linkIn(ben.unread()[0]?.body));
    expect(ben).toHear(/UNAVAILABLE/);
    cal.ignoreTexts();
    ana.ignoreTexts(); // what never reached the handset
  });

  test('a provider is free again when the receiver cannot be reached', async () => {
    await available(ana.number)(frontdesk);
    frontdesk.emulator.messaging.setHandset(cal.number, { reachable: false });
    await cal.texts('1');
    cal.ignoreTexts();
    expect(ana).toHear(/UNAVAILABLE/);
    expect(ana).toHear(/could not reach the receiver.*AVAILABLE again/);
    await dee.texts('1');
    expect(dee).toHear(/connected/);
    expect(ana).toHear(/UNAVAILABLE/);
  });

  test('a text that Twilio delivers twice has one effect and one answer (D32)', async () => {
    await available(ana.number)(frontdesk);
    const { sid } = await cal.texts('1');
    await cal.texts('1', { sid, via: 'fallback' });
    expect(cal).toHear(/connected/);
    expect(ana).toHear(/UNAVAILABLE/);
  });

  test('STOP is answered by Twilio alone, and what waited is cancelled', async () => {
    await cal.texts('1');
    cal.ignoreTexts();
    await cal.texts('STOP');
    cal.ignoreTexts();
    await available(ana.number)(frontdesk);
    expect(ana).toHearNothing();
    expect(cal).toHearNothing();
  });

  test.each(['+12025550111', '+12025550113'])(
    'a text to %s that Twilio refuses is made good, and nobody stays engaged (D29)',
    async (to) => {
      await available(ana.number)(frontdesk);
      frontdesk.emulator.faults.add({
        kind: 'status',
        method: 'POST',
        url: '/Messages.json',
        status: 400,
        code: 21211,
        times: 1,
        nth: to === ana.number ? 1 : 2,
      });
      await cal.texts('1');
      frontdesk.emulator.faults.clear();
      const heard = [...cal.unread(), ...ana.unread()].map(({ body }) => body).join('\n');
      expect(heard).toMatch(/another one|could not|in line|cancelled|unavailable/i);
      for (const phone of [ana, cal]) phone.ignoreTexts();
      await cal.texts('0');
      for (const phone of [ana, cal]) phone.ignoreTexts();
      // Whom no text reaches is not shown as available; whose receiver no text reached is
      await admin.texts('!showall');
      expect(admin).toHear(to === ana.number ? /Available: none/ : /Available \(1\)/);
      await ana.texts('!available');
      for (const phone of [ana, cal]) phone.ignoreTexts();
      await dee.texts('1');
      expect(dee).toHear(/connected/);
      expect(ana).toHear(/UNAVAILABLE/);
    },
  );
});

describe('the webhook', () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${frontdesk.emulator.serviceUrl}/sms/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  const signed = (fields: readonly (readonly [string, string])[]) => {
    const params: Record<string, string | string[]> = {};
    for (const [name, value] of fields) params[name] = name in params ? [params[name] ?? '', value].flat() : value;
    const url = `https://${frontdesk.deployed.domain}/sms/inbound`;
    const signature = getExpectedTwilioSignature(frontdesk.emulator.account.authToken, url, params);
    return post(new URLSearchParams(fields.map((pair) => [...pair])).toString(), { 'x-twilio-signature': signature });
  };

  test('without a good signature is refused, and nothing happens (D31)', async () => {
    const body = `From=%2B12025550100&Body=!approve%20%2B12025550111&MessageSid=SM${'0'.repeat(32)}`;
    expect((await post(body)).status).toBe(403);
    expect((await post(body, { 'x-twilio-signature': 'bm90IGl0' })).status).toBe(403);
    expect(admin).toHearNothing();
    expect(ana).toHearNothing();
  });

  test.each([
    ['nothing', []],
    ['no From', [['Body', '1']]],
    ['no Body', [['From', '+12025550113']]],
    [
      'two Froms',
      [
        ['From', '+12025550113'],
        ['From', '+12025550114'],
        ['Body', '1'],
      ],
    ],
    [
      'two Bodies',
      [
        ['From', '+12025550113'],
        ['Body', '1'],
        ['Body', '0'],
      ],
    ],
    [
      'a From that is no number',
      [
        ['From', 'undefined'],
        ['Body', '1'],
      ],
    ],
  ] as const)('with %s answers TwiML (D33)', async (_, fields) => {
    const response = await signed(fields);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/<Response/);
  });
});
