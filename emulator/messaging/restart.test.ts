import { createWorld } from '../core/create-world';
import { createMessaging } from './index';
import type { MessageRecord } from './records';

const handset = '+12025550123';
const record: MessageRecord = {
  sid: `SM${'0'.repeat(32)}`,
  direction: 'outbound-api',
  from: '+15005550006',
  to: handset,
  body: 'on its way',
  status: 'sending',
  numMedia: 0,
  numSegments: 1,
  dateCreated: 0,
  dateUpdated: 0,
  order: 7,
};

test('a text that was on its way when the process ended arrives after the restart, once', async () => {
  const world = createWorld({ frozenAt: '2026-03-01T12:00:00Z' });
  world.tables.open<MessageRecord>('messages').set(record.sid, record);
  const messaging = createMessaging(world);
  const number = messaging.addNumber('+15005550006');
  world.begin();
  await world.clock.moveTo(world.clock.now());
  const heard = world.log.list().flatMap((event) => (event.kind === 'message' ? [event.status] : []));
  expect(heard).toEqual(['sent', 'delivered']);

  const next = await messaging.send({ To: handset, From: number.phoneNumber, Body: 'next' });
  await world.causes.settled();
  expect(messaging.transcript(handset).map(({ sid, status }) => [sid, status])).toEqual([
    [record.sid, 'delivered'],
    [next.sid, 'delivered'],
  ]);
  world.stop();
});
