import { sequentialRounds } from '../../scripts/bench/rounds';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Api, apiOf, day, hour, patient, start } from './api';

// What a call costs in sequential rounds of calls to Twilio, until the Function ends.

let frontdesk: TestFrontdesk;
let api: Api;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ frozenAt: start, rateLimits: false });
  api = apiOf(frontdesk);
});
afterAll(() => frontdesk.stop());

const rounds = async (act: () => Promise<unknown>): Promise<number> => {
  await frontdesk.emulator.world.causes.settled();
  frontdesk.emulator.faults.add({ kind: 'delay', ms: 400, url: 'twilio.com', times: 1000 });
  await frontdesk.forgetCalls();
  await act();
  frontdesk.emulator.faults.clear();
  const calls = await frontdesk.functionCalls();
  return sequentialRounds(calls.filter((call) => !call.function?.includes('status')));
};

test('update: other words 5, another time 6; delete 6', async () => {
  let id = await api.book({ notify_window: [24, 2], participant: 'Dr Ito' });
  const counted = {
    words: await rounds(() => api.call('update', { reminder_id: id, location: 'Room 4' })),
    time: await rounds(async () => {
      const { body } = await api.call('update', { reminder_id: id, appointment_time: '2027-03-23T13:00Z' });
      id = body.reminder_id!;
    }),
    delete: await rounds(() => api.call('delete', { reminder_id: id })),
  };
  expect(counted).toEqual({ words: 5, time: 6, delete: 6 });
});

test('create 3, fetch 1, list 1, a Yes 3, a No 3, an unclear answer 3', async () => {
  let id = '';
  const counted = {
    create: await rounds(async () => {
      id = await api.book({ notify_window: [24, 2] });
    }),
    fetch: await rounds(() => api.fetch(id)),
    list: await rounds(() => api.call('list', { day: '2027-03-22' })),
  };
  await frontdesk.advance(day + hour);
  const phone = frontdesk.phone(patient);
  const replies = {
    unclear: await rounds(() => phone.texts('hmm')),
    yes: await rounds(() => phone.texts('Yes')),
    no: await rounds(() => phone.texts('No')), // it takes back the text two hours before
  };
  expect({ ...counted, ...replies }).toEqual({ create: 3, fetch: 1, list: 1, unclear: 3, yes: 3, no: 3 });
});
