import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isE164 } from '../src/phone';
import { accountClient } from '../src/twilio/account-client';
import { optionsOf } from './arguments';
import { buildAll } from './build/index';
import { linesOfAccount } from './cost/account';
import { conversations } from './cost/conversations';
import { nothing, nothingFree, priceOf, sumOf } from './cost/counts';
import { measure } from './cost/measure';
import { countsOfMonth, monthFrom } from './cost/month';
import { type Prices, pricesFrom } from './cost/prices';
import { assumptionLines, type Line, monthLines, sheetTable } from './cost/sheet';
import { reportsPerText } from './cost/transcripts';
import { displayName, environmentFrom, readEnvFile, SettingsError } from './deploy/settings';
import { failureText } from './failure';
import { startLocalFrontdesk } from './start/local-frontdesk';

/**
 * `npm run cost`: what each standard conversation takes of Twilio, counted on a local one, and what that costs.
 * `npm run cost -- --since 2026-11-01`: what was taken since then, by the transcripts of the account.
 *
 *   --month "matches=300,pickups=2000"   what a month with so many comes to; a tick each minute is added
 *   --prices FILE        JSON with prices of your own
 *   --json               the same as JSON
 *   --since DAY          2026-11-01: read the account of the settings, or of the environment's TWILIO_… variables
 *   --environment dev    which deployment of the account
 *   --env-file .env      the settings
 */
const root = process.cwd();
const secrets: Record<string, string | undefined> = {};

async function main() {
  const values = optionsOf({
    month: { type: 'string' },
    prices: { type: 'string' },
    json: { type: 'boolean', default: false },
    since: { type: 'string' },
    'env-file': { type: 'string', default: join(root, '.env') },
    environment: { type: 'string', default: 'dev' },
  });
  const prices = pricesFrom(values.prices);
  const names = conversations.map(({ name }) => name);
  const month = values.month === undefined ? undefined : monthFrom(values.month, names);
  if (month !== undefined && values.since !== undefined)
    throw new SettingsError(['--month goes by the standard conversations, --since by the account: give one of them.']);
  const lines =
    values.since === undefined
      ? await linesOfLocal()
      : await linesSince(dayFrom(values.since), values['env-file'], values.environment);
  const all = lines.reduce((sum, { counts }) => sumOf(sum, counts), nothing);
  const inMonth = month && countsOfMonth(month, new Map(lines.map(({ name, counts }) => [name, counts])));
  if (values.json) {
    console.log(JSON.stringify({ prices, ...asJson(lines, prices), ...(inMonth && { month: inMonth }) }, null, 2));
    return;
  }
  console.log(
    sheetTable(values.since === undefined ? lines : [...lines, { name: 'all', what: '', counts: all }], prices),
  );
  if (values.since !== undefined) {
    console.log(
      `\nTwilio's transcripts tell of no Function calls: counted is one for each text in, ${reportsPerText} for each text out.`,
    );
    console.log('Sync operations are not told either; npm run cost counts those of each conversation.');
  }
  if (inMonth) console.log(`\n${monthLines(inMonth, prices).join('\n')}`);
  console.log(`\n${assumptionLines(prices).join('\n')}`);
}

const asJson = (lines: readonly Line[], prices: Prices) => ({
  conversations: lines.map((line) => ({ ...line, price: priceOf(line.counts, prices, nothingFree) })),
});

async function linesOfLocal(): Promise<Line[]> {
  await buildAll(root);
  const stateFolder = mkdtempSync(join(tmpdir(), 'frontdesk-cost-'));
  const local = await startLocalFrontdesk({
    root,
    port: 0,
    stateFolder,
    caFolder: join(root, '.local', 'ca'),
    report: () => undefined,
  });
  try {
    const lines: Line[] = [];
    for (const conversation of conversations) {
      const { name, what } = conversation;
      lines.push({ name, what, counts: await measure(local, conversation) });
    }
    return lines;
  } finally {
    await local.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

async function linesSince(since: Date, envFile: string, environment: string): Promise<Line[]> {
  const file = { ...process.env, ...readEnvFile(envFile) };
  Object.assign(secrets, file);
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_NUMBER: number } = file;
  if (!accountSid || !authToken || !isE164(number))
    throw new SettingsError([
      'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_NUMBER must be set, in .env or around.',
    ]);
  const name = displayName(environmentFrom(environment));
  const client = accountClient(accountSid, authToken);
  return linesOfAccount(client, { number, messagingServiceSid: undefined, name }, since);
}

function dayFrom(text: string): Date {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new SettingsError([`--since is ${text}; it must be a day such as 2026-11-01.`]);
  return new Date(ms);
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(failureText(error, secrets));
    process.exit(1);
  },
);
