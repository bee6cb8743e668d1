import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storedTable } from '../../scripts/people/stored-table';
import { localNumber, localVariables } from '../../scripts/start/local';
import { root } from '../frontdesk/folders';

// Each command in README.md and docs/ is run: here, as it stands there, in a checkout of its own beside a running `npm start`; or where the table
// says, which is looked up.

jest.setTimeout(600_000); // a bench on a slow machine

const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  'flows/README.md',
];
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

interface Command {
  readonly file: string;
  readonly command: string;
}

const isQuoteOpen = (text: string): boolean => {
  let quote = '';
  for (const character of text) {
    if (quote === '' && /['"]/.test(character)) quote = character;
    else if (character === quote) quote = '';
  }
  return quote !== '';
};

/** The commands of a fenced `sh` block, continued lines joined, without comments. */
function commandsIn(file: string): Command[] {
  const blocks = [...textOf(file).matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) => {
    const commands: string[] = [];
    for (const line of block.replace(/\\\n\s*/g, '').split('\n')) {
      const last = commands.at(-1);
      // A quoted argument goes on over lines
      if (last !== undefined && isQuoteOpen(last)) commands[commands.length - 1] = `${last}\n${line}`;
      else if (line.replace(/^#.*|\s+#.*$/, '').trim() !== '') commands.push(line.replace(/^#.*|\s+#.*$/, '').trim());
    }
    return commands.map((command) => ({ file, command }));
  });
}

/** A day of the machine's calendar, since the documents name days that pass. */
const dayAhead = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);

/** The ids that were printed. */
const reminders: string[] = [];
const lastReminder = () => reminders.at(-1) ?? '';

type Run = {
  /** Ends with this code. */
  readonly code?: number;
  readonly prints: RegExp;
  /** As it is run, where it names what only its reader knows. */
  readonly as?: (command: string) => string;
};
type RunBy = { readonly here: Run } | { readonly by: string; readonly holds: RegExp };

const here = (prints: RegExp, more: Omit<Run, 'prints'> = {}): RunBy => ({ here: { prints, ...more } });
const commandsTest = 'scripts/commands.test.ts';

/** Who runs each command. In the order in which they stand in the documents, since one needs what another made. */
const runs: Readonly<Record<string, RunBy>> = {
  'npm install': { by: '.ci/run', holds: /^npm ci/m }, // the same, by the lock alone
  'npm start': { by: 'test/operate/docs.test.ts', holds: /'npm', \['start'/ },
  'set -a; . .local/emulator.env; set +a': { by: 'test/operate/docs.test.ts', holds: /const environment = 'set -a/ },
  'cp .env.example .env': here(/^$/, { as: (command) => `${command} && cat filled.env >> .env` }),
  'npm run deploy': { by: commandsTest, holds: /run\('deploy\.ts', '--built'\)/ },
  'npm run export': here(/\.json: \d+ documents/),
  'npm run export -- +12025550114': here(/\.json: \d+ document/),
  'npm run export -- +12025550114 --out dee.json': here(/dee\.json: \d+ document/),
  'npm run forget -- +12025550114 --dry-run': here(/Of \+12025550114 there is:/),
  'npm run forget -- +12025550114': here(/Nothing was removed\. Run it with .*--yes/, { code: 1 }),
  'npm run forget -- +12025550114 --cancel --yes': here(/Nothing of \+12025550114 is left/),
  'npm run cost -- --month "matches=300,pickups=2000,reminders=500"': here(/\| pickup [\s\S]*In a month \(USD\)/),
  'npm run cost -- --since 2026-11-01': here(/\| other words/, {
    as: (command) => command.replace('2026-11-01', dayAhead(-1)),
  }),
  'npm test': { by: '.ci/run', holds: /^npm test$/m },
  'npm run check': { by: '.ci/run', holds: /^npm run check$/m },
  'npm run build': { by: '.ci/run', holds: /^npm run build$/m },
  'npm run bench': { by: 'test/operate/docs.test.ts', holds: /'npm run bench -- dispatch'/ },
  'npm run bench -- dispatch': here(/\| 1, matched /, { as: (command) => `${command} --quick` }),
  'npm run forget': here(/Whom\? npm run forget/, { code: 1 }),
  'npm run cost': { by: 'test/operate/docs.test.ts', holds: /'npm run cost -- --month/ },
  'npm start -- --ephemeral': { by: 'test/operate/docs.test.ts', holds: /'--ephemeral'/ },
  'npm run flows:check': here(/order-pickup\.json: fine/),
  'npm run flows:run -- flows/order-pickup.json': here(/Text ARRIVE/, { as: (command) => `echo hello | ${command}` }),
  'npm run flows:pull': here(/order-pickup: the same/),
  'npm run flows:push': here(/The account has these flows already/),
  'npm run flows:push -- --force': here(/The account has these flows already/),
  'npm run deploy -- --dry-run': here(/^This is what a deploy would do:/m),
  'npm run doctor': here(/✓ Texts to \+12025550123 reach Frontdesk[\s\S]*to mend/, { code: 1 }),
  'npm run undeploy': here(/Nothing was removed\. Run it with --yes/, { code: 1 }),
  'npm --prefix ../frontdesk run emulator -- --sms-url http://localhost:3000/sms': {
    by: 'emulator/cli.test.ts',
    holds: /'emulator\/cli\.ts', '--', .*'--sms-url'/,
  },
  'set -a; . ./emulator.env; set +a': {
    by: 'emulator/cli.test.ts',
    holds: /parse\(readFileSync\(join\(folder, 'emulator\.env'/,
  },
  'node server.js': { by: 'emulator/cli.test.ts', holds: /server = createServer/ },
  'npx twilio-run deploy --service-name hotline --username "$TWILIO_ACCOUNT_SID" --password "$TWILIO_AUTH_TOKEN"': {
    by: 'emulator/serverless/toolkit.test.ts',
    holds: /twilio-run/,
  },
  'curl "$SERVICE_URL/echo"': { by: 'emulator/serverless/toolkit.test.ts', holds: /serviceUrl/ },
  'twilio serverless:deploy': { by: 'test/operate/twilio-cli.test.ts', holds: /twilio\('serverless:deploy'\)/ },
};

/** By how a command begins, where its arguments are of no account. */
const runsByBeginning: readonly (readonly [RegExp, RunBy])[] = [
  [/^curl -X POST \$SERVICE_URL\/reminder\/create/, here(/"reminder_id":"[0-9a-f]{32}"/)],
  [
    /^curl -s "\$SERVICE_URL\/reminder\/create"/,
    here(/"reminder_id":"[0-9a-f]{32}"/, { as: (command) => command.replace('2027-03-22', dayAhead(100)) }),
  ],
  [
    /^curl -s "\$SERVICE_URL\/reminder\/fetch"/,
    here(/"participant":"Dr Ito"/, { as: (command) => command.replace('…', lastReminder()) }),
  ],
  [
    /^curl -X POST http:\/\/127\.0\.0\.1:4600\/_emulator\/clock/,
    here(/"now"/, { as: (command) => command.replace('http://127.0.0.1:4600', '$HTTP_PROXY') }),
  ],
  [/^node -e "require\('twilio'\)/, here(/sid: 'SM[0-9a-f]{32}'/)],
  [/^npm run import -- \S+ .*--dry-run/, here(/1 would be sent/)],
  [/^npm run import -- \S+\.(csv|ics)/, here(/1 (created|already there),.* 0 refused/)],
];

const runBy = ({ command }: Command): RunBy | undefined =>
  runs[command] ?? runsByBeginning.find(([beginning]) => beginning.test(command))?.[1];

/** Those that stand in a sentence, each once. */
function commandsInSentences(file: string): Command[] {
  const prose = textOf(file).replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/`((?:npm|curl|twilio) [^`]+)`/g)].map(([, command = '']) => ({ file, command }));
}

const fenced = documents.flatMap(commandsIn);
const inSentences = documents
  .flatMap(commandsInSentences)
  .filter(({ command }, at, each) => each.findIndex((other) => other.command === command) === at)
  .filter(({ command }) => !fenced.some((other) => other.command === command));
const all = [...fenced, ...inSentences];

test('there are commands', () => {
  expect(all.length).toBeGreaterThan(15);
});

test('every command of the README and the docs, in a block or in a sentence, is run by somebody', () => {
  expect(all.filter((command) => runBy(command) === undefined)).toEqual([]);
  expect(Object.keys(runs).filter((known) => !all.some(({ command }) => command === known))).toEqual([]);
});

test('where it is said to be run it is', () => {
  const elsewhere = all.flatMap((command) => {
    const run = runBy(command);
    return run !== undefined && 'by' in run ? [{ ...command, ...run }] : [];
  });
  expect(elsewhere.filter(({ by, holds }) => !holds.test(textOf(by)))).toEqual([]);
});

test('every command that is named in a sentence is there', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = documents.flatMap((file) =>
    [...textOf(file).matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => ({ file, script })),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
});

test('the files that the documents lead to are there', () => {
  const links = documents.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => join(file, '..', to)),
  );
  expect(links.filter((to) => !existsSync(join(root, to)))).toEqual([]);
});

test('docs/data.md says what src/stored.ts says', () => {
  const [, table] = /<!-- stored:.*-->\n([\s\S]*?)<!-- \/stored -->/.exec(textOf('docs/data.md')) ?? [];
  expect(table?.trim()).toBe(storedTable());
});

describe('in a checkout of its own', () => {
  const environment = 'set -a; . .local/emulator.env; set +a';
  let checkout: string;
  let started: ChildProcess;

  beforeAll(async () => {
    checkout = mkdtempSync(join(tmpdir(), 'frontdesk-checkout-'));
    const tracked = [
      'functions',
      'assets',
      'flows',
      'src',
      'scripts',
      'emulator',
      'package.json',
      'tsconfig.json',
      '.env.example',
    ];
    for (const file of tracked) cpSync(join(root, file), join(checkout, file), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    started = spawn('npm', ['start', '--', '--port', '0', '--ephemeral', '--no-open'], {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true, // npm is a parent of a parent: they end together
    });
    await printed(started, 'Frontdesk is ready');
    await dee(checkout);
    writeFileSync(join(checkout, 'filled.env'), filledEnv(checkout));
    writeSamples(checkout);
  });
  afterAll(async () => {
    if (started.pid !== undefined) process.kill(-started.pid, 'SIGTERM');
    await new Promise((ended) => started.once('exit', ended));
    rmSync(checkout, { recursive: true, force: true });
  });

  const mine = all.flatMap((command) => {
    const run = runBy(command);
    return run !== undefined && 'here' in run ? [{ ...command, ...run.here }] : [];
  });

  test.each(mine)('$file: $command', async ({ command, as = same, prints, code = 0 }) => {
    const { PATH, HOME } = process.env;
    const result = await new Promise<{ code: number; printed: string }>((done) => {
      const script = `${environment}\n${as(command)}`;
      const options = { cwd: checkout, env: { PATH, HOME, npm_config_loglevel: 'error' }, maxBuffer: 1e8 };
      const child = execFile('sh', ['-c', script], options, (error, stdout, stderr) =>
        done({ code: typeof error?.code === 'number' ? error.code : 0, printed: stdout + stderr }),
      );
      child.stdin?.end(); // nobody is there to answer
    });
    reminders.push(...[...result.printed.matchAll(/"reminder_id":"([0-9a-f]{32})"/g)].map(([, id = '']) => id));
    expect(result).toEqual({ code, printed: expect.stringMatching(prints) });
  });
});

const same = (command: string) => command;
const printed = (child: ChildProcess, line: string) =>
  new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data;
      if (text.includes(line)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${text}`)));
  });

/** Dee has texted, so there is something to export and to forget. */
async function dee(checkout: string): Promise<void> {
  const local = readFileSync(join(checkout, '.local', 'emulator.env'), 'utf8');
  const url = /^HTTP_PROXY=(.*)$/m.exec(local)?.[1];
  const body = JSON.stringify({ from: '+12025550114', body: 'hello' });
  await fetch(`${url}/_emulator/inbound`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** The .env of an operator of the local Twilio. */
function filledEnv(checkout: string): string {
  const local = readFileSync(join(checkout, '.local', 'emulator.env'), 'utf8');
  const own = local.split('\n').filter((line) => /^TWILIO_(ACCOUNT_SID|AUTH_TOKEN)=/.test(line));
  const rest = Object.entries({ TWILIO_NUMBER: localNumber, ...localVariables }).map(
    ([name, value]) => `${name}=${value}`,
  );
  return `\n${[...own, ...rest].join('\n')}\n`;
}

function writeSamples(checkout: string): void {
  const write = (file: string, lines: readonly string[]) =>
    writeFileSync(join(checkout, file), `${lines.join('\n')}\n`);
  const day = dayAhead(60);
  write('appointments.csv', ['phone,date,time,time_zone', `+12025550130,${day},15:00,America/New_York`]);
  const written = day.split('-').reverse().join('.');
  write('Termine.csv', ['Telefon;date;time;Arzt;time_zone', `+12025550131;${written};15:00;Dr Doe;Europe/Berlin`]);
  write('calendar.ics', [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'BEGIN:VEVENT',
    'UID:1',
    `DTSTAMP:${day.replaceAll('-', '')}T000000Z`,
    `DTSTART;TZID=America/New_York:${day.replaceAll('-', '')}T150000`,
    'SUMMARY:Check',
    'DESCRIPTION:+12025550132',
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
  mkdirSync(join(checkout, '.local'), { recursive: true });
}
