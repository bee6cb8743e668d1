import { source as axeSource } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../test/chromium';
import { exampleFlow, type FakeControl, startFakeControl } from './testing/fake-control';

const cal = '+15005550113';

/** What axe-core finds on the page as it is: the rule, what it is about, and where. */
async function findingsOn(page: Page, where: string): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; help: string; nodes: { target: string[]; html: string }[] }[] }>;
      };
    };
    return (await axe.run()).violations;
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${where}: ${id} (${help}) at ${target.join(' ')}: ${html.slice(0, 160)}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  describeInChromium(`the phones page in ${colorScheme}, as axe-core sees it`, () => {
    let browser: Browser;
    let fake: FakeControl;
    let page: Page;

    beforeAll(async () => {
      browser = await launchChromium();
      fake = await startFakeControl();
      fake.flows.push(exampleFlow());
      page = await browser.newPage({
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        timezoneId: 'UTC',
        colorScheme,
        reducedMotion: 'reduce',
      });
      await page.goto(fake.url);
      await page.getByRole('heading', { name: 'Admin' }).waitFor();
      fake.inbound(cal, 'hello');
      await page.getByText('You said: hello.').first().waitFor();
    });
    afterAll(async () => {
      await browser?.close();
      await fake?.stop();
    });

    const press = (name: string) => page.getByRole('button', { name }).first().click();

    test('phones, and every tab', async () => {
      const found = await findingsOn(page, 'phones');
      await page.getByRole('button', { name: "show Cal's number" }).click();
      await page.getByRole('button', { name: "hide Cal's number" }).waitFor();
      found.push(...(await findingsOn(page, 'a number')));
      for (const tab of ['Calls', 'Webhooks', 'Functions', 'Flows', 'Scheduled']) {
        await page.getByRole('tab', { name: tab }).click();
        found.push(...(await findingsOn(page, tab)));
      }
      expect(found).toEqual([]);
    });

    test('what opens over it', async () => {
      const found: string[] = [];
      for (const dialog of ['Faults', 'Add a phone', 'Reset', "Cal's handset"]) {
        await press(dialog);
        found.push(...(await findingsOn(page, dialog)));
        await page.keyboard.press('Escape');
      }
      expect(found).toEqual([]);
    });

    test('a narrow screen, and a lost line', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      const found = await findingsOn(page, 'narrow');
      fake.breakLine();
      await page.getByText(/lost/i).first().waitFor();
      found.push(...(await findingsOn(page, 'lost')));
      fake.mend();
      expect(found).toEqual([]);
    });
  });
}
