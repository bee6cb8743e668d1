import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { describeInChromium } from '../chromium';
import { setVariables } from '../frontdesk/variables';
import { type Api, apiOf, day, hour, minute } from '../reminders/api';
import { deskForTests, until } from './stage';

const start = '2027-03-21T12:00:00Z'; // a Sunday

describeInChromium('reminders on the desk', () => {
  const stage = deskForTests({ frozenAt: start });
  let api: Api;
  beforeEach(() => {
    api = apiOf(stage.frontdesk);
  });
  const phone = (last: string) => stage.frontdesk.phone(`+120255501${last}`);
  const reminder = (last: string, appointment_time: string, fields: object = {}) =>
    api.book({
      contact_number: `120255501${last}`,
      appointment_time,
      participant: `Pat ${last}`,
      location: 'Room 4',
      ...fields,
    });
  const unreachable = (last: string, errorCode: number) =>
    stage.frontdesk.emulator.messaging.setHandset(phone(last).number, { reachable: false, errorCode });

  const openReminders = async (): Promise<Page> => {
    const page = await stage.openDesk();
    await page.getByRole('link', { name: /^Reminders/ }).click();
    await page.getByRole('region', { name: 'Today' }).waitFor();
    return page;
  };
  const card = (page: Page, text: string) => page.locator('.appointment').filter({ hasText: text });
  const failures = (page: Page) => page.getByRole('region', { name: 'Not delivered' });
  const drawer = (page: Page) => page.getByRole('complementary');

  test('booked in a row, with the text as it arrives; the phone hears it in time, and its Yes shows in two browsers', async () => {
    const [page, other] = [await openReminders(), await openReminders()];
    await page.keyboard.press('n');
    const form = page.getByRole('region', { name: 'New appointment' });
    await form.getByRole('button', { name: 'Book' }).click();
    await form.getByText('Who is to be reminded?').waitFor();
    await form.getByLabel('Phone').fill('(202) 555-0115');
    await form.getByLabel('Day', { exact: true }).fill('2027-03-22');
    await form.getByLabel('Time', { exact: true }).fill('14:00');
    await form.getByLabel('With').fill('Dr Ito');
    await form.getByLabel('Place').fill('Room 4');
    await form.getByLabel('2 h before').check();
    const preview = form.getByRole('region', { name: 'The text that will go out' });
    await preview.getByText(/Monday Mar 22, 2:00 pm at Room 4 with Dr Ito/).waitFor();
    await preview.getByText('1 segment').waitFor();
    await preview.getByText(/Goes out 14:00 .1 day before. and Mon.* 12:00/).waitFor();
    const said = await preview.locator('.text p').textContent();
    await form.getByRole('button', { name: 'Book' }).click();
    await until(() => form.count(), 0);
    await Promise.all([page, other].map((each) => card(each, 'Dr Ito').getByText('scheduled').waitFor()));

    await stage.frontdesk.advance(2 * hour);
    expect(
      phone('15')
        .allHeard()
        .map(({ body }) => body),
    ).toEqual([said]);
    await Promise.all([page, other].map((each) => card(each, 'Dr Ito').getByText('delivered').waitFor()));
    await phone('15').texts('Yes');
    await Promise.all([page, other].map((each) => card(each, 'Dr Ito').getByText('confirmed').waitFor()));
    await card(other, 'Dr Ito').click();
    await drawer(other).getByText('Yes', { exact: true }).waitFor();
    await drawer(other)
      .getByText(/sent .* · delivered/)
      .waitFor();
  });

  test('what cannot be is said at its field, and nothing is booked', async () => {
    const page = await openReminders();
    await page.keyboard.press('n');
    const form = page.getByRole('region', { name: 'New appointment' });
    await form.getByLabel('Phone').fill('12345');
    await form.getByLabel('Day', { exact: true }).fill('2027-03-20');
    await form.getByLabel('Time', { exact: true }).fill('14:00');
    await form.getByRole('button', { name: 'Book' }).click();
    await form.getByText('This is not a phone number.').waitFor();
    await form.getByLabel('Phone').fill('(202) 555-0115');
    await form.getByRole('button', { name: 'Book' }).click();
    await form.getByText('The time must be in the future.').waitFor();
    expect(await form.getByLabel('Time', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.appointment').count()).toBe(0);
  });

  test('what failed is on top with why; sent again it arrives, and stands no longer there', async () => {
    unreachable('15', 30007);
    unreachable('16', 30006);
    await reminder('15', '2027-03-21T20:00Z');
    await reminder('16', '2027-03-21T21:00Z');
    await stage.frontdesk.advance(hour);
    const page = await openReminders();
    await failures(page)
      .getByRole('article', { name: /Pat 16/ })
      .getByText('this is a landline')
      .waitFor();
    const failed = failures(page).getByRole('article', { name: /Pat 15/ });
    await failed.getByText('the carrier held it back').waitFor();
    await until(() => page.getByRole('link', { name: 'Reminders 2' }).count(), 1);
    stage.frontdesk.emulator.messaging.setHandset(phone('15').number, { reachable: true });
    const before = phone('15').allHeard().length;
    await failed.getByRole('button', { name: 'Send again' }).click();
    await until(() => failed.count(), 0);
    await card(page, 'Pat 15').getByText('delivered').waitFor();
    expect(phone('15').allHeard().length).toBe(before + 1);

    const wrong = failures(page).getByRole('article', { name: /Pat 16/ });
    await wrong.getByRole('button', { name: 'Change' }).click();
    await wrong.getByLabel('Phone').fill('(202) 555-0117');
    await wrong.getByRole('button', { name: 'Save' }).click();
    await until(() => failures(page).count(), 0);
    await until(() => phone('17').allHeard().length, 1);
  });

  test('what failed is on top on whichever day it is, also when no desk was open', async () => {
    unreachable('15', 30006);
    await reminder('15', '2027-04-20T20:00Z', { notify_window: [30 * 24, 24] });
    await stage.frontdesk.advance(10 * hour);
    const page = await openReminders();
    await failures(page)
      .getByRole('article', { name: /Pat 15/ })
      .getByText('20 Apr')
      .waitFor();
    unreachable('16', 30006);
    await reminder('16', '2027-04-21T20:00Z', { notify_window: 32 * 24 });
    await failures(page)
      .getByRole('article', { name: /Pat 16/ })
      .waitFor();
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('button', { name: '•••• 0116' }).click();
    await drawer(page).getByText('not delivered: this is a landline').waitFor();
  });

  test('cancelled on one desk it is gone on both, and either can take it back', async () => {
    await reminder('15', '2027-03-22T14:00Z');
    const [page, other] = [await openReminders(), await openReminders()];
    await card(page, 'Pat 15').click();
    await drawer(page).getByRole('button', { name: 'Cancel', exact: true }).click();
    await drawer(page).getByRole('button', { name: 'Cancel it?' }).click();
    await Promise.all([page, other].map((each) => until(() => card(each, 'Pat 15').count(), 0)));
    await other.getByRole('region', { name: 'Cancelled just now' }).getByRole('button', { name: 'Undo' }).click();
    await Promise.all([page, other].map((each) => card(each, 'Pat 15').getByText('scheduled').waitFor()));
    await card(page, 'Pat 15').waitFor();
    await page.keyboard.press('Escape');
    await card(other, 'Pat 15').click();
    await drawer(other).getByRole('button', { name: 'Cancel', exact: true }).click();
    await drawer(other).getByRole('button', { name: 'Cancel it?' }).click();
    await until(() => card(page, 'Pat 15').count(), 0);
    await stage.frontdesk.advance(2 * day);
    expect(phone('15').allHeard()).toEqual([]);
  });

  test('another time is another place in the week, also in the drawer of somebody else', async () => {
    await reminder('15', '2027-03-22T14:00Z');
    const [page, other] = [await openReminders(), await openReminders()];
    await card(other, 'Pat 15').click();
    await card(page, 'Pat 15').click();
    await drawer(page).getByRole('button', { name: 'Change' }).click();
    await drawer(page).getByLabel('Time', { exact: true }).fill('09:30');
    await drawer(page).getByLabel('Place').fill('Main Hall');
    await drawer(page)
      .getByText(/9:30 am at Main Hall with Pat 15/)
      .waitFor();
    await drawer(page).getByRole('button', { name: 'Save' }).click();
    await Promise.all(
      [page, other].map((each) =>
        drawer(each)
          .getByText(/Mon,? 22 Mar, 0?9:30/)
          .waitFor(),
      ),
    );
    await until(
      () =>
        card(other, 'Pat 15')
          .filter({ hasText: /\b0?9:30/ })
          .count(),
      1,
    );
    await until(() => card(other, 'Pat 15').count(), 1); // the old time goes by an event of its own
  });

  test('without a mouse: between appointments, into one and out again', async () => {
    await reminder('15', '2027-03-21T15:00Z');
    await reminder('16', '2027-03-21T16:00Z');
    const page = await openReminders();
    await card(page, 'Pat 16').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await page.keyboard.press('ArrowDown');
    await until(focused, '15:00 Pat 15');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await drawer(page).getByRole('heading', { name: 'Pat 16' }).waitFor();
    await page.keyboard.press('Escape');
    await until(focused, '16:00 Pat 16');
    await page.keyboard.press('n');
    await until(() => page.evaluate(() => document.activeElement?.getAttribute('name')), 'phone');
  });

  test('without a mouse: where a pressed button goes away, one is at what it showed', async () => {
    for (let hour = 8; hour < 17; hour += 1) await reminder('15', `2027-03-22T${String(hour).padStart(2, '0')}:00Z`);
    const page = await openReminders();
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id);
    await page.getByRole('button', { name: 'Show 1 more' }).press('Enter');
    await until(focused, '16:00 Pat 15');
    await page.keyboard.press('Enter');
    await until(focused, 'drawer-title');
    await drawer(page).getByRole('button', { name: 'Change' }).press('Enter');
    await until(() => page.evaluate(() => document.activeElement?.getAttribute('name')), 'phone');
    await drawer(page).getByRole('button', { name: 'Close', exact: true }).press('Enter');
    await until(focused, 'drawer-title');
  });

  test('other days are read when they are chosen', async () => {
    await reminder('15', '2027-03-21T15:00Z');
    await reminder('16', '2027-04-02T15:00Z');
    const page = await openReminders();
    await card(page, 'Pat 15').waitFor();
    expect(await card(page, 'Pat 16').count()).toBe(0);
    await page.getByRole('button', { name: 'A week later' }).click();
    await card(page, 'Pat 16').waitFor();
    await until(() => card(page, 'Pat 15').count(), 0);
    await page.getByRole('button', { name: /^Fri/ }).click();
    await page.getByRole('region', { name: /^Fri/ }).locator('.timeline').getByText('Pat 16').waitFor();
    await reminder('17', '2027-04-02T16:00Z');
    await card(page, 'Pat 17').waitFor();
    await page.getByRole('button', { name: 'Today' }).click();
    await card(page, 'Pat 15').waitFor();
  });

  test('search: a name on these days at once, further on when asked; a number anywhere', async () => {
    await reminder('15', '2027-03-22T14:00Z', { participant: 'Dr Ána Díaz' });
    await reminder('16', '2027-03-23T14:00Z');
    await reminder('17', '2027-08-23T14:00Z', { participant: 'Dr Ana' });
    const page = await openReminders();
    await card(page, 'Pat 16').waitFor();
    await page.keyboard.type('/ana');
    const found = page.getByRole('region', { name: 'Found' });
    await until(() => found.getByRole('article').count(), 1);
    await found.getByRole('button', { name: 'Look further' }).click();
    await until(() => found.getByRole('article').count(), 2);
    await found.getByText('That is all there is.').waitFor();
    await page.getByRole('searchbox').fill('202 555 0117');
    await found.getByText('Dr Ana', { exact: true }).waitFor();
    await until(() => found.getByRole('article').count(), 1);
    await page.keyboard.press('Escape');
    await card(page, 'Pat 16').waitFor();
  });

  test('a search that finds many draws the first ones, and more when asked', async () => {
    for (let n = 0; n < 43; n += 1)
      await reminder('15', `2027-03-22T14:${10 + n}Z`, { participant: `Group ${n + 1}`, notify_window: 2 });
    const page = await openReminders();
    await page.keyboard.type('/group');
    const found = page.getByRole('region', { name: 'Found' });
    await found.getByRole('heading', { name: 'Found 43' }).waitFor();
    await until(() => found.getByRole('article').count(), 40);
    await found.getByRole('button', { name: 'Show 3 more' }).click();
    await until(() => found.getByRole('article').count(), 43);
    await until(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), '14:50 Group 41');
  });

  test('the export is a file for a spreadsheet, without formulas, with more than is on the screen', async () => {
    await reminder('15', '2027-03-22T14:00Z', { participant: '=HYPERLINK("http://evil.example","Click")' });
    await reminder('16', '2027-03-23T14:00Z', { participant: 'Ana "Nan" Díaz, Dr' });
    await reminder('17', '2027-04-23T14:00Z');
    await stage.frontdesk.advance(2 * hour);
    await phone('15').texts('No');
    const page = await openReminders();
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Last day').fill('2027-04-30');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('reminders-2027-03-21-to-2027-04-30.csv');
    const file = readFileSync(await download.path(), 'utf8');
    expect(file.startsWith('\ufeffappointment,')).toBe(true);
    const { data } = Papa.parse<Record<string, string>>(file.slice(1), { header: true, skipEmptyLines: true });
    expect(data).toMatchObject([
      { phone: "'+12025550115", with: '\'=HYPERLINK("http://evil.example","Click")', state: 'declined', answer: 'no' },
      { with: 'Ana "Nan" Díaz, Dr', location: 'Room 4', state: 'scheduled', appointment: '2027-03-23 14:00' },
      { with: 'Pat 17' },
    ]);
    await until(() => dialog.count(), 0);
  });

  test('whoever is not signed in sees no appointment', async () => {
    await openReminders();
    await reminder('15', '2027-03-22T14:00Z');
    const stranger = await stage.newPage();
    await stranger.goto(`${stage.frontdesk.emulator.serviceUrl}/desk/index.html#reminders`);
    await stranger.getByText('Text it to the front desk').waitFor();
    expect(await stranger.getByText('Pat 15').count()).toBe(0);
  });

  test('the wish for another time stands with the No', async () => {
    await setVariables(stage.frontdesk, { RESCHEDULE: 'true' });
    await reminder('15', '2027-03-22T14:00Z');
    const page = await openReminders();
    await stage.frontdesk.advance(2 * hour + minute);
    await phone('15').texts('No');
    await card(page, 'Pat 15').getByText('declined').waitFor();
    await phone('15').texts('Thursday after 4, please');
    await card(page, 'Pat 15').getByText('Thursday after 4, please').waitFor();
  });
});
