import { type MemoryFrontdesk, memoryFrontdesk } from '../../test/memory-frontdesk';
import type { Sender } from '../frontdesk';
import type { E164 } from '../phone';
import { available, request, settleDelivery, tick } from './index';
import { documents, type ProviderState, type RequestState } from './states';

const ana: E164 = '+12025550111';
const cal: E164 = '+12025550113';
const sender = (number: E164, messageSid: string): Sender => ({ number, language: 'en', messageSid });
const minute = 60_000;

let frontdesk: MemoryFrontdesk;
let asked: string[];
/** What Twilio has, by MessageSid. */
let statuses: Record<string, string>;

beforeEach(async () => {
  frontdesk = memoryFrontdesk();
  asked = [];
  statuses = {};
  frontdesk.queue = {
    ...frontdesk.queue,
    async fetch(messageSid) {
      asked.push(messageSid);
      return { messageSid, to: ana, status: statuses[messageSid] ?? 'sent' };
    },
  };
  const state: ProviderState = { number: ana, language: 'en', approval: 'approved', subscribed: true, duty: 'off' };
  await frontdesk.store.createDocument(documents.provider(ana.slice(1)), state);
  await frontdesk.store.createItem('roster', ana.slice(1), { number: ana, approval: 'approved', subscribed: true });
  await available(frontdesk, sender(ana, 'SMavailable'));
  await request(frontdesk, sender(cal, 'SMone'));
});

const requestNow = () => frontdesk.store.documents.get('request.12025550113')?.data as RequestState;
const sidOf = (what: string) => `SM${frontdesk.sent.findIndex(({ about }) => about?.about === what) + 1}`;

async function tickLater(): Promise<void> {
  frontdesk.now += 2 * minute;
  await tick(frontdesk);
}

test('two reports of one undelivered invitation at once tell the receiver once', async () => {
  const invitation = frontdesk.sent.find(({ about }) => about?.about === 'invitation');
  const report = { messageSid: sidOf('invitation'), status: 'undelivered', about: invitation?.about ?? {} };
  await Promise.all([settleDelivery(frontdesk, report), settleDelivery(frontdesk, report)]);
  expect(requestNow()).toMatchObject({ state: 'waiting' });
  expect(frontdesk.sent.filter(({ about }) => about?.about === 'looking-again')).toHaveLength(1);
});

test('while nobody knows what became of the texts, tick asks; once they have arrived, it does not', async () => {
  const invitation = sidOf('invitation');
  const connected = sidOf('connected');
  statuses = { [connected]: 'delivered' };
  await tickLater();
  expect(asked.sort()).toEqual([invitation, connected].sort());
  asked = [];
  statuses = { [invitation]: 'delivered' };
  await tickLater();
  expect(asked).toEqual([invitation]);
  asked = [];
  await tickLater();
  expect(asked).toEqual([]);
  expect(requestNow()).toMatchObject({ state: 'matched' });
});

test('ten minutes after the match nobody asks any more', async () => {
  frontdesk.now += 9 * minute;
  await tickLater();
  expect(asked).toEqual([]);
});

test.each(['failed', 'undelivered'])('an invitation that is %s puts the request back in line', async (status) => {
  statuses = { [sidOf('invitation')]: status };
  await tickLater();
  expect(requestNow()).toMatchObject({ state: 'waiting' });
  expect(requestNow()).not.toHaveProperty('sentTexts');
  expect(frontdesk.store.documents.get('provider.12025550111')?.data).toMatchObject({ duty: 'off' });
});

test('a receiver whom no text reached gives the provider back', async () => {
  statuses = { [sidOf('connected')]: 'undelivered' };
  await tickLater();
  expect(requestNow()).toMatchObject({ state: 'cancelled', endedBy: 'unreachable' });
  expect(frontdesk.store.documents.get('provider.12025550111')?.data).toMatchObject({ duty: 'available' });
});
