import type { Page } from 'playwright-core';
import { describeInChromium } from '../chromium';
import { deskForTests, until } from './stage';

jest.setTimeout(60_000);

const longName = 'María de los Ángeles Fernández-Villaverde y Gutiérrez';

describeInChromium('the desk on a phone', () => {
  const stage = deskForTests();
  const openOnPhone = async (): Promise<Page> => {
    const page = await stage.openDesk();
    await page.setViewportSize({ width: 360, height: 740 });
    return page;
  };
  const heightOf = (page: Page) => page.locator('header.top').evaluate((header) => header.clientHeight);

  test('the header keeps its height when the line is lost', async () => {
    const page = await openOnPhone();
    const height = await heightOf(page);
    await page.evaluate(() => {
      document.documentElement.dataset.cut = '';
    });
    stage.frontdesk.emulator.sync.dropConnections();
    await page.getByText('no connection', { exact: true }).waitFor();
    expect(await heightOf(page)).toBe(height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('a text that is opened for editing leaves the header in sight', async () => {
    const page = await openOnPhone();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.locator('[data-text="menu"]').click();
    await page.getByLabel('The text').waitFor();
    await until(() => page.evaluate(() => scrollY), 0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(740);
  });

  test('a long name is whole on its card, in the drawer and among the orders to choose from', async () => {
    const page = await openOnPhone();
    await stage.desk.order({ name: longName, phone: '+12025550114' });
    const cal = stage.frontdesk.phone('+12025550115');
    for (const text of ['ARRIVE', 'Nobody Known', 'N']) await cal.texts(text);
    const isWhole = (selector: string) =>
      page
        .locator(selector, { hasText: longName })
        .evaluate((it) => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight);
    await page.locator('.card-who', { hasText: longName }).waitFor();
    expect(await isWhole('.card-who')).toBe(true);
    await page.getByRole('button', { name: 'Find the order' }).click();
    await page.locator('.find li').getByText(longName).waitFor();
    const sizes = await page.locator('.drawer-body').evaluate((body) => [body.scrollWidth, body.clientWidth]);
    expect(sizes[0]).toBe(sizes[1]);
    await page.locator('.find li').getByRole('button').click();
    await page.locator('#drawer-title', { hasText: longName }).waitFor();
    expect(await isWhole('#drawer-title')).toBe(true);
  });
});
