import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describeInChromium } from '../chromium';
import { apiOf, hour } from '../reminders/api';
import { deskForTests } from './stage';

// Evaluated, and not put into the page as a script: its Content-Security-Policy refuses any but its own.
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const start = '2027-03-21T12:00:00Z';
const schemes = ['light', 'dark'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

/** What axe still finds when it looks again: what moves or is just being drawn is over by then. */
async function lastingViolationsOf(page: Page): Promise<string[]> {
  let found = await violationsOf(page);
  for (let looks = 1; found.length > 0 && looks < 4; looks += 1) found = await violationsOf(page);
  return found;
}

/** What axe finds against WCAG 2.2 AA and its own best practices, as lines that can be acted on. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(async () => {
    // What moves is measured while it is half there
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined)));
    const { axe: run } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return run.run();
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${help}: ${html.slice(0, 160)} ${any.map(({ message }) => message)}`),
  );
}

describeInChromium('the desk for everybody', () => {
  const stage = deskForTests({ frozenAt: start });
  const { openDesk } = stage;

  /** Looks at what is shown in both schemes and both sizes. */
  const expectAccessible = async (page: Page, what: string) => {
    const found: string[] = [];
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const where = `${what}, ${colorScheme}, ${size.width}`;
        found.push(...(await lastingViolationsOf(page)).map((violation) => `${where}: ${violation}`));
      }
    }
    await page.setViewportSize(sizes[0]);
    expect(found).toEqual([]);
  };
  const goTo = (page: Page, view: string) => page.getByRole('link', { name: new RegExp(`^${view}`) }).click();

  test('what is wrong is found', async () => {
    const page = await stage.newPage();
    await page.goto(`${stage.frontdesk.emulator.serviceUrl}/desk/index.html`);
    await page.getByText('!desk', { exact: true }).waitFor();
    await page.evaluate(() => {
      const main = document.querySelector('main');
      main?.append(document.createElement('button'));
      for (const paragraph of document.querySelectorAll('p')) paragraph.style.color = '#eee';
    });
    const found = (await violationsOf(page)).join();
    expect(found).toMatch(/button-name/);
    expect(found).toMatch(/color-contrast/);
  });

  test('signed out', async () => {
    const page = await stage.newPage();
    await page.goto(`${stage.frontdesk.emulator.serviceUrl}/desk/index.html`);
    await page.getByText('!desk', { exact: true }).waitFor();
    await expectAccessible(page, 'signed out');
  });

  test('pickup: the board, a card in its drawer, a new order', async () => {
    const page = await openDesk();
    await expectAccessible(page, 'empty board');
    const { desk, frontdesk } = stage;
    const here = frontdesk.phone('+12025550114');
    await desk.order({ name: 'Cyrus', phone: here.number, note: 'no nuts' });
    const ready = await desk.order({ name: 'Bea', phone: '+12025550115' });
    const closed = await desk.order({ name: 'Emil', phone: '+12025550116' });
    await desk.post('orders/ready', { key: ready.key });
    await desk.post('orders/cancel', { key: closed.key });
    for (const text of ['ARRIVE', 'Cyrus', 'Y', 'red Volvo', '8ABC123']) await here.texts(text);
    await page.getByText('8ABC123').waitFor();
    await page.getByRole('region', { name: 'Closed just now' }).waitFor();
    await expectAccessible(page, 'board');
    await page.getByText('red Volvo').click();
    await page.getByRole('complementary').getByText('Thanks for your order').waitFor();
    await expectAccessible(page, 'drawer');
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.getByRole('button', { name: 'Place and text' }).click();
    await page.getByText('Whose order is it?').waitFor();
    await expectAccessible(page, 'new order');
  });

  test('dispatch: waiting, sessions, providers of every kind', async () => {
    const page = await openDesk();
    await goTo(page, 'Dispatch');
    await expectAccessible(page, 'nobody');
    const { desk, frontdesk } = stage;
    for (const last of ['11', '12', '17']) {
      await desk.post('dispatch/approve', { number: `+120255501${last}` });
    }
    await frontdesk.phone('+12025550111').texts('!available');
    await frontdesk.phone('+12025550113').texts('1');
    await frontdesk.phone('+12025550118').texts('1');
    await frontdesk.phone('+12025550119').texts('!subscribe');
    await page.getByRole('region', { name: 'Waiting' }).getByText('•••• 0118').waitFor();
    await page.getByText('Waiting for approval').waitFor();
    await expectAccessible(page, 'dispatch');
  });

  test('opening hours: none, being changed, refused; closed and paused', async () => {
    const page = await openDesk();
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Set opening hours' }).waitFor();
    await expectAccessible(page, 'no opening hours');
    await page.getByRole('button', { name: 'Set opening hours' }).click();
    await page.getByLabel('Time zone').fill('nowhere');
    await page.getByLabel('Friday until').fill('02:00');
    await page.getByRole('button', { name: 'Add a holiday' }).click();
    await page.getByRole('button', { name: 'Save opening hours' }).click();
    await page.getByText('There is no such time zone').waitFor();
    await expectAccessible(page, 'refused hours');
    await page.getByLabel('Time zone').fill('UTC');
    await page.getByLabel('Date').fill('2027-03-21'); // today
    await page.getByRole('button', { name: 'Save opening hours' }).click();
    await page.getByRole('link', { name: 'Closed' }).waitFor();
    await stage.frontdesk.admin.texts('!pause Back at two.');
    await page.getByText('Paused: nobody new is taken.').waitFor();
    await expectAccessible(page, 'closed and paused');
  });

  test('reminders: a full day, what failed, a new appointment, a drawer, the search, the export', async () => {
    const { frontdesk } = stage;
    const api = apiOf(frontdesk);
    const book = (last: string, appointment_time: string) =>
      api.book({
        contact_number: `120255501${last}`,
        appointment_time,
        participant: `Pat ${last}`,
        location: 'Room 4',
      });
    frontdesk.emulator.messaging.setHandset('+12025550120', { reachable: false, errorCode: 30006 });
    await book('20', '2027-03-21T19:00Z');
    await book('21', '2027-03-21T20:00Z');
    await book('22', '2027-03-21T21:00Z');
    await book('23', '2027-03-21T21:10Z');
    await book('24', '2027-03-25T21:10Z');
    await frontdesk.phone('+12025550121').texts('Yes');
    await frontdesk.phone('+12025550122').texts('No');
    await frontdesk.advance(hour);
    const page = await openDesk();
    await goTo(page, 'Reminders');
    await page.getByText('this is a landline').first().waitFor();
    await expectAccessible(page, 'reminders');
    await page.keyboard.press('n');
    await page.getByRole('region', { name: 'New appointment' }).getByRole('button', { name: 'Book' }).click();
    await page.getByText('Who is to be reminded?').waitFor();
    await page.getByRole('region', { name: 'New appointment' }).getByLabel('Time', { exact: true }).fill('23:00');
    await page.getByText('1 segment').waitFor();
    await expectAccessible(page, 'new appointment');
    await page.keyboard.press('Escape');
    await page.locator('.timeline .appointment').first().click();
    await page.getByRole('complementary').getByText('landline').first().waitFor();
    await expectAccessible(page, 'a reminder');
    await page.getByRole('complementary').getByRole('button', { name: 'Change' }).click();
    await page.getByRole('complementary').getByText('1 segment').waitFor();
    await expectAccessible(page, 'a change');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').fill('pat');
    await page.getByRole('region', { name: 'Found' }).waitFor();
    await expectAccessible(page, 'found');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog').waitFor();
    await expectAccessible(page, 'export');
  });

  test('activity and settings', async () => {
    const page = await openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: '+12025550114' });
    await goTo(page, 'Activity');
    await page.getByText('created').waitFor();
    await expectAccessible(page, 'activity');
    await goTo(page, 'Settings');
    await page.getByRole('main').getByRole('heading').first().waitFor();
    await expectAccessible(page, 'settings');
  });

  test('a lost line', async () => {
    const page = await openDesk();
    await page.evaluate(() => {
      document.documentElement.dataset.cut = '';
    });
    stage.frontdesk.emulator.sync.dropConnections();
    await page.getByText(/What you see is \d+ s old/).waitFor();
    await expectAccessible(page, 'no connection');
  });
});
