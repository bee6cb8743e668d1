import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployedVariablesOf, openAccount, type TestAccount } from '../testing/account';
import { diffFlows, flowPairs, pullFlows, pushFlows } from './index';
import { lineDiff } from './line-diff';

let account: TestAccount;
let original: string;
let flowSid: string;
const printed: string[] = [];
const report = (line: string) => void printed.push(line);
const file = () => join(account.root, 'flows', 'order-pickup.json');
const options = () => ({ root: account.root, environment: 'dev' });
const flow = () => account.client.studio.v2.flows(flowSid);

beforeAll(async () => {
  account = await openAccount();
  flowSid = deployedVariablesOf(await account.deploy()).FLOW_ORDER_PICKUP ?? '';
  original = readFileSync(file(), 'utf8');
  account.emulator.markDeployed();
});
beforeEach(async () => {
  await account.emulator.reset();
  writeFileSync(file(), original);
  rmSync(join(account.root, '.local'), { recursive: true, force: true });
  printed.length = 0;
});
afterAll(() => account.stop());

/** As the console does it: keys in an order of its own, widgets too, and no commit message. */
async function editInConsole(change: (text: string) => string, status: 'draft' | 'published' = 'published') {
  const { definition } = await flow().fetch();
  const edited = JSON.parse(change(JSON.stringify(definition))) as { states: object[] };
  const shuffled = {
    ...edited,
    states: [...edited.states].reverse().map((state) => Object.fromEntries(Object.entries(state).reverse())),
  };
  await flow().update({ definition: shuffled, status });
}
const greet = (text: string) => text.replace('Welcome! Are you', 'Good day! Are you');

test('what was deployed is the same, and pulling it changes no byte', async () => {
  expect(await diffFlows(account.client, options(), report)).toBe(0);
  await pullFlows(account.client, options(), report);
  expect(readFileSync(file(), 'utf8')).toBe(original);
});

test('an edit of one flow leaves the other alone', async () => {
  const other = join(account.root, 'flows', 'reschedule.json');
  const otherText = readFileSync(other, 'utf8');
  await editInConsole(greet);
  expect(await diffFlows(account.client, options(), report)).toBe(1);
  expect(printed.at(-1)).toBe('reschedule: the same');
  await pullFlows(account.client, options(), report);
  expect(readFileSync(file(), 'utf8')).toBe(greet(original));
  expect(readFileSync(other, 'utf8')).toBe(otherText);
});

test('an edit in the console comes back as one changed line, with the placeholders', async () => {
  await editInConsole(greet);
  expect(await diffFlows(account.client, options(), report)).toBe(1);
  expect(printed[0]).toMatch(/order-pickup: - repository, \+ account \(published revision 2, edited in the console\)/);
  expect(printed.filter((line) => /^[-+] /.test(line))).toHaveLength(2);

  await pullFlows(account.client, options(), report);
  const pulled = readFileSync(file(), 'utf8');
  expect(pulled).toBe(greet(original));
  expect(await diffFlows(account.client, options(), report)).toBe(0);
});

test('pull refuses to drop an edit that is only here and shows it; with --force, and once it was pushed or pulled, it goes', async () => {
  await editInConsole(greet);
  const mine = original.replace('Text ARRIVE when', 'Write ARRIVE when');
  writeFileSync(file(), mine);
  await expect(pullFlows(account.client, options(), report)).rejects.toThrow(
    /edited here[\s\S]*- .*Good day! Are you[\s\S]*\+ .*Write ARRIVE[\s\S]*Commit it first/,
  );
  expect(readFileSync(file(), 'utf8')).toBe(mine);
  await pushFlows(account.client, { ...options(), force: true }, report);
  await editInConsole(greet);
  await pullFlows(account.client, options(), report);
  expect(readFileSync(file(), 'utf8')).toBe(greet(mine));
  writeFileSync(file(), mine.replace('Write', 'Send'));
  await pullFlows(account.client, { ...options(), force: true }, report);
  expect(readFileSync(file(), 'utf8')).toBe(greet(mine));
});

test('push refuses to drop an edit from the console and shows it; with --force it drops it', async () => {
  await editInConsole(greet);
  writeFileSync(file(), original.replace('Text ARRIVE when', 'Write ARRIVE when'));
  await expect(pushFlows(account.client, options(), report)).rejects.toThrow(
    /edited in the console[\s\S]*\+ .*Good day! Are you/,
  );
  expect((await flow().fetch()).revision).toBe(2);
  await pushFlows(account.client, { ...options(), force: true }, report);
  const { definition, revision } = await flow().fetch();
  expect(revision).toBe(3);
  expect(JSON.stringify(definition)).toMatch(/Write ARRIVE when/);
  expect(JSON.stringify(definition)).not.toMatch(/Good day/);
});

test('a draft in the console is an edit too', async () => {
  await editInConsole(greet, 'draft');
  await expect(pushFlows(account.client, options(), report)).rejects.toThrow(/Good day/);
});

test('what was pulled may be pushed over; what was edited after it may not', async () => {
  await editInConsole(greet);
  await pullFlows(account.client, options(), report);
  await editInConsole((text) => text.replace('Good day!', 'Hello again!'));
  await expect(pushFlows(account.client, options(), report)).rejects.toThrow(/Hello again/);
  await pullFlows(account.client, options(), report);
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('Hello again!', 'Nice to see you!'));
  expect(await pushFlows(account.client, options(), report)).toBe(1);
  expect(await diffFlows(account.client, options(), report)).toBe(0);
  expect((await flow().fetch()).commitMessage).toMatch(/^\[frontdesk\]/);
});

test('a second push publishes nothing', async () => {
  expect(await pushFlows(account.client, options(), report)).toBe(0);
  expect((await flow().fetch()).revision).toBe(1);
});

test('a deploy leaves an edit from the console alone and says so', async () => {
  await editInConsole(greet);
  const answer = await account.deploy();
  if ('failed' in answer) throw new Error(answer.failed);
  expect(answer.deployed.notes).toContainEqual(expect.stringMatching(/edited in the console.*flows:pull/));
  expect(JSON.stringify((await flow().fetch()).definition)).toMatch(/Good day/);
});

test('an id of this account that nothing stands for is named', async () => {
  await editInConsole((text) => text.replace(/ZH[0-9a-f]{32}/, `ZH${'0'.repeat(32)}`));
  await pullFlows(account.client, options(), report);
  expect(printed.join('\n')).toMatch(/of this account alone.*ZH0000/);
});

test('before the first deploy it says so', async () => {
  await expect(flowPairs(account.client, { root: account.root, environment: 'prod' })).rejects.toThrow(
    /npm run deploy first/,
  );
});

test('a difference is shown with what is around it', () => {
  const before = 'a b c d e f g h i j k l m n o p'.split(' ').join('\n');
  expect(lineDiff(before, before)).toEqual([]);
  expect(lineDiff(before, before.replace('h', 'H\nI'))).toEqual([
    '  …',
    '  e',
    '  f',
    '  g',
    '- h',
    '+ H',
    '+ I',
    '  i',
    '  j',
    '  k',
  ]);
  expect(lineDiff('a\nb', 'b\nc')).toEqual(['- a', '  b', '+ c']);
});
