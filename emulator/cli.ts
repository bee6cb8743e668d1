import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmulator } from './index';

/** `npm run emulator`: a Twilio on loopback for any project, with a number of its own and two phones on its page. */
const usage = `npm run emulator [-- --port 4600 --number +12025550123 --sms-url http://localhost:3000/sms --state FOLDER --env-file FILE]

  --port N       the page, the control API and the proxy; what is deployed is served on N + 1
  --number N     a number of the account; may be given several times
  --sms-url URL  where texts to it go: an http URL of this machine, or one of a deployed Function
  --state F      keep everything in this folder; without it, all is forgotten at the end
  --env-file F   where to write what a program needs to take this for Twilio; default: emulator.env`;

const phones = [
  { number: '+12025550111', name: 'Ana' },
  { number: '+12025550112', name: 'Ben' },
];

/** Where npm was called: the other project's folder. */
const calledFrom = process.env.INIT_CWD ?? process.cwd();
const authority = join(__dirname, '..', '.local', 'ca');

function optionsOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4600' },
      number: { type: 'string', multiple: true, default: ['+12025550123'] },
      'sms-url': { type: 'string' },
      state: { type: 'string' },
      'env-file': { type: 'string', default: 'emulator.env' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_534)
    throw new Error(`--port is ${values.port}; it must be a whole number up to 65534.`);
  const smsUrl = values['sms-url'];
  if (smsUrl !== undefined && !URL.canParse(smsUrl)) throw new Error(`--sms-url is ${smsUrl}; it must be a URL.`);
  const state = values.state === undefined ? undefined : resolve(calledFrom, values.state);
  return { port, numbers: values.number, smsUrl, state, envFile: resolve(calledFrom, values['env-file']) };
}

async function main() {
  const { port, numbers, smsUrl, state, envFile } = optionsOf(process.argv.slice(process.argv[2] === '--' ? 3 : 2));
  const emulator = await createEmulator({
    port,
    caFolder: authority,
    projectFolder: calledFrom,
    ...(state !== undefined && { stateFolder: state }),
  });
  for (const number of numbers) emulator.ownNumber(number, smsUrl === undefined ? {} : { smsUrl });
  emulator.showPhones(phones);
  emulator.markDeployed();

  const values = { ...emulator.environment(), TWILIO_NUMBER: numbers[0] ?? '', SERVICE_URL: emulator.serviceUrl };
  mkdirSync(dirname(envFile), { recursive: true });
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(envFile, lines.join(''), { mode: 0o600 });
  console.log(`
  Phones, clock, log    ${emulator.url}
  What is deployed      ${emulator.serviceUrl}
  Numbers               ${numbers.join(', ')}${smsUrl === undefined ? '' : `   (texts go to ${smsUrl})`}
  For other programs    ${envFile}
`);
  console.log('The local Twilio is ready');

  await new Promise<void>((ended) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended());
  });
  await emulator.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    if (String(error).includes('--')) console.error(`\n${usage}`);
    process.exit(1);
  },
);
