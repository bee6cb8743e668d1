import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlOf } from './bench/control';
import { launchChromium } from './browser';
import { buildAll } from './build/index';
import { startLocalFrontdesk } from './start/local-frontdesk';

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
    console.log(`Wrote ${join('docs', 'images', 'phones.png')}`);
  } finally {
    await browser.close();
    await local.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
