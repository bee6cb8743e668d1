import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../browser';
import type { Bench } from './bench';
import { type BenchDesk, deskLink, signIn } from './desk';
import { exampleOf, multiply } from './growth';
import { percentile, table } from './table';

const seeded = '+13125550100';
/** What a person takes for "at once", beyond what the API itself takes. */
const barMs = 150;

/**
 * In the page: when it first shows what is looked for, by the machine's clock; it looks at each change, and waits until that is painted. As a
 * text, because a function would be compiled for Node.
 */
const watcher = `
window.shownAt = (isThere) => new Promise((resolve) => {
  const found = () => resolve(performance.timeOrigin + performance.now());
  if (isThere()) return found();
  const observer = new MutationObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(found));
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
});
window.cardOf = (name) => [...document.querySelectorAll('.column-here article')].find(
  (article) => article.querySelector('.card-name')?.textContent === name);
window.countOf = (column) => Number(document.querySelector('.column-' + column + ' .column-count')?.textContent);
`;
const arrivalShownAt = (page: Page, name: string) =>
  page.evaluate<number>(`shownAt(() => cardOf(${JSON.stringify(name)}) !== undefined)`);
const orderShownAt = (page: Page, count: number) =>
  page.evaluate<number>(`shownAt(() => countOf('preparing') === ${count})`);

const clockMs = () => performance.timeOrigin + performance.now();

async function openBoard(bench: Bench, browser: Browser): Promise<{ page: Page; firstPaintMs: number }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await context.addInitScript(watcher);
  const page = await context.newPage();
  await page.goto(await deskLink(bench));
  await page.getByText('live', { exact: true }).waitFor();
  // As somebody sees it who opens it in the morning: signed in already, everything read anew
  const beganMs = clockMs();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('article .card-name').first().waitFor();
  const firstPaintMs = clockMs() - beganMs;
  await page.getByText('live', { exact: true }).waitFor();
  return { page, firstPaintMs };
}

/** From a customer's last answer until the board shows who is here; and from a press at another desk until the board shows the order. */
async function liveTimes(bench: Bench, desk: BenchDesk, page: Page, count: number) {
  const { control, local } = bench;
  const arrivals: number[] = [];
  const shown: number[] = [];
  const orders: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const phone = `+1415557${String(n).padStart(4, '0')}`;
    const name = `Guest ${String.fromCharCode(65 + (n % 26))}${String.fromCharCode(65 + Math.floor(n / 26))}`;
    // A long column shows its first cards only, but counts all
    const placed = orderShownAt(page, (await page.evaluate<number>("countOf('preparing')")) + 1);
    const pressedMs = clockMs();
    const { key } = (await desk.post('orders/create', { name, phone })).order;
    orders.push((await placed) - pressedMs);
    for (const text of ['ARRIVE', name]) await control.text(phone, text);
    await local.emulator.world.causes.settled();
    const here = arrivalShownAt(page, name);
    await control.forgetCalls();
    const textedMs = clockMs();
    const answered = control.text(phone, 'N');
    const hereMs = await here;
    arrivals.push(hereMs - textedMs);
    await answered;
    const stored = (await control.calls()).find(
      ({ method, url }) => method === 'POST' && url.includes(`/Items/${key}`),
    );
    if (stored) shown.push(hereMs - performance.timeOrigin - (stored.beganMs + stored.ms));
    await desk.post('orders/collected', { key }); // so that all are measured on the same board
    await page.locator('.column-here article', { hasText: name }).waitFor({ state: 'detached' });
  }
  return { arrivals, shown, orders };
}

export async function benchBoard(bench: Bench): Promise<void> {
  const { control, local, print, quick } = bench;
  const browser = await launchChromium();
  const rows = [];
  try {
    for (const open of quick ? [1] : [1, 1000]) {
      await control.reset();
      const desk = await signIn(bench);
      let key = '';
      const example = await exampleOf(local.emulator, async () => {
        key = (await desk.post('orders/create', { name: 'Bea', phone: seeded })).order.key;
      });
      multiply(local.emulator, example, open - 1, (text, n) =>
        text
          .replaceAll(seeded.slice(1), String(13_000_000_000 + n))
          .replaceAll(key, `order-${n.toString(16).padStart(key.length - 6, '0')}`),
      );
      const { page, firstPaintMs } = await openBoard(bench, browser);
      const { arrivals, shown, orders } = await liveTimes(bench, desk, page, quick ? 3 : 40);
      rows.push([
        open,
        firstPaintMs,
        ...[arrivals, shown, orders].flatMap((times) => [0.5, 0.95].map((part) => percentile(times, part))),
      ]);
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
  print(`\n## The live board, in Chromium: a card is to be there within ${barMs} ms (p95)\n`);
  print(
    table(
      [
        'open orders',
        'first card after opening, ms',
        'answer to card, p50 ms',
        'p95 ms',
        'of that, stored to card, p50 ms',
        'p95 ms',
        'new order to card, p50 ms',
        'p95 ms',
      ],
      rows,
    ),
  );
}
