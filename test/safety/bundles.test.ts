import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir } from 'node:os';
import { openFrontdesk } from '../frontdesk';
import { root } from '../frontdesk/folders';
import { deployedFunctions } from './deployed-functions';

const bytesAtMost = 250_000;
const platformPackages = /^(twilio|@twilio\/[\w-]+)(\/|$)/;

/** What the file loads when it is loaded, or later. */
const requiresIn = (code: string): string[] =>
  [...code.matchAll(/\b(?:require|import)\(\s*(["'`])([^"'`]+)\1\s*\)/g)].map(([, , name = '']) => name);

test('the test sees what a bundle loads', () => {
  const code = readFileSync(deployedFunctions.find(({ path }) => path === '/sms/inbound')?.file ?? '', 'utf8');
  expect(requiresIn(code)).toEqual(expect.arrayContaining(['twilio/lib/twiml/MessagingResponse']));
  expect(requiresIn('require("../lib") + import(`./x`)')).toEqual(['../lib', './x']);
});

test.each(deployedFunctions)('$path starts quickly: one file of a modest size', ({ file }) => {
  const code = readFileSync(file);
  expect(code.length).toBeLessThanOrEqual(bytesAtMost);
  const foreign = requiresIn(code.toString('utf8')).filter(
    (name) => !platformPackages.test(name) && !builtinModules.includes(name.replace(/^node:/, '')),
  );
  expect(foreign).toEqual([]);
});

test.each(deployedFunctions)('$path carries no secret and no path of this machine', async ({ file }) => {
  const code = readFileSync(file, 'utf8');
  expect(code).not.toMatch(/sourceMappingURL|\b(AC|SK)[0-9a-f]{32}\b|eyJhbGciOi/);
  for (const path of [root, homedir()].filter((each) => each.length > 1)) expect(code).not.toContain(path);
});

test('no bundle carries what was deployed beside it', async () => {
  const frontdesk = await openFrontdesk();
  const { TICK_KEY, REMINDER_API_KEY, DESK_SECRET, API_SECRET } = frontdesk.deployed.variables;
  await frontdesk.stop();
  for (const { file } of deployedFunctions) {
    const code = readFileSync(file, 'utf8');
    for (const secret of [TICK_KEY, REMINDER_API_KEY, DESK_SECRET, API_SECRET]) {
      expect(secret).toBeTruthy();
      expect(code).not.toContain(secret);
    }
  }
});

test('what is bundled into the page and the Functions is served with its licences', async () => {
  const frontdesk = await openFrontdesk();
  const response = await fetch(`${frontdesk.emulator.serviceUrl}/desk/licences.txt`);
  const text = await response.text();
  await frontdesk.stop();
  expect(response.status).toBe(200);
  const names = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+\S*$/gm)].map(([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(['preact', '@preact/signals', 'lucide-preact', 'twilio-sync', 'valibot']),
  );
  expect(text).toMatch(/MIT License[\s\S]*Permission is hereby granted/);
});
