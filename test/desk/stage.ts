import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../chromium';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Desk, deskLink, deskWith } from '../frontdesk/desk';

// What the page itself must never complain about, in whatever a test does.
const expectedNoise = /status of 4\d\d|net::ERR|WebSocket connection/;

/** The deployed desk and a browser, for the tests of a file. */
export interface DeskStage {
  readonly frontdesk: TestFrontdesk;
  /** Presses buttons without a browser, as whoever signed in last. */
  readonly desk: Desk;
  /** A browser of somebody who is not signed in. `data-cut` on its document cuts the line. */
  newPage(prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** Signs a browser in by the link that an admin gets, and waits until it is live. */
  openDesk(prepare?: (page: Page) => Promise<void>): Promise<Page>;
}

/** Sets the stage before the tests, and empties it before each; a page that complained fails its test. */
export function deskForTests(settings: Parameters<typeof openFrontdesk>[0] = {}): DeskStage {
  let browser: Browser;
  let frontdesk: TestFrontdesk;
  let desk: Desk;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    [browser, frontdesk] = await Promise.all([launchChromium(), openFrontdesk({ rateLimits: false, ...settings })]);
  });
  afterAll(async () => {
    await browser?.close();
    await frontdesk?.stop();
  });
  beforeEach(async () => {
    await frontdesk.reset();
    contexts = [];
    complaints = [];
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    expect(complaints).toEqual([]);
  });

  const newPage: DeskStage['newPage'] = async (prepare = async () => {}) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000); // less than a test's, so that a failure names what it waited for
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !expectedNoise.test(message.text())) complaints.push(message.text());
    });
    // The build was deployed on another port than this test's; and a test can cut the line
    await page.addInitScript((port) => {
      const Real = WebSocket;
      window.WebSocket = class extends Real {
        constructor(url: string | URL) {
          const isCut = 'cut' in document.documentElement.dataset;
          super(String(url).replace(/:\d+\//, `:${isCut ? 9 : port}/`));
        }
      };
    }, new URL(frontdesk.emulator.url).port);
    await prepare(page);
    return page;
  };

  return {
    get frontdesk() {
      return frontdesk;
    },
    get desk() {
      return desk;
    },
    newPage,
    async openDesk(prepare) {
      const page = await newPage(prepare);
      await page.goto(await deskLink(frontdesk));
      await page.getByText('live', { exact: true }).waitFor();
      const session = (await page.context().cookies()).find(({ name }) => name === 'frontdesk_session');
      desk = deskWith(frontdesk, `frontdesk_session=${session?.value}`);
      return page;
    },
  };
}

/** Waits until `read` gives `expected`; what it gave last is in the failure. */
export async function until<T>(read: () => T | Promise<T>, expected: T): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await read()) !== expected && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(await read()).toBe(expected);
}
