import { validateRequest } from 'twilio';
import { stageForTests } from './testing';

const handset = '+12025550123';
const statusUrl = 'https://hooks.example/status?tag=a%20b';
const stage = stageForTests();

const settled = () => stage.emulator.world.causes.settled();
const send = (params: object = {}) =>
  stage.client.messages.create({ to: handset, from: stage.ourNumber, body: 'hello', ...params });
const statuses = () => stage.hooks.received.map(({ params }) => params.MessageStatus);

test('each change after the first status is told, in order, signed', async () => {
  const { sid } = await send({ statusCallback: statusUrl });
  await settled();
  expect(statuses()).toEqual(['sent', 'delivered']);
  const { authToken, accountSid } = stage.emulator.account;
  for (const { url, params, signature, method } of stage.hooks.received) {
    expect({ method, url }).toEqual({ method: 'POST', url: statusUrl });
    expect(validateRequest(authToken, signature, url, params)).toBe(true);
    expect(validateRequest(authToken, signature, url, { ...params, To: '+1' })).toBe(false);
  }
  expect(stage.hooks.received[1]?.params).toEqual({
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: 'delivered',
    SmsStatus: 'delivered',
    To: handset,
    From: stage.ourNumber,
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
  });
});

test('with a service the way is longer, and says which service', async () => {
  await send({ from: undefined, messagingServiceSid: stage.serviceSid, statusCallback: statusUrl });
  await settled();
  expect(statuses()).toEqual(['queued', 'sent', 'delivered']);
  expect(stage.hooks.received[0]?.params).toMatchObject({
    MessagingServiceSid: stage.serviceSid,
    From: stage.ourNumber,
  });
});

test("a service's own callback is told when the message has none", async () => {
  const service = stage.client.messaging.v1.services(stage.serviceSid);
  await service.update({ statusCallback: 'https://hooks.example/service' });
  await send({ from: undefined, messagingServiceSid: stage.serviceSid });
  await settled();
  expect(new Set(stage.hooks.received.map(({ path }) => path))).toEqual(new Set(['/service']));
  await send({ from: undefined, messagingServiceSid: stage.serviceSid, statusCallback: statusUrl });
  await settled();
  expect(stage.hooks.received.filter(({ path }) => path === '/status')).toHaveLength(3);
  await send();
  await settled();
  expect(stage.hooks.received).toHaveLength(6);
});

test('a handset that cannot be reached does not get the text', async () => {
  stage.emulator.messaging.setHandset(handset, { reachable: false });
  const { sid } = await send({ statusCallback: statusUrl });
  await settled();
  expect(await stage.client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30003 });
  expect(statuses()).toEqual(['sent', 'undelivered']);
  expect(stage.hooks.received.map(({ params }) => params.ErrorCode)).toEqual([undefined, '30003']);
});

test('a handset can refuse with a code of its own, and be reachable again', async () => {
  stage.emulator.messaging.setHandset(handset, { reachable: false, errorCode: 30005 });
  const lost = await send();
  await settled();
  stage.emulator.messaging.setHandset(handset, { reachable: true });
  const heard = await send();
  await settled();
  const lines = stage.emulator.messaging.transcript(handset);
  expect(lines).toMatchObject([
    { sid: lost.sid, status: 'undelivered', errorCode: 30005 },
    { sid: heard.sid, status: 'delivered' },
  ]);
});

test('a slow callback holds up the next callback, not the text', async () => {
  let answer = () => {};
  const waiting = new Promise<void>((resolve) => {
    answer = resolve;
  });
  stage.hooks.on('/status', async () => {
    await waiting;
    return '';
  });
  const { sid } = await send({ statusCallback: statusUrl });
  while ((await stage.client.messages(sid).fetch()).status !== 'delivered') await new Promise(setImmediate);
  expect(statuses()).toEqual(['sent']);
  answer();
  await settled();
  expect(statuses()).toEqual(['sent', 'delivered']);
});

test('a callback that fails does not stop the text', async () => {
  const { sid } = await send({ statusCallback: 'https://hooks.example/missing' });
  await settled();
  expect((await stage.client.messages(sid).fetch()).status).toBe('delivered');
});

test('each change is in the log', async () => {
  const { sid } = await send({ from: undefined, messagingServiceSid: stage.serviceSid });
  await settled();
  const events = stage.emulator.world.log.list().flatMap((event) => (event.kind === 'message' ? [event] : []));
  expect(events.filter((event) => event.sid === sid).map(({ status }) => status)).toEqual([
    'accepted',
    'queued',
    'sending',
    'sent',
    'delivered',
  ]);
  expect(new Set(events.map(({ cause }) => cause)).size).toBe(1);
});
