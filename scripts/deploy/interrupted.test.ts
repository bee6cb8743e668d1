import { deployedVariablesOf, openAccount, stateOf, type TestAccount } from '../testing/account';

/** Several at once, since a deploy mostly waits for its build. */
const atOnce = 3;
let accounts: readonly TestAccount[];
beforeAll(async () => {
  accounts = await Promise.all(Array.from({ length: atOnce }, openAccount));
});
afterAll(() => Promise.all(accounts.map((account) => account.stop())));

const upload = 'Upload the Functions and the desk page';
const everyOther = 1_000;

interface Ending {
  readonly n: number;
  readonly state: unknown;
  readonly planned: readonly string[]; // what a third deploy would change
}

/** Deploys, with the n-th change refused, and then again; undefined when there are fewer changes than that. */
async function endingAfter(account: TestAccount, n: number): Promise<Ending | undefined> {
  await account.emulator.reset();
  // Every change from the n-th on: what goes on beside the one that failed ends too, as when the machine is switched off
  account.emulator.faults.add({ kind: 'refuse', method: 'POST', nth: n, times: everyOther });
  const first = await account.deploy();
  const struck = account.emulator.faults.list().some((fault) => fault.struck > 0);
  account.emulator.faults.clear();
  if (!struck) return undefined;
  expect({ n, first }).toEqual({ n, first: { failed: expect.any(String) } });
  const second = await account.deploy();
  if ('failed' in second) throw new Error(`After change ${n} was refused: ${second.failed}`);
  const plan = await account.deploy({ rehearse: true });
  return { n, state: await stateOf(account.client), planned: 'failed' in plan ? [plan.failed] : plan.deployed.changes };
}

/** The first and the last call of each kind, of all that change something, as numbers from 1. */
async function pointsOfInterest({ emulator }: TestAccount): Promise<number[]> {
  const response = await fetch(`${emulator.url}/_emulator/calls`);
  const calls = (await response.json()) as readonly { method: string; url: string }[];
  const kinds = calls
    .filter(({ method }) => method === 'POST')
    .map(({ url }) => url.replaceAll(/[A-Z]{2}[0-9a-f]{32}/g, ''));
  return kinds.flatMap((kind, index) =>
    index === kinds.indexOf(kind) || index === kinds.lastIndexOf(kind) ? [index + 1] : [],
  );
}

test('a deploy that is interrupted at any change and run again ends as an undisturbed one', async () => {
  const [first] = accounts as [TestAccount];
  await first.deploy();
  const undisturbed = await stateOf(first.client);
  const points = await pointsOfInterest(first);
  const endings: Ending[] = [];
  await Promise.all(
    accounts.map(async (account) => {
      for (let n = points.shift(); n !== undefined; n = points.shift()) {
        const ending = await endingAfter(account, n);
        if (ending) endings.push(ending);
      }
    }),
  );
  expect(endings.length).toBeGreaterThan(18);
  for (const { n, planned, state } of endings) {
    expect({ n, planned }).toEqual({ n, planned: [upload] });
    expect({ n, state }).toEqual({ n, state: undisturbed });
  }
}, 600_000);

test('a key that was deleted by hand is made anew, whichever of its two variables was set when the deploy ended', async () => {
  const [{ client, emulator, deploy }] = accounts as [TestAccount];
  await emulator.reset();
  const first = deployedVariablesOf(await deploy());
  for (const struck of ['update of the first variable', 'update of the second']) {
    await client.keys((await client.keys.list())[0]!.sid).remove();
    const nth = struck.endsWith('second') ? 2 : 1;
    emulator.faults.add({ kind: 'refuse', method: 'POST', url: '/Variables', nth, times: everyOther });
    expect(await deploy()).toEqual({ failed: expect.any(String) });
    emulator.faults.clear();
    const { API_KEY, API_SECRET } = deployedVariablesOf(await deploy());
    const keys = emulator.world.tables.open<{ sid: string; secret: string }>('keys');
    expect({ struck, secret: API_SECRET }).toEqual({ struck, secret: keys.get(API_KEY ?? '')?.secret });
    expect([...keys.values()]).toHaveLength(1);
    expect(API_SECRET).not.toBe(first.API_SECRET);
  }
});
