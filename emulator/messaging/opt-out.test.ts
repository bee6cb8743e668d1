import { optOutKeywordOf, optOutKeywords } from './opt-out-words';
import { refusal, stageForTests } from './testing';

const handset = '+12025550123';
const stage = stageForTests();
beforeEach(async () => {
  await stage.client.messaging.v1.services(stage.serviceSid).update({ useInboundWebhookOnNumber: true });
  await stage.client.incomingPhoneNumbers(stage.numberSid).update({ smsUrl: 'https://hooks.example/sms' });
  stage.hooks.on('/sms', () => '<Response><Message>from the app</Message></Response>');
});

const bodiesOf = async (body: string, more: object = {}) =>
  (await stage.emulator.messaging.inbound({ from: handset, body, ...more })).replies.map((reply) => reply.body);
const send = (params: object = {}) =>
  stage.client.messages.create({ to: handset, from: stage.ourNumber, body: 'hello', ...params });
const byService = () => send({ from: undefined, messagingServiceSid: stage.serviceSid });
const optedOut = { status: 400, code: 21610 };

test.each(optOutKeywords['opt-out'].words)(
  '%s blocks the handset; the app hears of it, but is not heard',
  async (word) => {
    expect(await bodiesOf(` ${word.toLowerCase()} `)).toEqual([optOutKeywords['opt-out'].reply]);
    expect(stage.hooks.received).toHaveLength(1);
    expect(await refusal(send())).toEqual(optedOut);
    expect(await refusal(byService())).toEqual(optedOut);
    const failed = stage.emulator.world.log
      .list()
      .find((event) => event.kind === 'message' && event.errorCode === 21610);
    expect(failed).toMatchObject({ status: 'failed', body: 'from the app' });
  },
);

test('what a blocked handset texts still reaches the app', async () => {
  await bodiesOf('STOP');
  expect(await bodiesOf('hello?')).toEqual([]);
  expect(stage.hooks.received.map(({ params }) => params.Body)).toEqual(['STOP', 'hello?']);
});

test.each(optOutKeywords['opt-in'].words)('%s lets texts through again', async (word) => {
  await bodiesOf('STOP');
  expect(await bodiesOf(word)).toEqual([optOutKeywords['opt-in'].reply, 'from the app']);
  expect((await send()).status).toBe('queued');
});

test('YES of somebody who never opted out is an ordinary text', async () => {
  expect(await bodiesOf('Yes')).toEqual(['from the app']);
});

test('a second STOP is not answered', async () => {
  await bodiesOf('STOP');
  expect(await bodiesOf('STOP')).toEqual([]);
});

test('a STOP that is delivered again changes nothing', async () => {
  const { sid } = await stage.emulator.messaging.inbound({ from: handset, body: 'STOP' });
  await bodiesOf('START');
  await bodiesOf('STOP', { sid });
  expect((await send()).status).toBe('queued');
});

test.each(optOutKeywords.help.words)('%s is answered by Twilio and by the app', async (word) => {
  expect(await bodiesOf(word)).toEqual([optOutKeywords.help.reply, 'from the app']);
});

test.each(['STOP PLEASE', 'yes please', '!unsubscribe', 'cancel my 3 pm', '1', ''])('%j is no keyword', (body) => {
  expect(optOutKeywordOf(body)).toBeUndefined();
});

test('others still hear us, and other numbers are not blocked', async () => {
  const { client } = stage;
  const other = await client.incomingPhoneNumbers.create({ phoneNumber: '+15005550007' });
  await bodiesOf('STOP');
  expect((await send({ to: '+12025550199' })).status).toBe('queued');
  expect((await send({ from: other.phoneNumber })).status).toBe('queued');
  await client.messaging.v1.services(stage.serviceSid).phoneNumbers.create({ phoneNumberSid: other.sid });
  expect(await refusal(send({ from: other.phoneNumber }))).toEqual(optedOut);
});
