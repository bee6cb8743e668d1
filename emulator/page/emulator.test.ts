import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../test/chromium';
import { createEmulator, type Emulator } from '..';
import { twilioClient } from '../testing';

const serviceNumber = '+12025550123';
const ana = '+12025550111';

/** The page on the real emulator: what the fake control API promises, the true one keeps. */
describeInChromium('the phones page on the emulator', () => {
  let browser: Browser;
  let folder: string;
  let emulator: Emulator;
  let service: Server;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    folder = mkdtempSync(join(tmpdir(), 'page-test-'));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    service = createServer((_, response) => {
      response.setHeader('content-type', 'text/xml');
      response.end('<Response><Message>Heard &amp; noted</Message></Response>');
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    emulator = await createEmulator({ port: 0, caFolder: join(folder, 'ca') });
    emulator.ownNumber(serviceNumber);
    emulator.showPhones([{ number: ana, name: 'Ana', role: 'provider', quick: ['1'] }]);
    const client = twilioClient(emulator);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: serviceNumber });
    const smsUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}/sms`;
    await client.incomingPhoneNumbers(number!.sid).update({ smsUrl });
    emulator.showPages([{ name: 'Hello', url: `${emulator.serviceUrl}/hello.html` }]);
    emulator.markDeployed();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' });
    page.setDefaultTimeout(60_000); // less than a test's, so that a failure names what it waited for
    await page.goto(emulator.url);
    await page.getByRole('heading', { name: 'Ana' }).waitFor();
  });
  afterEach(async () => {
    await page.close();
    await emulator.stop();
    service.close();
  });

  const conversation = () => page.getByRole('log', { name: 'Conversation of Ana' });
  const texts = () => conversation().getByRole('article');

  test("the service's own pages are a link away", async () => {
    const link = page.getByRole('link', { name: 'Hello' });
    expect(await link.getAttribute('href')).toBe(`${emulator.serviceUrl}/hello.html`);
  });

  test('a text goes in, the answer comes out, the log tells why', async () => {
    await page.getByRole('button', { name: '1', exact: true }).click();
    await conversation().getByText('Heard & noted').waitFor();
    await conversation().getByText('delivered', { exact: true }).waitFor();
    expect(await texts().count()).toBe(2);
    const cause = page.locator('.cause').first();
    await cause.getByText(/^POST 127\.0\.0\.1:\d+\/sms$/).waitFor();
    await cause.getByText('1 text', { exact: true }).waitFor();
  });

  test('the clock moves and is frozen, a scheduled text leaves when it is due', async () => {
    const client = twilioClient(emulator);
    const sender = await client.messaging.v1.services.create({ friendlyName: 'front' });
    const [number] = await client.incomingPhoneNumbers.list();
    await client.messaging.v1.services(sender.sid).phoneNumbers.create({ phoneNumberSid: number!.sid });
    await client.messages.create({
      to: ana,
      messagingServiceSid: sender.sid,
      scheduleType: 'fixed',
      sendAt: new Date(emulator.world.clock.now() + 3_600_000),
      body: 'Tomorrow at ten',
    });
    await page.getByRole('button', { name: 'Freeze the clock' }).click();
    await page.getByText('frozen').waitFor();
    await page.getByRole('tab', { name: 'Scheduled 1' }).click();
    expect(await texts().count()).toBe(0);
    await page.getByRole('button', { name: /to next event .* text to Ana/ }).click();
    await conversation().getByText('Tomorrow at ten').waitFor();
    await page.getByText('No text is scheduled').waitFor();
    await page.getByRole('button', { name: 'Let the clock run' }).click();
    await page.getByRole('button', { name: 'Freeze the clock' }).waitFor();
  });

  test('handset, faults, a phone of my own and reset mean the same to both', async () => {
    await page.getByRole('button', { name: "Ana's handset" }).click();
    await page.getByRole('switch').check({ force: true });
    await page.getByLabel('Texts to it fail with').selectOption('30005');
    await page.getByRole('button', { name: '1', exact: true }).click();
    await conversation().getByText('not delivered: 30005, no such phone').waitFor();

    await page.getByRole('button', { name: 'Faults' }).click();
    await page.getByLabel('URL contains').fill('/Messages.json');
    await page.getByRole('button', { name: 'Add the fault' }).click();
    await page.getByRole('button', { name: 'Faults 1' }).waitFor();
    expect(emulator.faults.list()).toMatchObject([{ kind: 'delay', url: '/Messages.json', ms: 500, nth: 1, times: 1 }]);

    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByLabel('Name').fill('Bea');
    await page.getByRole('button', { name: 'Add the phone' }).click();
    await page.getByRole('log', { name: 'Conversation of Bea' }).waitFor();
    await page.reload();
    await page.getByRole('log', { name: 'Conversation of Bea' }).waitFor();

    const other = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC' });
    await other.goto(emulator.url);
    await other.getByRole('log', { name: 'Conversation of Bea' }).waitFor();

    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Reset everything' }).click();
    await conversation().getByText('No texts yet').waitFor();
    await page.getByRole('log', { name: 'Conversation of Bea' }).waitFor({ state: 'detached' });
    // An open page elsewhere is told
    await other.getByRole('log', { name: 'Conversation of Bea' }).waitFor({ state: 'detached' });
    await other.getByRole('log', { name: 'Conversation of Ana' }).getByText('No texts yet').waitFor();
    await other.close();
    expect(emulator.faults.list()).toEqual([]);
  });
});
