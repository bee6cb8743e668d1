import type { Page } from 'playwright-core';
import type { Hours } from '../../src/settings/opening';
import { describeInChromium } from '../chromium';
import { syncItems } from '../frontdesk/sync';
import { setVariables } from '../frontdesk/variables';
import { deskForTests, until } from './stage';

describeInChromium('opening hours and pause on the desk', () => {
  const stage = deskForTests();
  const { openDesk } = stage;
  const cal = () => stage.frontdesk.phone('+12025550113');

  const saved = async () => (await syncItems<{ hours?: Hours }>(stage.frontdesk, 'settings')).get('hours')?.hours;
  const toSettings = (page: Page) => page.getByRole('link', { name: 'Settings' }).click();
  const heard = (words: RegExp) =>
    cal()
      .allHeard()
      .filter(({ body }) => words.test(body)).length;
  /** A Function's instance may know the settings of five seconds ago. */
  const settingsTold = () => stage.frontdesk.advance(6000);

  test('hours are set, with a night and a holiday, and seen by another browser; wrong ones say where', async () => {
    const [page, other] = [await openDesk(), await openDesk()];
    await toSettings(page);
    await toSettings(other);
    await page.getByText('Always open', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Set opening hours' }).click();
    await until(() => page.getByLabel('Time zone').inputValue(), 'UTC'); // the browser's
    await page.getByLabel('Time zone').fill('America/New_York');
    await page.getByLabel('Friday until').fill('02:00');
    await page.getByText('next day').waitFor();
    await page.getByRole('button', { name: 'Add hours, Saturday' }).click();
    await page.getByLabel('Saturday until').fill('00:00');
    await page.getByLabel('Monday from').fill('10:00');
    await page.getByRole('button', { name: 'Copy Monday to all workdays' }).click();
    await page.getByRole('button', { name: 'Add a holiday' }).click();
    await page.getByRole('button', { name: 'Save opening hours' }).click();
    await page.getByText('Write a date like 2027-12-25.').waitFor();
    expect(await saved()).toBeUndefined();
    await page.getByLabel('Date').fill('2027-12-25');
    await page.getByRole('button', { name: 'Save opening hours' }).click();
    await page.getByText('Opening hours saved').waitFor();
    expect(await saved()).toMatchObject({
      timeZone: 'America/New_York',
      week: { mon: [['10:00', '17:00']], fri: [['10:00', '17:00']], sat: [['09:00', '24:00']], sun: [] },
      holidays: [{ date: '2027-12-25' }],
    });
    await until(() => other.getByLabel('Time zone').inputValue(), 'America/New_York');
    await other.getByText(/^(Open now, closes|Closed now, opens) /).waitFor();
  });

  test('two who change the hours: the second sees it, and keeps theirs or takes the other', async () => {
    const [page, other] = [await openDesk(), await openDesk()];
    for (const each of [page, other]) {
      await toSettings(each);
      await each.getByRole('button', { name: 'Set opening hours' }).click();
    }
    await other.getByLabel('Monday from').fill('07:00');
    await page.getByRole('button', { name: 'Save opening hours' }).click();
    await other.getByText('saved other opening hours while you were changing them').waitFor();
    await other.getByRole('button', { name: 'Save opening hours' }).click();
    await until(async () => (await saved())?.week.mon[0]?.[0], '09:00');
    await other.getByRole('button', { name: 'Keep mine' }).click();
    await other.getByRole('button', { name: 'Save opening hours' }).click();
    await until(async () => (await saved())?.week.mon[0]?.[0], '07:00');
    await page.getByRole('button', { name: 'Always open instead' }).click();
    await until(async () => saved(), undefined);
    await other.getByText('Always open', { exact: true }).waitFor();
  });

  test('paused from the header, everybody sees it and people are told; Resume takes them again', async () => {
    const [page, other] = [await openDesk(), await openDesk()];
    await page.getByRole('button', { name: 'Pause: take nobody new' }).click();
    for (const each of [page, other]) await each.getByText('Paused: nobody new is taken.').first().waitFor();
    await other.getByText(/By •••• 0100, just now\./).waitFor();
    await toSettings(page);
    await page.getByLabel('What people are told').fill('Back at two.');
    await page.getByRole('button', { name: 'Change the words' }).click();
    await other.getByText('Back at two.').waitFor();
    await settingsTold();
    await cal().texts('1');
    expect(heard(/nobody new at the moment\. Back at two\.$/)).toBe(1);
    await other.getByRole('button', { name: 'Resume' }).click();
    await until(() => page.getByText('By •••• 0100').count(), 0);
    await settingsTold();
    await cal().texts('1');
    expect(heard(/in line/)).toBe(1);
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('region', { name: 'Activity' }).getByText('resumed').first().waitFor();
  });

  test('an admin pauses by text, and the desk knows at once', async () => {
    const page = await openDesk();
    await stage.frontdesk.admin.texts('!pause Fire drill');
    await page.getByText('Fire drill').waitFor();
    await stage.frontdesk.admin.texts('!resume');
    await until(() => page.getByText('Fire drill').count(), 0);
  });
});

describeInChromium('a desk with one service', () => {
  const stage = deskForTests();

  test.each([
    { services: 'dispatch', views: ['Dispatch', 'Activity', 'Settings'], region: 'Waiting' },
    { services: 'reminders', views: ['Reminders', 'Activity', 'Settings'], region: undefined },
  ])('$services: its views and no other, and the first one open', async ({ services, views, region }) => {
    await setVariables(stage.frontdesk, { SERVICES: services });
    const page = await stage.openDesk();
    const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
    expect((await links.allInnerTexts()).map((text) => text.trim())).toEqual(views);
    expect(new URL(page.url()).hash).toBe(`#${views[0]?.toLowerCase()}`);
    if (region !== undefined) await page.getByRole('region', { name: region }).waitFor();
    await page.keyboard.press('n');
    if (services === 'reminders') await page.getByRole('button', { name: 'Book' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('button', { name: /sound/i }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Pause/ }).count()).toBe(services === 'reminders' ? 0 : 1);
  });
});
