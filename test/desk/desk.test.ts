import type { Page } from 'playwright-core';
import type { Order } from '../../src/pickup/order';
import { describeInChromium } from '../chromium';
import type { Phone } from '../frontdesk/phone';
import { syncItems } from '../frontdesk/sync';
import { deskForTests, until } from './stage';

describeInChromium('the desk in a browser', () => {
  const stage = deskForTests();
  const { openDesk, newPage } = stage;
  let cyrus: Phone;
  beforeEach(() => {
    cyrus = stage.frontdesk.phone('+12025550114');
  });
  const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const cardIn = (page: Page, name: string, text: string) =>
    column(page, name).getByRole('article').filter({ hasText: text });
  const arrives = async (phone: Phone, ...texts: readonly string[]) => {
    for (const text of ['ARRIVE', ...texts]) await phone.texts(text);
  };

  test('an arrival raises the card, with car and plate', async () => {
    const page = await openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await cardIn(page, 'Preparing', 'Cyrus').waitFor();
    await arrives(cyrus, 'Cyrus', 'Y', 'red Volvo', '8ABC123');
    await cardIn(page, 'Here', 'Cyrus').getByText('red Volvo · 8ABC123').waitFor();
    await until(() => page.title(), '(1) Frontdesk');
    await until(() => cardIn(page, 'Preparing', 'Cyrus').count(), 0);
  });

  test('it sounds for an arrival, not while it is muted, and not any more once somebody has looked', async () => {
    const page = await openDesk(async (fresh) => {
      await fresh.addInitScript(() => {
        const make = AudioContext.prototype.createOscillator;
        AudioContext.prototype.createOscillator = function (this: AudioContext) {
          document.documentElement.dataset.tones = String(Number(document.documentElement.dataset.tones ?? 0) + 1);
          return make.call(this);
        };
      });
    });
    const tones = () => page.evaluate(() => Number(document.documentElement.dataset.tones ?? 0));
    await page.getByRole('button', { name: 'Turn on sound' }).click();
    await page.getByRole('button', { name: 'Sound is on' }).waitFor();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await arrives(cyrus, 'Cyrus', 'N');
    await until(tones, 2);
    await cardIn(page, 'Here', 'Cyrus').getByText('on foot').click();
    await page.getByRole('complementary').waitFor();
    await until(async () => (await cardIn(page, 'Here', 'Cyrus').getAttribute('class'))?.includes('is-new'), false);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sound is on' }).click();
    const bea = stage.frontdesk.phone('+12025550115');
    await stage.desk.order({ name: 'Bea', phone: bea.number });
    await arrives(bea, 'Bea', 'N');
    await cardIn(page, 'Here', 'Bea').waitFor();
    expect(await tones()).toBe(2);
    await page.reload();
    await page.getByRole('button', { name: 'Sound is off' }).waitFor();
  });

  test('when the tablet takes the sound away, the desk asks for a tap, and any tap gives it back', async () => {
    const page = await openDesk(async (fresh) => {
      await fresh.addInitScript(() => {
        const resume = AudioContext.prototype.resume;
        AudioContext.prototype.resume = function (this: AudioContext) {
          Object.assign(window, { soundOfThePage: this });
          return resume.call(this);
        };
      });
    });
    await page.getByRole('button', { name: 'Turn on sound' }).click();
    await page.getByRole('button', { name: 'Sound is on' }).waitFor();
    await page.evaluate(() => (window as unknown as { soundOfThePage: AudioContext }).soundOfThePage.suspend());
    await page.getByRole('button', { name: 'Turn on sound' }).waitFor();
    await page.getByRole('searchbox').click();
    await page.getByRole('button', { name: 'Sound is on' }).waitFor();
  });

  test('two browsers: what one does the other sees, and both facts survive', async () => {
    const [one, other] = [await openDesk(), await openDesk()];
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await Promise.all([one, other].map((page) => cardIn(page, 'Preparing', 'Cyrus').waitFor()));
    // Both buttons in hand before either is pressed: one press can take the other's card away.
    const ready = (page: Page) =>
      cardIn(page, 'Preparing', 'Cyrus').getByRole('button', { name: 'Ready' }).elementHandle();
    const buttons = await Promise.all([ready(one), ready(other)]);
    await Promise.all(buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())));
    await Promise.all([one, other].map((page) => cardIn(page, 'Ready', 'Cyrus').getByText('delivered').waitFor()));
    expect(cyrus.allHeard().filter(({ body }) => /ready for pickup/.test(body))).toHaveLength(1);
    await cardIn(one, 'Ready', 'Cyrus').getByRole('button', { name: 'Handed over' }).click();
    await until(() => other.getByRole('article').count(), 0);
  });

  test('a double click acts once, on the card that it was meant for', async () => {
    const page = await openDesk();
    const bea = stage.frontdesk.phone('+12025550115');
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await stage.desk.order({ name: 'Bea', phone: bea.number });
    await cardIn(page, 'Preparing', 'Bea').waitFor();
    await cardIn(page, 'Preparing', 'Cyrus').getByRole('button', { name: 'Ready' }).dblclick();
    await cardIn(page, 'Ready', 'Cyrus').getByText('delivered').waitFor();
    await cardIn(page, 'Preparing', 'Bea').getByRole('button', { name: 'Text', exact: true }).click();
    const drawer = page.getByRole('complementary');
    await drawer.getByRole('button', { name: 'Ready', exact: true }).dblclick(); // where 'Handed over' comes to stand
    await cardIn(page, 'Ready', 'Bea').getByText('delivered').waitFor();
    // What is pressed on a card goes out in turn: when this text is there, nothing else is on its way
    await drawer.getByRole('button', { name: 'It needs 5 more minutes, sorry.' }).click();
    await until(() => bea.allHeard().at(-1)?.body, 'It needs 5 more minutes, sorry.');
    await cardIn(page, 'Ready', 'Bea').waitFor();
    await cardIn(page, 'Ready', 'Cyrus').waitFor();
    expect([cyrus, bea].map((phone) => phone.allHeard().length)).toEqual([2, 3]);
  });

  test('a press, its undo and the press again are three, however slow the desk is; a quick reply pressed twice is one', async () => {
    const page = await openDesk();
    const { key } = await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await stage.desk.post('orders/ready', { key });
    let letThrough = () => {};
    const slow = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route('**/desk/orders/*', async (route) => {
      await slow;
      await route.continue();
    });
    const handOver = cardIn(page, 'Ready', 'Cyrus').getByRole('button', { name: 'Handed over' });
    const closed = page.getByRole('region', { name: 'Closed just now' });
    await handOver.click();
    await closed.getByRole('button', { name: 'Undo' }).click();
    await handOver.click();
    await closed.getByText('Cyrus').waitFor();
    letThrough();
    await page.locator('.is-pending').first().waitFor({ state: 'detached' });
    const did = async () =>
      (await syncItems<Order>(stage.frontdesk, 'orders')).get(key)?.actions.map(({ action }) => action);
    await until(async () => (await did())?.slice(-3).join(), 'collected,undo collectedAt,collected');

    const bea = stage.frontdesk.phone('+12025550115');
    await stage.desk.order({ name: 'Bea', phone: bea.number });
    await cardIn(page, 'Preparing', 'Bea').getByRole('button', { name: 'Text', exact: true }).click();
    const drawer = page.getByRole('complementary');
    await drawer.getByRole('button', { name: 'Which car are you in?' }).dblclick();
    await drawer.getByRole('button', { name: 'We are on our way out to you.' }).click();
    await until(() => bea.allHeard().at(-1)?.body, 'We are on our way out to you.');
    expect(
      bea
        .allHeard()
        .map(({ body }) => body)
        .slice(1),
    ).toEqual(['Which car are you in?', 'We are on our way out to you.']);
    await until(() => drawer.getByRole('textbox', { name: 'Write to the customer' }).inputValue(), '');
  });

  test('Enter that is held down does one thing', async () => {
    const page = await openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await stage.desk.order({ name: 'Bea', phone: '+12025550115' });
    await cardIn(page, 'Preparing', 'Bea').waitFor();
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await until(focused, '1 Cyrus');
    await page.keyboard.down('Enter');
    await until(focused, '2 Bea');
    await page.keyboard.down('Enter'); // as it repeats
    await page.keyboard.up('Enter');
    await page.keyboard.press('t');
    await page.getByRole('complementary').getByRole('heading', { name: '2 Bea' }).waitFor();
    await cardIn(page, 'Preparing', 'Bea').waitFor();
    await cardIn(page, 'Ready', 'Cyrus').waitFor();
  });

  test('what a customer writes is shown as text', async () => {
    const page = await openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    const evil = '<img src=x onerror="document.title=1">';
    await arrives(cyrus, 'Cyrus', 'Y', evil, '8ABC123');
    await cardIn(page, 'Here', 'Cyrus').getByText(evil).waitFor();
    expect(await page.locator('img').count()).toBe(0);
  });

  test('the token of the page reads and cannot write', async () => {
    const page = await openDesk();
    const order = await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    const outcome = await page.evaluate(async (key) => {
      const answer = await fetch('/desk/token', { method: 'POST', headers: { 'x-frontdesk': 'desk' } });
      const { token, twilsockUri } = (await answer.json()) as { token: string; twilsockUri: string };
      const client = new (
        window as never as { Twilio: { Sync: { Client: new (...all: unknown[]) => never } } }
      ).Twilio.Sync.Client(token, { twilsock: { uri: twilsockUri } }) as {
        map(options: object): Promise<{
          get(key: string): Promise<{ data: { name: string } }>;
          set(key: string, data: object): Promise<unknown>;
          remove(key: string): Promise<unknown>;
        }>;
        shutdown(): Promise<void>;
      };
      const map = await client.map({ id: 'orders', mode: 'open_existing' });
      const refused = (work: Promise<unknown>) =>
        work.then(
          () => 'done',
          (error: { code?: number }) => error.code,
        );
      const found = {
        read: (await map.get(key)).data.name,
        set: await refused(map.set(key, { name: 'Mallory' })),
        create: await refused(map.set('new', { name: 'Mallory' })),
        remove: await refused(map.remove(key)),
      };
      await client.shutdown();
      return found;
    }, order.key);
    expect(outcome).toEqual({ read: 'Cyrus', set: 54007, create: 54007, remove: 54007 });
  });

  test('who is not signed in sees how to, and no data', async () => {
    await openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    const stranger = await newPage();
    const answers: string[] = [];
    stranger.on('response', async (response) => {
      if (/\/desk\/(session|token|orders)/.test(response.url())) answers.push(await response.text().catch(() => ''));
    });
    await stranger.goto(`${stage.frontdesk.emulator.serviceUrl}/desk/index.html`);
    await stranger.getByText('Text it to the front desk').waitFor();
    await stranger.getByText('!desk', { exact: true }).waitFor();
    expect(await stranger.getByText('Cyrus').count()).toBe(0);
    expect(answers.join()).not.toMatch(/Cyrus|token/);
  });

  test('signing out takes everything off the screen', async () => {
    const page = await openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await cardIn(page, 'Preparing', 'Cyrus').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await until(() => page.getByText('Cyrus').count(), 0);
  });

  test('without a connection a banner tells how old the board is; afterwards it is true again', async () => {
    const page = await openDesk();
    const order = await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await cardIn(page, 'Preparing', 'Cyrus').waitFor();
    await page.evaluate(() => {
      document.documentElement.dataset.cut = '';
    });
    stage.frontdesk.emulator.sync.dropConnections();
    await page.getByText(/What you see is \d+ s old/).waitFor();
    await page.getByText('no connection', { exact: true }).waitFor();
    for (const width of [1280, 1180, 1024, 820, 768, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await until(() => page.evaluate(() => document.documentElement.scrollWidth), width);
    }
    await stage.desk.post('orders/ready', { key: order.key });
    expect(await cardIn(page, 'Ready', 'Cyrus').count()).toBe(0);
    await page.evaluate(() => {
      delete document.documentElement.dataset.cut;
    });
    // Unless the page was quicker: it tries by itself every few seconds
    await Promise.any([
      page.getByRole('button', { name: 'Try now' }).click(),
      cardIn(page, 'Ready', 'Cyrus').waitFor(),
    ]);
    await cardIn(page, 'Ready', 'Cyrus').waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    await until(() => page.getByText(/What you see is/).count(), 0);
  });

  test('a day at the desk without a mouse', async () => {
    const page = await openDesk();
    await page.keyboard.press('n');
    await page.keyboard.type('Cyrus');
    await page.keyboard.press('Tab');
    await page.keyboard.type('(202) 555-0114');
    await page.keyboard.press('Enter');
    await cardIn(page, 'Preparing', 'Cyrus').getByText('delivered').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(cyrus.allHeard()).toHaveLength(1);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await cardIn(page, 'Ready', 'Cyrus').getByText('texted ready').waitFor();
    await page.keyboard.press('u');
    await cardIn(page, 'Preparing', 'Cyrus').waitFor();

    await stage.desk.order({ name: 'Bea', phone: '+12025550115' });
    await cardIn(page, 'Preparing', 'Bea').waitFor();
    await page.keyboard.type('/bea');
    await until(() => page.getByRole('article').count(), 1);
    await page.keyboard.press('Escape');
    await until(() => page.getByRole('article').count(), 2);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await page.getByRole('complementary').waitFor();
    await page.keyboard.press('Escape');
    await until(() => page.getByRole('complementary').count(), 0);
  });

  test('orders one after the other, as fast as somebody types', async () => {
    const page = await openDesk();
    const names = ['Bea', 'Cyrus', 'Emil', 'Fay'];
    for (const [index, name] of names.entries()) {
      await page.keyboard.press('n');
      await page.getByRole('dialog').getByLabel('Name').fill(name);
      await page.getByRole('dialog').getByLabel('Phone').fill(`(202) 555-013${index}`);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    for (const name of names) await cardIn(page, 'Preparing', name).waitFor();
  });

  test('a new order that cannot be says which field and why, and stores nothing', async () => {
    const page = await openDesk();
    await page.getByRole('button', { name: 'New order' }).click();
    const dialog = page.getByRole('dialog');
    const place = dialog.getByRole('button', { name: 'Place and text' });
    await place.click();
    await dialog.getByText('Whose order is it?').waitFor();
    await dialog.getByLabel('Name').fill('Cyrus');
    await dialog.getByLabel('Phone').fill('12345');
    await place.click();
    await dialog.getByText('This is not a phone number.').waitFor();
    expect(await dialog.getByLabel('Phone').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('article').count()).toBe(0);
    await dialog.getByLabel('Phone').fill('202.555.0114');
    await place.click();
    await cardIn(page, 'Preparing', 'Cyrus').waitFor();
    await until(() => dialog.count(), 0);
  });

  test('a wrong tap is taken back within ten minutes, not later', async () => {
    const page = await openDesk();
    const { key } = await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await cardIn(page, 'Preparing', 'Cyrus').getByRole('button', { name: 'Ready' }).click();
    await cardIn(page, 'Ready', 'Cyrus').getByRole('button', { name: 'Handed over' }).click();
    const closed = page.getByRole('region', { name: 'Closed just now' });
    await closed.getByRole('button', { name: 'Undo' }).click();
    await cardIn(page, 'Ready', 'Cyrus').getByRole('button', { name: 'Handed over' }).click();
    await closed.getByText('Cyrus').waitFor();
    // The page shows it before the desk has done it, which must not be eleven minutes later
    const done = async () =>
      (await syncItems<Order>(stage.frontdesk, 'orders')).get(key)?.actions.map(({ action }) => action);
    await until(async () => (await done())?.slice(-2).join(), 'undo collectedAt,collected');
    await stage.frontdesk.advance(11 * 60_000);
    await page.reload();
    await page.getByText('Nothing is ready').waitFor();
    await until(() => closed.count(), 0);
  });

  test('a press that is refused comes back, with the reason on the card', async () => {
    const page = await openDesk();
    const order = await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await cardIn(page, 'Preparing', 'Cyrus').waitFor();
    await page.route('**/desk/orders/ready', (route) =>
      route.fulfill({ status: 409, json: { message: 'Order 1 was cancelled.', errors: [] } }),
    );
    await cardIn(page, 'Preparing', 'Cyrus').getByRole('button', { name: 'Ready' }).click();
    await cardIn(page, 'Preparing', 'Cyrus').getByText('was cancelled.').waitFor();
    expect(order.data.readyAt).toBeUndefined();
  });

  test('staff and customer write to each other in the drawer; the number is masked until it is tapped', async () => {
    const page = await openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await cardIn(page, 'Preparing', 'Cyrus').getByRole('button', { name: 'Text', exact: true }).click();
    const drawer = page.getByRole('complementary');
    await drawer.getByText('Thanks for your order Cyrus!').waitFor();
    await drawer.getByRole('textbox', { name: 'Write to the customer' }).fill('We are out of rye. White?');
    await page.keyboard.press('Enter');
    await until(() => cyrus.allHeard().at(-1)?.body, 'We are out of rye. White?');
    await cyrus.texts('White is fine');
    await drawer.getByText('White is fine').waitFor();
    await drawer.getByRole('button', { name: 'It needs 5 more minutes, sorry.' }).click();
    await until(() => cyrus.allHeard().at(-1)?.body, 'It needs 5 more minutes, sorry.');
    expect(await page.getByText('+1 202 555 0114').count()).toBe(0);
    await drawer.getByRole('button', { name: /ends in 0114/ }).click();
    await drawer.getByText('+1 202 555 0114').waitFor();
  });
});
