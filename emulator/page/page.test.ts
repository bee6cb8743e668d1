import type { Browser, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../test/chromium';
import { exampleFlow, type FakeControl, startFakeControl } from './testing/fake-control';

const cal = '+15005550113';
const cyrus = '+15005550114';
const minuteMs = 60_000;

/** Waits until `read` gives `expected`; what it gave last is in the failure. */
async function until<T>(read: () => T | Promise<T>, expected: T): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await read()) !== expected && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await read()).toBe(expected);
}

describeInChromium('the phones page', () => {
  let browser: Browser;
  let fake: FakeControl;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    fake = await startFakeControl();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' });
    page.setDefaultTimeout(60_000); // less than a test's, so that a failure names what it waited for
    complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // What the fake cuts or refuses on purpose, Chromium reports.
      if (message.type() === 'error' && !/net::ERR|status of 400/.test(message.text())) complaints.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    await fake.stop();
    expect(complaints).toEqual([]);
  });

  const open = async () => {
    await page.goto(fake.url);
    await page.getByRole('heading', { name: 'Admin' }).waitFor();
  };
  const phone = (name: string) => page.getByRole('region', { name: `${name}'s phone` });
  const conversation = (name: string) => page.getByRole('log', { name: `Conversation of ${name}` });
  const says = (text: string | RegExp) => page.getByText(text).first().waitFor();

  test('a typed text is sent, and its answer arrives with its delivery', async () => {
    await open();
    await phone('Cal').getByPlaceholder('text…').fill('hello');
    await page.keyboard.press('Enter');
    await conversation('Cal').getByText('You said: hello.').waitFor();
    expect(await conversation('Cal').getByRole('article').count()).toBe(2);
    await conversation('Cal').getByText('delivered').waitFor();
    expect(fake.asked).toContain(`POST inbound {"from":"${cal}","to":"+15005550006","body":"hello"}`);
  });

  test('a quick text is one tap', async () => {
    await open();
    await phone('Cyrus').getByRole('button', { name: 'ARRIVE' }).click();
    await conversation('Cyrus').getByText('You said: ARRIVE.').waitFor();
  });

  test('a text that was not taken says why, and can be sent again', async () => {
    await open();
    await phone('Cal').getByPlaceholder('text…').fill('refuse me');
    await page.keyboard.press('Enter');
    await conversation('Cal').getByText('failed: The fake refuses this.').waitFor();
    await conversation('Cal').getByRole('button', { name: 'Send again' }).click();
    await until(() => fake.asked.filter((line) => line.startsWith('POST inbound')).length, 2);
  });

  test('a text folds out into webhook, Function, API calls, console and the texts it set off', async () => {
    await open();
    fake.inbound(cal, '0');
    const cause = page.locator('.cause').first();
    await cause.getByText('/sms/inbound', { exact: true }).waitFor();
    expect(await cause.locator('.line').allInnerTexts()).toEqual([
      expect.stringMatching(/POST sms\/inbound\s+200\s+41 ms/),
      expect.stringMatching(/^\/sms\/inbound\s+200\s+38 ms/),
      expect.stringMatching(/GET\s+sync Documents\/request.0113\s+200/),
      expect.stringMatching(/POST\s+sync Documents\/request.0113 If-Match 3\s+412/),
      expect.stringContaining('heard "0" in 2 calls'),
      expect.stringMatching(/Cal You said: 0[\s\S]*delivered/),
    ]);
    await cause.getByRole('button').click();
    expect(await cause.locator('.line').count()).toBe(0);
  });

  test('what is written in a text is text', async () => {
    await open();
    const body = '<img src=x onerror="document.title=1"> <b>bold</b> javascript:alert(1)';
    fake.text(cal, body);
    await conversation('Cal').getByText(body).waitFor();
    expect(await page.locator('.bubble-body img, .bubble-body b, .bubble-body a').count()).toBe(0);
    expect(await page.locator('.activity img').count()).toBe(0);
  });

  test("a link to the service's public name opens the service on this machine", async () => {
    await open();
    fake.text(cal, 'See https://front-1234-dev.twil.io/hello?a=1.');
    const opened = page.waitForEvent('popup');
    await conversation('Cal').getByRole('link').click();
    const popup = await opened;
    await popup.waitForLoadState();
    expect(popup.url()).toBe(`${fake.url}/hello?a=1`);
    expect(await popup.textContent('body')).toBe('Hello from the service');
    await popup.close();
    expect(await page.getByRole('link', { name: 'Desk' }).getAttribute('href')).toBe(`${fake.url}/desk.html`);
  });

  test('the clock moves, also to what is due next, and the scheduled text leaves', async () => {
    fake.scheduled.push({
      sid: 'SM1',
      to: cyrus,
      body: 'Tomorrow at ten.',
      sendAt: new Date(fake.now() + 24 * minuteMs).toISOString(),
    });
    await open();
    await page.getByTestId('clock').getByText('12:46:05').waitFor();
    await page.getByRole('button', { name: '+1 min' }).click();
    await page.getByTestId('clock').getByText('12:47:05').waitFor();
    await page.getByRole('tab', { name: 'Scheduled' }).click();
    await says('in 23 min');
    await page.getByRole('button', { name: 'to next event 13:10 scheduled text' }).click();
    await page.getByTestId('clock').getByText('13:10:05').waitFor();
    await conversation('Cyrus').getByText('Tomorrow at ten.').waitFor();
    await says('No text is scheduled');
  });

  test('a picked time', async () => {
    await open();
    await page.getByRole('button', { name: 'Pick a time' }).click();
    await says('What falls due on the way fires'); // what is offered is not over yet
    await page.getByLabel('Move the clock to').fill('2026-11-24T08:00:00');
    await page.getByRole('button', { name: 'Move the clock' }).click();
    await page.getByTestId('clock').getByText('08:00:00').waitFor();
    await says(/Tue.* 24 Nov/);
  });

  test('an unreachable handset fails with its code in words', async () => {
    await open();
    await page.getByRole('button', { name: "Cal's handset" }).click();
    await phone('Cal').getByRole('switch').check({ force: true });
    await phone('Cal').getByLabel('Texts to it fail with').selectOption('30005');
    await until(() => fake.asked.at(-1), 'PUT handsets {"reachable":false,"errorCode":30005}');
    fake.text(cal, 'are you there?');
    await conversation('Cal').getByText('not delivered: 30005, no such phone').waitFor();
  });

  test('a text that nobody has looked at is counted until its phone is touched', async () => {
    await open();
    fake.text(cal, 'first');
    fake.text(cal, 'second');
    await until(() => page.title(), '(2) Phones · local Twilio');
    await page.getByRole('navigation', { name: 'Phones' }).getByRole('button', { name: /Cal/ }).click();
    await until(() => page.title(), 'Phones · local Twilio');
  });

  test('a phone is added with the quick texts of its role, and removed, and comes back', async () => {
    await open();
    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByLabel('Name').fill('Bea');
    await page.getByRole('textbox', { name: 'Number' }).fill('555');
    await page.getByLabel('Quick texts of').selectOption('receiver');
    await page.getByRole('button', { name: 'Add the phone' }).click();
    await says(/A number has a plus sign/);
    await page.getByRole('textbox', { name: 'Number' }).fill('+1 (500) 555-0120');
    await page.getByRole('button', { name: 'Add the phone' }).click();
    await phone('Bea').getByRole('button', { name: '1', exact: true }).waitFor();
    await until(() => fake.phones.at(-1)?.name, 'Bea');
    expect(fake.phones.at(-1)).toEqual({ number: '+15005550120', name: 'Bea', role: 'receiver', quick: ['1', '0'] });

    await page.getByRole('button', { name: "Bea's handset" }).click();
    await page.getByRole('button', { name: 'Remove Bea' }).click();
    await until(() => phone('Bea').count(), 0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await phone('Bea').waitFor();
  });

  test('the way to add a phone is in sight beside the names of many', async () => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await open();
    for (let n = 20; n < 28; n += 1) {
      await page.getByRole('button', { name: 'Add a phone' }).click();
      await page.getByLabel('Name').fill(`Bea ${n}`);
      await page.getByRole('textbox', { name: 'Number' }).fill(`+150055501${n}`);
      await page.getByRole('button', { name: 'Add the phone' }).click();
      await phone(`Bea ${n}`).waitFor();
    }
    await page.locator('.names').evaluate((names) => names.scrollTo(0, 0));
    const [names, add] = [page.locator('.names'), page.getByRole('button', { name: 'Add a phone' })];
    const right = async (of: typeof add) => {
      const box = await of.boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0);
    };
    expect(await right(add)).toBeLessThanOrEqual(await right(names));
  });

  test('undoing a removal leaves a phone alone that was added meanwhile', async () => {
    await open();
    await page.getByRole('button', { name: "Cal's handset" }).click();
    await page.getByRole('button', { name: 'Remove Cal' }).click();
    await until(() => phone('Cal').count(), 0);
    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByLabel('Name').fill('Bea');
    await page.getByRole('textbox', { name: 'Number' }).fill('+15005550120');
    await page.getByRole('button', { name: 'Add the phone' }).click();
    await phone('Bea').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await phone('Cal').waitFor();
    const names = () => fake.phones.map(({ name }) => name).join();
    await until(names, 'Admin,Ana,Cal,Cyrus,Bea');
    await phone('Bea').waitFor();
  });

  test('a lost line says how old the page is, and what came meanwhile is there afterwards', async () => {
    await open();
    fake.breakLine();
    await says(/The line to the local Twilio is lost/);
    fake.text(cal, 'you missed this');
    fake.mend();
    await page.getByRole('button', { name: 'Try now' }).click();
    await conversation('Cal').getByText('you missed this').waitFor();
    await until(() => page.locator('.stale').count(), 0);
  });

  test('an emulator that does not answer is told as such, with a way on', async () => {
    fake.breakLine();
    await page.goto(fake.url);
    await says('The local Twilio does not answer');
    fake.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    await phone('Cal').waitFor();
  });

  test('faults are set and taken back', async () => {
    await open();
    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByLabel('URL contains').fill('/Messages.json');
    await page.getByLabel('What happens').selectOption('status');
    await page.getByLabel('Twilio code').fill('20429');
    await page.getByRole('button', { name: 'Add the fault' }).click();
    await page.getByRole('button', { name: 'Faults 1' }).click();
    await says('any /Messages.json: answers 500 (20429), once');
    await page.getByRole('button', { name: /^Remove: any/ }).click();
    await says('No fault is set.');
  });

  test('an execution is drawn over its flow, its way lit, its variables beside it', async () => {
    fake.flows.push(exampleFlow());
    await open();
    await page.getByRole('tab', { name: 'Flows' }).click();
    await page.locator('.box.is-last').getByText('ask_plate').waitFor();
    expect(await page.locator('.box.is-visited .box-name').allTextContents()).toEqual([
      'Trigger',
      'find_order',
      'ask_car',
      'check_car',
      'ask_plate',
    ]);
    expect(await page.locator('.edge.is-taken').count()).toBe(4);
    await says('red Volvo');
  });

  test('reset asks first', async () => {
    await open();
    fake.inbound(cal, 'hello');
    await conversation('Cal').getByText('You said: hello.').waitFor();
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(fake.asked).not.toContain('POST reset');
    await page.getByRole('button', { name: 'Reset everything' }).click();
    await conversation('Cal').getByText('No texts yet').waitFor();
    expect(fake.asked).toContain('POST reset');
  });

  test('without a mouse: from phone to phone, to the tabs by arrows, to the filter by a slash', async () => {
    await open();
    fake.inbound(cal, 'hello');
    await says('You said: hello.');
    await page.getByRole('navigation', { name: 'Phones' }).getByRole('button', { name: /Admin/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Enter');
    await conversation('Cal').getByText('You said: by keyboard.').waitFor();

    await page.getByRole('tab', { name: 'Calls' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('signed').first().waitFor();
    await page.keyboard.type('/no such line');
    await says('Nothing matches');
    await page.keyboard.press('Escape');
    await page.getByText('signed').first().waitFor();
  });

  test('a phone that is written on by keyboard is whole in sight, none half behind the log', async () => {
    for (let i = 0; i < 4; i += 1) fake.phones.push({ number: `+1500555${2000 + i}`, name: `Phone ${i}` });
    await open();
    const hiddenPx = (name: string) =>
      phone(name).evaluate((card) => {
        const row = card.parentElement?.getBoundingClientRect() ?? new DOMRect();
        const { left, right } = card.getBoundingClientRect();
        return Math.round(Math.max(0, row.left - left, right - row.right));
      });
    const names = fake.phones.map((each) => each.name);
    for (const name of [...names, ...names.toReversed()]) {
      await phone(name)
        .getByPlaceholder('text…')
        .evaluate((box) => box.focus({ preventScroll: true }));
      await until(() => hiddenPx(name), 0);
    }
  });

  test('thirty phones and a full log are drawn in part, and stay usable', async () => {
    for (let i = 0; i < 26; i += 1) fake.phones.push({ number: `+1500555${2000 + i}`, name: `Phone ${i}` });
    for (let i = 0; i < 600; i += 1) fake.inbound(`+1500555${2000 + (i % 26)}`, `text ${i}`);
    await open();
    await says('text 599');
    expect(await page.locator('.cause').count()).toBe(100);
    await page
      .getByRole('navigation', { name: 'Phones' })
      .getByRole('button', { name: /Phone 25/ })
      .click();
    await page.keyboard.type('still quick');
    await page.keyboard.press('Enter');
    await conversation('Phone 25').getByText('You said: still quick.').waitFor();
  });

  test.each([
    [1280, 800],
    [1024, 768],
    [390, 844],
  ])('at %i × %i nothing sticks out, and every target is at least 44 px', async (width, height) => {
    fake.inbound(cal, 'hello');
    await page.setViewportSize({ width, height });
    await open();
    const measured = await page.evaluate(() => ({
      sticksOut: document.documentElement.scrollWidth > window.innerWidth,
      small: [...document.querySelectorAll<HTMLElement>('button, select, input, textarea')]
        .filter((target) => target.offsetWidth > 0 && Math.min(target.offsetWidth, target.offsetHeight) < 44)
        .map((target) => target.outerHTML),
    }));
    expect(measured).toEqual({ sticksOut: false, small: [] });
  });
});

test('the page allows nothing inline and nothing from elsewhere', async () => {
  const fake = await startFakeControl();
  const response = await fetch(fake.url);
  const document = await response.text();
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
  expect(document).not.toMatch(/ style=| on\w+=|https?:/);
  expect((await fetch(`${fake.url}/page.css`)).headers.get('content-type')).toMatch(/^text\/css/);
  expect((await fetch(`${fake.url}/constructor`)).status).toBe(404);
  expect((await fetch(fake.url, { method: 'POST' })).status).toBe(405);
  await fake.stop();
});
