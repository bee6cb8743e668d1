import { admin, type MemoryFrontdesk, memoryFrontdesk, secondAdmin } from '../../../test/memory-frontdesk';
import type { E164 } from '../../phone';
import { TwilioCallError } from '../../twilio/call-error';
import type { Command } from '../answer';
import { putHint } from '../pool';
import { documents, type ProviderState, type RosterItem, rosterMap } from '../states';
import { readProvider } from './change';
import { approveCommand, denyCommand, nameCommand, subscribeCommand, unsubscribeCommand } from './commands';
import { finishNotice } from './notices';
import { repairRosterEntry } from './repair';
import { showallCommand } from './showall';

const ana = '+12025550111';
const ben = '+12025550112';

let frontdesk: MemoryFrontdesk;
let texts = 0;
beforeEach(() => {
  frontdesk = memoryFrontdesk();
});

async function text(from: E164, command: Command, argument = '', messageSid = `SM${++texts}`) {
  return (await command(frontdesk, { number: from, language: 'en', messageSid }, argument)).reply;
}
const heardBy = (number: E164) => frontdesk.sent.filter(({ to }) => to === number).map(({ body }) => body);
const provider = (number: E164) =>
  frontdesk.store.documents.get(documents.provider(number.slice(1)))?.data as ProviderState | undefined;
const listed = (number: E164) => frontdesk.store.maps.get(rosterMap)?.get(number.slice(1))?.data;
const refusal = Object.assign(new Error('The number is not one'), { status: 400, code: 21211 });
const noAnswer = new Error('timeout');
const failing = (cause: Error) => () => {
  throw new TwilioCallError('Messages.create', {}, cause);
};

test('each admin is told once of a pending subscriber, and again after a day of silence', async () => {
  expect(await text(ana, subscribeCommand)).toMatch(/pending admin approval/);
  expect(await text(ana, subscribeCommand)).toMatch(/still pending/);
  for (const each of [admin, secondAdmin]) {
    expect(heardBy(each)).toEqual([
      `${ana} is requesting approval to subscribe.\nReply !approve ${ana}\nor\n!deny ${ana}`,
    ]);
  }
  expect(listed(ana)).toMatchObject({ number: ana, approval: 'pending', subscribed: false });
  frontdesk.now += 25 * 3_600_000;
  expect(await text(ana, subscribeCommand)).toMatch(/pending admin approval/);
  expect(heardBy(admin)).toHaveLength(2);
});

test('the second admin hears who was first', async () => {
  await text(ana, subscribeCommand);
  expect(await text(admin, approveCommand, ana)).toBe(`Provider approved. ${ana} is subscribed and has been told.`);
  expect(await text(secondAdmin, approveCommand, ana)).toBe(`Provider already approved by ...0100: ${ana}.`);
  expect(await text(admin, approveCommand, ana)).toBe(`Provider already approved: ${ana}.`);
  expect(await text(secondAdmin, denyCommand, ana)).toMatch(/removed from approved list/);
  expect(await text(admin, denyCommand, ana)).toMatch(/Already denied by \.\.\.0101/);
  expect(heardBy(ana)).toEqual([expect.stringMatching(/approved and subscribed/), expect.stringMatching(/denied/)]);
});

test('two admins at once: one decides, the other hears it', async () => {
  await text(ana, subscribeCommand);
  const replies = await Promise.all([text(admin, approveCommand, ana), text(secondAdmin, approveCommand, ana)]);
  expect(replies.filter((reply) => reply?.startsWith('Provider approved.'))).toHaveLength(1);
  expect(replies.filter((reply) => reply?.startsWith('Provider already approved by'))).toHaveLength(1);
  expect(heardBy(ana)).toHaveLength(1);
});

test('denying a stranger, oneself or nobody texts nobody', async () => {
  expect(await text(admin, denyCommand, ben)).toMatch(/not a provider/);
  expect(await text(admin, denyCommand, admin)).toMatch(/can't deny yourself/);
  expect(await text(admin, denyCommand, '2025550102')).toMatch(/!deny \+12025550123/);
  expect(frontdesk.sent).toEqual([]);
  expect(frontdesk.store.documents.size).toBe(0);
});

test.each(['2025550102', '+1 (202) 555-0102', '+1202555010', 'letters', '', '+12025550123'])(
  '!approve %s changes nothing',
  async (argument) => {
    expect(await text(admin, approveCommand, argument)).toMatch(/!approve \+12025550123/);
    expect(frontdesk.store.documents.size + frontdesk.store.maps.size).toBe(0);
  },
);

test.each([approveCommand, denyCommand, showallCommand])('others than admins may not, %#', async (command) => {
  expect(await text(ana, command, ben)).toBe("Sorry, you don't have permission to use this command.");
  // Their language, and nothing else
  expect(frontdesk.store.calls).toEqual(['read person.12025550111']);
});

test('a name is seen by admins, and in the hint of who is available', async () => {
  expect(await text(ana, nameCommand, 'Ana Diaz')).toMatch(/Only providers/);
  await text(admin, approveCommand, ana);
  expect(await text(ana, nameCommand, 'Ana Diaz')).toMatch(/Thank you, Ana Diaz/);
  expect(await text(ana, nameCommand)).toMatch(/You are shown as Ana Diaz/);
  expect(await text(ana, nameCommand, 'see evil.example')).toMatch(/Reply !name/);
  expect(await text(admin, showallCommand)).toMatch(/Subscribed \(1\): Ana Diaz \+12025550111/);
});

test('who leaves while available is no longer in the pool', async () => {
  await text(admin, approveCommand, ana);
  const known = await readProvider(frontdesk, ana);
  await frontdesk.store.updateDocument(
    documents.provider(ana.slice(1)),
    { ...known!.data, duty: 'available', sinceMs: 1 },
    known!.revision,
  );
  await putHint(frontdesk, known!.data, undefined, 'new');
  expect(await text(admin, showallCommand)).toMatch(/Available \(1\)/);
  expect(await text(ana, unsubscribeCommand)).toMatch(/now UNSUBSCRIBED/);
  expect(provider(ana)).toMatchObject({ duty: 'off', subscribed: false, approval: 'approved' });
  expect(frontdesk.store.maps.get('pool')?.size).toBe(0);
});

test('a provider whom Twilio will never reach is approved, and the admin knows', async () => {
  frontdesk.onSend = failing(refusal);
  expect(await text(admin, approveCommand, ana)).toMatch(/did not go out/);
  expect(provider(ana)?.notice).toBeUndefined();
});

test('a text that may or may not have gone out is found out about, and sent once', async () => {
  frontdesk.onSend = failing(noAnswer);
  await text(admin, approveCommand, ana);
  expect(provider(ana)?.notice).toMatchObject({ kind: 'approved', atMs: frontdesk.now });
  frontdesk.onSend = undefined;
  const known = await readProvider(frontdesk, ana);
  expect(await finishNotice(frontdesk, known!, true)).toBe('told');
  const again = await readProvider(frontdesk, ana);
  expect(await finishNotice(frontdesk, again!, true)).toBe('told');
  expect(heardBy(ana)).toHaveLength(1);
});

test('!showall stays readable with 500 providers, and says where the rest is', async () => {
  for (let n = 0; n < 500; n += 1) {
    const number = `+1202555${String(1000 + n)}`;
    const pending = n % 10 === 0;
    await frontdesk.store.putItem(rosterMap, number.slice(1), {
      number,
      name: `Provider With A Long Name ${n}`.slice(0, 30),
      approval: pending ? 'pending' : 'approved',
      subscribed: !pending,
    });
  }
  const all = (await text(admin, showallCommand)) ?? '';
  expect(all.length).toBeLessThanOrEqual(1600);
  expect(all).toMatch(/Subscribed \(450\)[\s\S]*Pending \(50\)[\s\S]*!showall subscribed/);
  const page = (await text(admin, showallCommand, 'Subscribed 2')) ?? '';
  expect(page.length).toBeLessThanOrEqual(1600);
  expect(page).toMatch(/More: !showall subscribed 3$/);
  expect(await text(admin, showallCommand, 'pending 3')).not.toMatch(/More/);
  expect(await text(admin, showallCommand, 'everything')).toMatch(/Reply !showall/);
});

test('!showall costs the same with more providers than it counts', async () => {
  for (let n = 0; n < 1000; n += 1) {
    const number = `+1202${1000000 + n}`;
    await frontdesk.store.putItem(rosterMap, number.slice(1), { number, approval: 'approved', subscribed: true });
  }
  frontdesk.store.calls.length = 0;
  expect(await text(admin, showallCommand)).toMatch(/Subscribed \(59\d\+\)/);
  expect(frontdesk.store.calls.length).toBeLessThanOrEqual(7);
});

// Whatever dies at whatever call: the same text again does the rest, once.
const cases: readonly [string, E164, Command, string, (() => Promise<unknown>)?][] = [
  ['!subscribe', ana, subscribeCommand, ''],
  ['!approve', admin, approveCommand, ana, () => text(ana, subscribeCommand)],
  ['!deny', admin, denyCommand, ana, () => text(ana, subscribeCommand)],
  ['!unsubscribe', ana, unsubscribeCommand, '', () => text(admin, approveCommand, ana)],
  ['!name', ana, nameCommand, 'Ana Diaz', () => text(admin, approveCommand, ana)],
];
describe.each(cases)('%s, when the Function dies', (_name, from, command, argument, given) => {
  test.each(['before', 'after'] as const)('right %s any of its calls, and the text comes again', async (moment) => {
    await given?.();
    frontdesk.store.calls.length = 0;
    const undisturbed = await text(from, command, argument);
    const calls = frontdesk.store.calls.length;
    const after = {
      provider: provider(ana),
      listed: listed(ana),
      heard: frontdesk.sent.map(({ to, body }) => [to, body]),
    };
    const withoutTexts = ({ answered: _answered, ...rest }: ProviderState) => rest;
    expect(calls).toBeGreaterThan(1);

    for (let nth = 1; nth <= calls; nth += 1) {
      frontdesk = memoryFrontdesk();
      await given?.();
      let seen = 0;
      frontdesk.store[moment] = () => {
        seen += 1;
        if (seen === nth) throw new Error('died');
      };
      const sid = `SMdying${nth}`;
      await text(from, command, argument, sid).catch(() => undefined);
      frontdesk.store[moment] = undefined;
      expect(await text(from, command, argument, sid)).toBe(undisturbed);
      expect(withoutTexts(provider(ana)!)).toEqual(withoutTexts(after.provider!));
      expect(listed(ana)).toEqual(after.listed);
      expect(frontdesk.sent.map(({ to, body }) => [to, body]).sort()).toEqual([...after.heard].sort());
    }
  });
});

describe('the repair of an entry, as tick does it', () => {
  const repair = async (number: E164) => {
    const item = await frontdesk.store.readItem<RosterItem>(rosterMap, number.slice(1));
    await repairRosterEntry(frontdesk, item!, await readProvider(frontdesk, number));
  };
  /** `!subscribe` of a Function that dies at this call. */
  const dying = async (nth: number) => {
    let seen = 0;
    frontdesk.store.before = () => {
      seen += 1;
      if (seen >= nth) throw new Error('died');
    };
    await text(ana, subscribeCommand).catch(() => undefined);
    frontdesk.store.before = undefined;
  };

  test('forgets who was listed and never recorded', async () => {
    await dying(3);
    expect(listed(ana)).toBeDefined();
    expect(provider(ana)).toBeUndefined();
    await repair(ana);
    expect(listed(ana)).toBeUndefined();
  });

  test('tells the admins whom nobody told, once their Function is surely dead', async () => {
    await dying(4);
    expect(frontdesk.sent).toEqual([]);
    frontdesk.now += 5_000;
    await repair(ana);
    expect(frontdesk.sent).toEqual([]);
    frontdesk.now += 60_000;
    await repair(ana);
    await repair(ana);
    expect(heardBy(admin)).toHaveLength(1);
    expect(heardBy(secondAdmin)).toHaveLength(1);
  });

  test('lists people as they are', async () => {
    await text(admin, approveCommand, ana);
    await frontdesk.store.putItem(rosterMap, ana.slice(1), { number: ana, approval: 'pending', subscribed: false });
    await repair(ana);
    expect(listed(ana)).toMatchObject({ approval: 'approved', subscribed: true });
  });
});
