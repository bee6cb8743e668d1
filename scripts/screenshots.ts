import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Control, controlOf } from './bench/control';
import { launchChromium } from './browser';
import { buildAll } from './build/index';
import { type LocalFrontdesk, startLocalFrontdesk } from './start/local-frontdesk';

/** Takes the pictures of the README from the running system: `npm run screenshots`. */
const root = process.cwd();
const folder = join(root, 'docs', 'images');
const [admin, ana, cal] = ['+12025550100', '+12025550111', '+12025550113'] as const;

async function main() {
  await buildAll(root);
  mkdirSync(folder, { recursive: true });
  const stateFolder = mkdtempSync(join(tmpdir(), 'frontdesk-pictures-'));
  const local = await startLocalFrontdesk({
    root,
    port: 0,
    stateFolder,
    caFolder: join(root, '.local', 'ca'),
    report: () => undefined,
  });
  const browser = await launchChromium();
  try {
    const { url } = local.emulator;
    local.emulator.showPhones([
      { number: admin, name: 'Admin', role: 'admin', quick: ['!showall', '!help'] },
      { number: ana, name: 'Ana', role: 'provider', quick: ['!available', '!done'] },
      { number: cal, name: 'Cal', role: 'receiver', quick: ['1', '0'] },
    ]);
    const control = controlOf(url);
    await control.text(ana, '!subscribe');
    await control.text(admin, `!approve ${ana}`);
    await control.text(ana, '!name Ana Diaz');
    await control.text(ana, '!available');
    await control.text(cal, '1');
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      deviceScaleFactor: 1,
    });
    await page.goto(url);
    await page.getByText('You are connected with Ana Diaz').first().waitFor();
    await page.screenshot({ path: join(folder, 'phones.png') });
    await page.close();
    await pictureOfDesk(browser, control, local.emulator.serviceUrl);
    await pictureOfReminders(browser, control, local);
    console.log('Wrote phones.png, desk.png and reminders.png to docs/images');
  } finally {
    await browser.close();
    await local.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

const orders = [
  ['Cyrus', '(202) 555-0114'],
  ['Bea', '(202) 555-0116'],
  ['Emil', '(202) 555-0117'],
  ['Fay', '(202) 555-0118'],
] as const;

/** One customer is here with a car, one order is ready, two are being made. */
async function pictureOfDesk(browser: Browser, control: Control, serviceUrl: string) {
  const { replies } = await control.text(admin, '!desk');
  const path = /https:\/\/[^/]+(\S+)/.exec(replies[0]?.body ?? '')?.[1];
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  await page.goto(`${serviceUrl}${path}`);
  await page.getByText('New order').first().waitFor();
  for (const [name, phone] of orders) {
    await page.keyboard.press('n');
    const fields = page.locator('dialog input, [role=dialog] input');
    await fields.nth(0).fill(name);
    await fields.nth(1).fill(phone);
    await page.keyboard.press('Enter');
    await page.getByText(name, { exact: true }).first().waitFor();
    await fields.first().waitFor({ state: 'detached' });
  }
  for (const name of ['Cyrus', 'Bea']) {
    const card = page.getByRole('article').filter({ hasText: name });
    await card.getByRole('button', { name: /^Ready/ }).click();
    await card.getByText('texted ready').waitFor();
  }
  for (const text of ['ARRIVE', 'Cyrus', 'Y', 'red Volvo', '8ABC123']) await control.text('+12025550114', text);
  await page.getByText('8ABC123').waitFor();
  await page.waitForTimeout(500); // the card has risen
  await page.screenshot({ path: join(folder, 'desk.png') });
  await page.close();
}

const appointments = [
  ['+12025550120', '09:30', 'Dr Ito', 'Room 4'],
  ['+12025550121', '11:00', 'Dr Ana Diaz', 'Main Hall'],
  ['+12025550122', '14:15', 'Dr Ito', 'Room 4'],
  ['+12025550123', '16:00', 'Physiotherapy', 'Room 2'],
] as const;

/** A Monday with answers and one phone that cannot be texted, and what is booked for the days after. */
async function pictureOfReminders(browser: Browser, control: Control, { emulator, deployed }: LocalFrontdesk) {
  const { serviceUrl } = emulator;
  const book = async (day: string, [phone, time, participant, location]: (typeof appointments)[number]) => {
    const response = await fetch(`${serviceUrl}/reminder/create`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${deployed.variables.REMINDER_API_KEY}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        contact_number: phone,
        appointment_time: `${day}T${time}`,
        time_zone: 'America/New_York',
        notify_window: [24, 2],
        participant,
        location,
      }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };
  await control.reset();
  await emulator.world.clock.moveTo(Date.parse('2027-03-20T12:00:00Z'));
  emulator.messaging.setHandset('+12025550122', { reachable: false, errorCode: 30006 });
  for (const day of ['2027-03-22', '2027-03-23', '2027-03-25']) for (const each of appointments) await book(day, each);
  await emulator.world.clock.moveTo(Date.parse('2027-03-22T14:10:00Z'));
  await control.text('+12025550121', 'Yes');
  await control.text('+12025550123', 'No');
  const { replies } = await control.text(admin, '!desk');
  const path = /https:\/\/[^/]+(\S+)/.exec(replies[0]?.body ?? '')?.[1];
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'America/New_York',
  });
  await page.goto(`${serviceUrl}${path}`);
  await page.getByRole('link', { name: /^Reminders/ }).click();
  await page.getByText('this is a landline').first().waitFor();
  await page.waitForTimeout(500); // the cards have risen
  await page.screenshot({ path: join(folder, 'reminders.png') });
  await page.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
