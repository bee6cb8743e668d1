import AxeSource from 'axe-core';
import type { Page } from 'playwright-core';
import type { TextsItem } from '../../src/settings/texts';
import { describeInChromium } from '../chromium';
import { syncItems } from '../frontdesk/sync';
import { deskForTests, until } from './stage';

describeInChromium('texts on the desk', () => {
  const stage = deskForTests();
  const cal = () => stage.frontdesk.phone('+12025550113');
  /** A Function's instance may know the settings of five seconds ago. */
  const settingsTold = () => stage.frontdesk.advance(6000);
  const kept = async (key: string) =>
    (await syncItems<TextsItem>(stage.frontdesk, 'settings')).get('texts.en')?.texts[key]?.text;

  async function openTexts(): Promise<Page> {
    const page = await stage.openDesk();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: /^Texts/ }).waitFor();
    return page;
  }
  async function openText(page: Page, key: string) {
    await page.locator(`[data-text="${key}"]`).click();
    const words = page.getByLabel('The text');
    await words.waitFor();
    return words;
  }
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
  const count = (page: Page) => page.locator('.text-cost').innerText();

  test('the next text that goes out has the new words, and the default is one click away, and back', async () => {
    const page = await openTexts();
    const words = await openText(page, 'waiting');
    await until(() => count(page), '1 segment GSM-7 · 121 of 160');
    await words.fill('Nobody is free. You wait{{#place}} as number {{place}}{{/place}}.');
    await page.getByText('Nobody is free. You wait as number 2.', { exact: true }).waitFor();
    await page.getByLabel('place', { exact: true }).uncheck();
    await page.getByText('Nobody is free. You wait.', { exact: true }).waitFor();
    await words.press('Control+Enter');
    await page.getByText('Saved. It goes out like this within seconds.').waitFor();
    await until(() => page.locator('[data-text="waiting"] .chip').innerText(), 'edited');
    await settingsTold();
    await cal().texts('1');
    expect(cal()).toHear('Nobody is free. You wait as number 1.');

    await page.getByRole('button', { name: 'Back to the default' }).click();
    await page.getByText('"In line" is as it came.').waitFor();
    await until(() => words.inputValue().then((text) => text.startsWith('All providers are')), true);
    await settingsTold();
    await cal().texts('0');
    expect(cal()).toHear(/no longer in line/);
    await cal().texts('1');
    expect(cal()).toHear(/^All providers are currently unavailable/);

    await page.getByRole('button', { name: /^Undo/ }).click();
    await until(() => kept('waiting'), 'Nobody is free. You wait{{#place}} as number {{place}}{{/place}}.');
    await page.getByRole('link', { name: 'Activity' }).click();
    await page.getByText('put back the text').waitFor();
    await until(() => page.getByText('In line, English').count(), 3);
  });

  test('a part is put in where the cursor stands; what is wrong is said and not saved, what costs is said', async () => {
    const page = await openTexts();
    const words = await openText(page, 'connected');
    await words.fill('Come: ');
    await page.getByText('It needs {{link}}').waitFor();
    expect(await save(page).isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^link/ }).click();
    await until(() => words.inputValue(), 'Come: {{link}}');
    await until(() => save(page).isDisabled(), false);
    await page.getByRole('button', { name: /^passcode/ }).click();
    await until(() => words.inputValue(), 'Come: {{link}}{{#passcode}}{{passcode}}{{/passcode}}');
    await words.fill('Come: {{link}} {{#passcode}}');
    await page.getByText('{{#passcode}} is not closed: {{/passcode}} has to follow.').waitFor();
    await words.fill('Come, {{nmae}}: {{link}}');
    await page.getByText(/\{\{nmae}} is not a part of this text/).waitFor();
    await words.fill(`👍 ${'Come: '.repeat(12)}{{link}}`);
    await page.getByText('👍 is not in the alphabet of text messages').waitFor();
    await page.getByText('It goes out as 2 segments, and each is billed.').waitFor();
    expect(await count(page)).toMatch(/^2 segments UCS-2/);
    // What is not saved stays while another text is looked at
    await openText(page, 'menu');
    await until(() => page.locator('[data-text="connected"] .chip').innerText(), 'not saved');
    await openText(page, 'connected');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await until(() => words.inputValue().then((text) => text.startsWith('You are connected')), true);
    expect(await kept('connected')).toBeUndefined();
    // And the Function says the same as the page
    const refused = await stage.desk.post('settings', {
      what: 'text',
      language: 'en',
      key: 'connected',
      text: 'Come',
      seen: null,
    });
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'text', message: expect.stringMatching(/^It needs \{\{link}}/) }] },
    });
  });

  test('two browsers: one sees what the other saves, and neither overwrites the other unseen', async () => {
    const [page, other] = [await openTexts(), await openTexts()];
    const mine = await openText(page, 'apology');
    const theirs = await openText(other, 'apology');
    await mine.fill('Sorry from one.');
    await theirs.fill('Sorry from the other.');
    await save(page).click();
    await other.getByText('•••• 0100 has changed this text while you were writing').waitFor();
    expect(await save(other).isDisabled()).toBe(true);
    await other.getByRole('button', { name: 'Go on with mine' }).click();
    await save(other).click();
    await until(() => kept('apology'), 'Sorry from the other.');
    // Who writes nothing sees the new words at once
    await until(() => mine.inputValue(), 'Sorry from the other.');
    const late = await stage.desk.post('settings', {
      what: 'text',
      language: 'en',
      key: 'apology',
      text: 'Too late.',
      seen: 'Sorry from one.',
    });
    expect(late).toMatchObject({ status: 409, body: { message: expect.stringMatching(/changed this text/) } });
    expect(await kept('apology')).toBe('Sorry from the other.');
  });

  test('texts are found by their words, in each language; keys lead everywhere; nothing is hard to read', async () => {
    const page = await openTexts();
    await page.keyboard.type('/late after all');
    await until(() => page.locator('[data-text]').count(), 0);
    await page.getByText('No text has these words').waitFor();
    await page.getByLabel('Search texts').fill('pedido listo');
    await page.getByRole('radio', { name: 'Español' }).check({ force: true });
    await until(() => page.locator('[data-text]').count(), 3);
    await page.getByRole('button', { name: /^Order ready/ }).focus();
    await page.keyboard.press('Enter');
    const words = page.getByLabel('The text');
    await until(() => words.evaluate((field) => field === document.activeElement), true);
    expect(await words.inputValue()).toMatch(/^¡Hola \{\{name}}!/);
    // As it arrives: in the alphabet of a text message
    await page.getByText('¡Hola Cyrus! ¡Su pedido esta listo!').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(AxeSource.source);
      const found = await page.evaluate(() =>
        (window as unknown as { axe: typeof AxeSource }).axe.run('.texts', { runOnly: ['wcag2a', 'wcag2aa'] }),
      );
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await until(() => page.locator('.text-editor').count(), 0);
    await until(() => page.evaluate(() => document.activeElement?.getAttribute('data-text')), 'orderReady');
  });
});
