import { openAccount, stateOf, type TestAccount } from '../testing/account';

/** Several at once, since a deploy mostly waits for its build. */
const atOnce = 3;
let accounts: readonly TestAccount[];
beforeAll(async () => {
  accounts = await Promise.all(Array.from({ length: atOnce }, openAccount));
});
afterAll(() => Promise.all(accounts.map((account) => account.stop())));

const upload = 'Upload the Functions and the desk page';
const mostCalls = 200;

interface Ending {
  readonly n: number;
  readonly state: unknown;
  readonly planned: readonly string[]; // what a third deploy would change
}

/** Deploys, with the n-th change refused, and then again; undefined when there are fewer changes than that. */
async function endingAfter(account: TestAccount, n: number): Promise<Ending | undefined> {
  await account.emulator.reset();
  // Every change from the n-th on: what goes on beside the one that failed ends too, as when the machine is switched off
  account.emulator.faults.add({ kind: 'refuse', method: 'POST', nth: n, times: mostCalls });
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

test('a deploy that is interrupted at any change and run again ends as an undisturbed one', async () => {
  await accounts[0]!.deploy();
  const undisturbed = await stateOf(accounts[0]!.client);
  const endings: Ending[] = [];
  let next = 1;
  await Promise.all(
    accounts.map(async (account) => {
      while (next < mostCalls) {
        const ending = await endingAfter(account, next++);
        if (ending === undefined) return;
        endings.push(ending);
      }
    }),
  );
  expect(endings.length).toBeGreaterThan(20);
  for (const { n, planned, state } of endings) {
    expect({ n, planned }).toEqual({ n, planned: [upload] });
    expect({ n, state }).toEqual({ n, state: undisturbed });
  }
}, 300_000);
