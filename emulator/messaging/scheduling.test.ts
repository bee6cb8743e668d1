import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from '../core/create-world';
import { createMessaging } from './index';
import { schedulingLimits } from './limits';
import { refusal, setStage, stageForTests, startsAt } from './testing';

const handset = '+12025550123';
const start = Date.parse(startsAt);
const stage = stageForTests();

const inSeconds = (seconds: number) => new Date(start + seconds * 1000);
const schedule = (params: object = {}) =>
  stage.client.messages.create({
    to: handset,
    body: 'tomorrow',
    messagingServiceSid: stage.serviceSid,
    scheduleType: 'fixed',
    sendAt: inSeconds(3600),
    ...params,
  });
const statusOf = async (sid: string) => (await stage.client.messages(sid).fetch()).status;
const moveTo = (seconds: number) => stage.emulator.world.clock.moveTo(start + seconds * 1000);

test('a scheduled message waits for its SendAt, not a second less', async () => {
  const made = await schedule({ statusCallback: 'https://hooks.example/status' });
  expect(made).toMatchObject({ status: 'scheduled', from: null, dateSent: null, numSegments: '0' });
  expect(stage.emulator.messaging.scheduled()).toEqual([
    { sid: made.sid, to: handset, body: 'tomorrow', sendAt: '2026-03-01T13:00:00.000Z' },
  ]);
  expect(stage.emulator.messaging.transcript(handset)).toEqual([]);

  await moveTo(3599);
  expect(await statusOf(made.sid)).toBe('scheduled');
  expect(stage.hooks.received).toEqual([]);
  await moveTo(3600);
  expect(await stage.client.messages(made.sid).fetch()).toMatchObject({
    status: 'delivered',
    from: stage.ourNumber,
    dateSent: inSeconds(3600),
  });
  expect(stage.hooks.received.map(({ params }) => params.MessageStatus)).toEqual(['queued', 'sent', 'delivered']);
  expect(stage.emulator.messaging.scheduled()).toEqual([]);
});

test('what falls due is sent in the order of SendAt', async () => {
  await schedule({ body: 'second', sendAt: inSeconds(7200) });
  await schedule({ body: 'first', sendAt: inSeconds(3600) });
  await moveTo(8000);
  expect(stage.emulator.messaging.transcript(handset).map(({ body }) => body)).toEqual(['first', 'second']);
});

describe('the window', () => {
  const { minLeadSeconds, maxLeadSeconds } = schedulingLimits;

  test.each([
    [minLeadSeconds, 35115],
    [minLeadSeconds + 1, undefined],
    [maxLeadSeconds, undefined],
    [maxLeadSeconds + 1, 35117],
    [0, 35115],
    [-60, 35115],
  ])('%i s ahead: %s', async (seconds, code) => {
    const call = schedule({ sendAt: inSeconds(seconds) });
    if (code === undefined) expect((await call).status).toBe('scheduled');
    else expect(await refusal(call)).toEqual({ status: 400, code });
  });
});

test.each([
  ['no SendAt', { sendAt: undefined }, 35111],
  ['a SendAt that is no time', { sendAt: 'tomorrow' as unknown as Date }, 35114],
  ['no ScheduleType', { scheduleType: undefined }, 35126],
  ['another ScheduleType', { scheduleType: 'optimize' as 'fixed' }, 35126],
  ['no Messaging Service', { messagingServiceSid: undefined, from: '+15005550006' }, 35118],
])('refused: %s', async (_, params, code) => {
  expect(await refusal(schedule(params))).toEqual({ status: 400, code });
});

test('a number of the service may be asked for', async () => {
  expect((await schedule({ from: stage.ourNumber })).from).toBe(stage.ourNumber);
});

test('a scheduled message can be canceled once, and is never sent', async () => {
  const made = await schedule({ statusCallback: 'https://hooks.example/status' });
  const message = stage.client.messages(made.sid);
  expect((await message.update({ status: 'canceled' })).status).toBe('canceled');
  expect(await refusal(message.update({ status: 'canceled' }))).toEqual({ status: 409, code: 30409 });
  await moveTo(7200);
  expect(await statusOf(made.sid)).toBe('canceled');
  expect(stage.hooks.received.map(({ params }) => params.MessageStatus)).toEqual(['canceled']);
  expect(stage.emulator.messaging.transcript(handset)).toEqual([]);
});

test('a message that has left cannot be canceled', async () => {
  const made = await schedule();
  await moveTo(3600);
  expect(await refusal(stage.client.messages(made.sid).update({ status: 'canceled' }))).toEqual({
    status: 409,
    code: 30409,
  });
});

test('who opts out meanwhile gets nothing: the message fails with 21610', async () => {
  const made = await schedule({ statusCallback: 'https://hooks.example/status' });
  await stage.emulator.messaging.inbound({ from: handset, body: 'STOP' });
  await moveTo(3600);
  expect(await stage.client.messages(made.sid).fetch()).toMatchObject({ status: 'failed', errorCode: 21610 });
  expect(stage.hooks.received.map(({ params }) => [params.MessageStatus, params.ErrorCode])).toEqual([
    ['failed', '21610'],
  ]);
});

test('a service that lost its numbers meanwhile fails the message with 21703', async () => {
  const made = await schedule();
  await stage.client.messaging.v1.services(stage.serviceSid).phoneNumbers(stage.numberSid).remove();
  await moveTo(3600);
  expect(await stage.client.messages(made.sid).fetch()).toMatchObject({ status: 'failed', errorCode: 21703 });
});

test('a clock that is set back does not send twice', async () => {
  await schedule();
  await moveTo(3600);
  await moveTo(0);
  await moveTo(7200);
  expect(stage.emulator.messaging.transcript(handset)).toHaveLength(1);
});

test('a reset takes back what was scheduled', async () => {
  await schedule();
  await stage.reset();
  await moveTo(7200);
  expect(stage.emulator.messaging.transcript(handset)).toEqual([]);
});

test('an account has a limited number of scheduled messages', async () => {
  const world = createWorld({ frozenAt: startsAt });
  const messaging = createMessaging(world, { maxScheduled: 1 });
  const number = messaging.addNumber('+15005550006');
  world.tables.open<object>('messaging-services').set('MG1', { sid: 'MG1' });
  world.tables.open<object>('messaging-service-numbers').set('x', { phoneNumberSid: number.sid, serviceSid: 'MG1' });
  const form = {
    To: handset,
    Body: 'x',
    MessagingServiceSid: 'MG1',
    ScheduleType: 'fixed',
    SendAt: '2026-03-01T13:00:00Z',
  };
  await messaging.send(form);
  await expect(messaging.send(form)).rejects.toMatchObject({ status: 400, code: 35125 });
  world.stop();
});

test('scheduled messages survive a restart, and those that fell due meanwhile are sent', async () => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'messaging-state-'));
  const first = await setStage({ stateFolder, caFolder: stateFolder });
  const params = { to: handset, messagingServiceSid: first.serviceSid, scheduleType: 'fixed' as const };
  const soon = Math.floor(first.emulator.world.clock.now() / 1000) * 1000 + 3_600_000;
  const { sid } = await first.client.messages.create({ ...params, body: 'kept', sendAt: new Date(soon) });
  await first.stop();

  const second = await setStage({ stateFolder, caFolder: stateFolder });
  expect(second.emulator.messaging.scheduled().map((one) => one.sid)).toEqual([sid]);
  await second.emulator.world.clock.moveTo(soon);
  expect(second.emulator.messaging.transcript(handset)).toMatchObject([{ sid, body: 'kept', status: 'delivered' }]);
  await second.stop();
  rmSync(stateFolder, { recursive: true, force: true });
});
