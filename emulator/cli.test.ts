import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'dotenv';

// Somebody else's project: a TwiML server of its own, and Twilio's client, which know nothing of an emulator.

const phone = '+12025550111';
let folder: string;
let server: Server;
let cli: ChildProcess;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hotline-'));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => {
      body += data;
    });
    request.on('end', () => {
      const said = new URLSearchParams(body).get('Body');
      response.setHeader('content-type', 'text/xml');
      response.end(`<Response><Message>You said ${said}</Message></Response>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const smsUrl = `http://localhost:${(server.address() as AddressInfo).port}/sms`;
  cli = spawn(process.execPath, ['--import', 'tsx', 'emulator/cli.ts', '--', '--port', '0', '--sms-url', smsUrl], {
    env: { ...process.env, INIT_CWD: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    cli.stdout?.on('data', (data) => {
      printed += data;
      if (/The local Twilio is ready/.test(printed)) resolve();
    });
    cli.on('exit', () => reject(new Error(printed)));
  });
  environment = parse(readFileSync(join(folder, 'emulator.env')));
});
afterAll(async () => {
  cli.removeAllListeners('exit');
  const ended = new Promise((resolve) => cli.on('exit', resolve));
  cli.kill('SIGINT');
  expect(await ended).toBe(0);
  server.close();
  rmSync(folder, { recursive: true });
});

test("Twilio's client sends by it, with nothing but the environment of the file it wrote", async () => {
  const program = `require('twilio')(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN).messages
    .create({ from: process.env.TWILIO_NUMBER, to: '${phone}', body: 'Hello' }).then(({ status }) => console.log(status))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
    env: { PATH: process.env.PATH, ...environment },
  });
  expect(stdout).toBe('queued\n');
});

test('a text to the number goes to a webhook on this machine, and its TwiML is the reply', async () => {
  const response = await fetch(`${environment.HTTP_PROXY}/_emulator/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: phone, body: 'Hi' }),
  });
  expect(await response.json()).toMatchObject({ replies: [{ body: 'You said Hi', to: phone }] });
});

test('what it cannot do is said with how it is used', async () => {
  const wrong = promisify(execFile)(process.execPath, ['--import', 'tsx', 'emulator/cli.ts', '--', '--port', 'many']);
  await expect(wrong).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/--port is many[\s\S]*npm run/) });
});
