import { type MemoryFrontdesk, memoryFrontdesk } from '../../../test/memory-frontdesk';
import type { E164 } from '../../phone';
import { requestKey } from '../keys';
import { putIntent } from '../line';
import { requestIntent } from '../request-state';
import { documents, type ProviderState, rosterMap } from '../states';
import { tick } from './tick';

const cal: E164 = '+12025550113';
const dee: E164 = '+12025550114';
const ana: E164 = '+12025550111';
const ben: E164 = '+12025550112';

let frontdesk: MemoryFrontdesk;
beforeEach(() => {
  frontdesk = memoryFrontdesk();
});

/** Its Function died right after it listed what it was about to do. */
async function begins(number: E164): Promise<void> {
  const { now } = frontdesk;
  const sender = { number, language: 'en', messageSid: `SM${number.slice(1)}` } as const;
  await putIntent(frontdesk, requestIntent(sender, requestKey(now, sender.messageSid, 0.5), now));
}

async function isAvailableWithoutHint(number: E164): Promise<void> {
  const provider: ProviderState = { number, language: 'en', approval: 'approved', subscribed: true, duty: 'available' };
  await frontdesk.store.createItem(rosterMap, number.slice(1), { number, approval: 'approved', subscribed: true });
  await frontdesk.store.createDocument(documents.provider(number.slice(1)), provider);
}

const failingAt = (name: string) => {
  frontdesk.store.before = (call) => {
    if (call.includes(name)) throw new Error('unavailable');
  };
};
const stored = (name: string) => frontdesk.store.documents.has(name);
const hinted = () => [...(frontdesk.store.maps.get('pool')?.keys() ?? [])].map((key) => key.split('-')[1]);

test('a request that cannot be repaired now stands in nobody’s way, and is not given up', async () => {
  await begins(cal);
  await begins(dee);
  frontdesk.now += 20_000;
  failingAt('request.12025550113');
  expect(await tick(frontdesk)).toMatchObject({ ran: true, failed: 1, repairs: ['request recorded'] });
  expect([stored('request.12025550113'), stored('request.12025550114')]).toEqual([false, true]);
  frontdesk.store.before = undefined;
  frontdesk.now += 60_000;
  expect(await tick(frontdesk)).toMatchObject({ failed: 0, repairs: ['request recorded'] });
  expect(stored('request.12025550113')).toBe(true);
});

test('neither does a provider', async () => {
  await isAvailableWithoutHint(ana);
  await isAvailableWithoutHint(ben);
  failingAt('provider.12025550111');
  expect(await tick(frontdesk)).toMatchObject({ failed: 1, providers: 2, more: false });
  expect(hinted()).toEqual(['12025550112']);
  frontdesk.store.before = undefined;
  frontdesk.now += 60_000;
  expect(await tick(frontdesk)).toMatchObject({ failed: 0 });
  expect(hinted().sort()).toEqual(['12025550111', '12025550112']);
});
