import type { Page } from 'playwright-core';
import { describeInChromium } from '../chromium';
import { deskLink } from '../frontdesk/desk';
import type { Phone } from '../frontdesk/phone';
import { deskForTests, until } from './stage';

/** Keeps what the page asks of the desk from being answered until it is let go. */
async function hold(page: Page, path: string): Promise<{ asked: Promise<void>; letGo: () => void }> {
  let letGo = () => {};
  let isAsked = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  await page.route(`**/desk/${path}`, async (route) => {
    isAsked();
    await held;
    await route.continue();
  });
  return { asked, letGo };
}

const refuse = (page: Page, path: string, message: string) =>
  page.route(`**/desk/${path}`, (route) => route.fulfill({ status: 409, json: { message, errors: [] } }));

describeInChromium('what must not be lost at the desk, nor come too late', () => {
  const stage = deskForTests();
  let cyrus: Phone;
  let bea: Phone;
  beforeEach(() => {
    cyrus = stage.frontdesk.phone('+12025550114');
    bea = stage.frontdesk.phone('+12025550115');
  });
  const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const cardIn = (page: Page, name: string, text: string) =>
    column(page, name).getByRole('article').filter({ hasText: text });
  const drawer = (page: Page) => page.getByRole('complementary');
  /** Also of a card that lies under an open drawer. */
  const openTexts = (page: Page, name: string) =>
    cardIn(page, 'Preparing', name).getByRole('button', { name: 'Text', exact: true }).dispatchEvent('click');
  const writing = (page: Page) => drawer(page).getByRole('textbox', { name: 'Write to the customer' });

  test('what is being written to one customer is there again after another was looked at', async () => {
    const page = await stage.openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await stage.desk.order({ name: 'Bea', phone: bea.number });
    await openTexts(page, 'Cyrus');
    await writing(page).fill('Your order is');
    await openTexts(page, 'Bea');
    await drawer(page).getByRole('heading', { name: /Bea/ }).waitFor();
    expect(await writing(page).inputValue()).toBe('');
    await openTexts(page, 'Cyrus');
    await until(() => writing(page).inputValue(), 'Your order is');
  });

  test('a number that was tapped does not uncover the next one', async () => {
    const page = await stage.openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await stage.desk.order({ name: 'Bea', phone: bea.number });
    await openTexts(page, 'Cyrus');
    await drawer(page)
      .getByRole('button', { name: /ends in 0114/ })
      .click();
    await drawer(page).getByText('+1 202 555 0114').waitFor();
    await openTexts(page, 'Bea');
    await drawer(page)
      .getByRole('button', { name: /ends in 0115/ })
      .waitFor();
    expect(await page.getByText('+1 202 555').count()).toBe(0);
  });

  test('a text that came while there was no line is in the open drawer afterwards', async () => {
    const page = await stage.openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await openTexts(page, 'Cyrus');
    await drawer(page).getByText('Thanks for your order').waitFor();
    await page.evaluate(() => {
      document.documentElement.dataset.cut = '';
    });
    stage.frontdesk.emulator.sync.dropConnections();
    await page.getByText('no connection', { exact: true }).waitFor();
    await cyrus.texts('I come at five');
    await page.evaluate(() => {
      delete document.documentElement.dataset.cut;
    });
    await drawer(page).getByText('I come at five').waitFor(); // the page connects anew by itself
  });

  test('an order that is answered late does not close the next one that is being written', async () => {
    const page = await stage.openDesk();
    const { asked, letGo } = await hold(page, 'orders/create');
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('n');
    await dialog.getByLabel('Name').fill('Cyrus');
    await dialog.getByLabel('Phone').fill(cyrus.number);
    await page.keyboard.press('Enter');
    await asked;
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await dialog.getByLabel('Name').fill('Bea');
    letGo();
    await page.getByText('Cyrus: placed').waitFor();
    await cardIn(page, 'Preparing', 'Cyrus').waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Bea');
  });

  test('an order that is refused after its form was closed says so', async () => {
    const page = await stage.openDesk();
    const dialog = page.getByRole('dialog');
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      void page.route('**/desk/orders/create', async (route) => {
        resolve();
        await new Promise<void>((go) => {
          answer = go;
        });
        await route.fulfill({ status: 409, json: { message: 'There is an order 7 already.', errors: [] } });
      });
    });
    await page.keyboard.press('n');
    await dialog.getByLabel('Name').fill('Cyrus');
    await dialog.getByLabel('Phone').fill(cyrus.number);
    await page.keyboard.press('Enter');
    await asked;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    answer();
    await page.getByText('There is an order 7 already.').waitFor();
  });

  test('what is written while a text is being saved stays, and can be saved, too', async () => {
    const page = await stage.openDesk();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.locator('[data-text="waiting"]').click();
    const words = page.getByLabel('The text');
    const { asked, letGo } = await hold(page, 'settings');
    await words.fill('Nobody is free.');
    await words.press('Control+Enter');
    await asked;
    await words.fill('Nobody is free. Sorry.');
    letGo();
    await page.getByText('Saved. It goes out like this').waitFor();
    expect(await words.inputValue()).toBe('Nobody is free. Sorry.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[data-text="waiting"]').getByText('not saved').waitFor({ state: 'detached' });
    expect(await words.inputValue()).toBe('Nobody is free. Sorry.');
  });

  test('the words of a pause that was refused stay where they were written', async () => {
    const page = await stage.openDesk();
    await page.getByRole('link', { name: 'Settings' }).click();
    await refuse(page, 'settings', 'Somebody else was quicker.');
    await page.getByLabel('What people are told while it is paused').fill('Back at two.');
    await page.getByRole('main').getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('Somebody else was quicker.').waitFor();
    expect(await page.getByLabel('What people are told while it is paused').inputValue()).toBe('Back at two.');
  });

  test('whoever could not be signed out is not told that they are', async () => {
    const page = await stage.openDesk();
    await refuse(page, 'sign-out', 'Try again in a moment.');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Not signed out: Try again in a moment.').waitFor();
    expect(await page.getByText('You are signed out.').count()).toBe(0);
  });

  test('nothing of whoever was signed in is there for the next one', async () => {
    const page = await stage.openDesk();
    await stage.desk.order({ name: 'Cyrus', phone: cyrus.number });
    await cardIn(page, 'Preparing', 'Cyrus').getByRole('button', { name: 'Ready' }).click();
    await cardIn(page, 'Ready', 'Cyrus').getByText('texted ready').waitFor();
    await page.getByRole('searchbox').fill('cyrus');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    // In the same page, which was not loaded anew
    const link = await deskLink(stage.frontdesk);
    await page.evaluate(async (url) => {
      const { pathname, searchParams } = new URL(url);
      const body = new URLSearchParams({ key: searchParams.get('key') ?? '', go: '1' });
      await fetch(pathname, { method: 'POST', body });
    }, link);
    await page.getByRole('button', { name: 'I am signed in now' }).click();
    await cardIn(page, 'Ready', 'Cyrus').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(await page.getByText('Cyrus: ready').count()).toBe(0);
  });

  test('on a phone the view that is open is in sight among the views', async () => {
    const page = await stage.openDesk();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: /^Texts/ }).waitFor();
    const rightEdge = () =>
      page.getByRole('link', { name: 'Settings' }).evaluate((link) => Math.round(link.getBoundingClientRect().right));
    await until(async () => (await rightEdge()) <= 390, true);
  });
});
