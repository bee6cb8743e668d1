import { twilioClient } from '../testing';
import { messageLimits } from './limits';
import { refusal, stageForTests } from './testing';

const handset = '+12025550123';
const stage = stageForTests();

const settled = () => stage.emulator.world.causes.settled();
const send = (params: object = {}) =>
  stage.client.messages.create({ to: handset, from: stage.ourNumber, body: 'hello', ...params });

test('a message of a number is queued and gets delivered', async () => {
  const made = await send();
  expect(made).toMatchObject({
    status: 'queued',
    direction: 'outbound-api',
    from: stage.ourNumber,
    to: handset,
    body: 'hello',
    numSegments: '1',
    price: null,
    messagingServiceSid: null,
    dateSent: null,
  });
  expect(made.sid).toMatch(/^SM[0-9a-f]{32}$/);
  await settled();
  const { status, dateSent } = await stage.client.messages(made.sid).fetch();
  expect(status).toBe('delivered');
  expect(dateSent).toEqual(new Date('2026-03-01T12:00:00Z'));
});

test('a message of a service is accepted, and the service chooses its number', async () => {
  const made = await send({ from: undefined, messagingServiceSid: stage.serviceSid, body: 'a'.repeat(161) });
  expect(made).toMatchObject({
    status: 'accepted',
    from: null,
    numSegments: '0',
    messagingServiceSid: stage.serviceSid,
  });
  await settled();
  expect(await stage.client.messages(made.sid).fetch()).toMatchObject({
    status: 'delivered',
    from: stage.ourNumber,
    numSegments: '2',
  });
  expect(await send({ from: stage.serviceSid })).toMatchObject({ messagingServiceSid: stage.serviceSid });
});

test('with several numbers a service stays with the one that a handset knows', async () => {
  const { client, serviceSid, emulator } = stage;
  const other = await client.incomingPhoneNumbers.create({ phoneNumber: '+15005550007' });
  await client.messaging.v1.services(serviceSid).phoneNumbers.create({ phoneNumberSid: other.sid });
  await emulator.messaging.inbound({ from: handset, to: '+15005550007', body: 'hi' });
  const made = await send({ from: undefined, messagingServiceSid: serviceSid });
  const stranger = await send({ to: '+12025550199', from: undefined, messagingServiceSid: serviceSid });
  await settled();
  expect((await client.messages(made.sid).fetch()).from).toBe('+15005550007');
  expect((await client.messages(stranger.sid).fetch()).from).toBe(stage.ourNumber);
});

test('numbers are understood as people write them', async () => {
  expect((await send({ to: '(202) 555-0123' })).to).toBe(handset);
  expect((await send({ to: '+44 20 7946 0123' })).to).toBe('+442079460123');
});

test.each([
  ['1', 1, 1],
  ['GSM-7 in one', 160, 1],
  ['GSM-7 in two', 161, 2],
  ['GSM-7 in three', 307, 3],
])('segments: %s', async (_, length, segments) => {
  expect((await send({ body: 'a'.repeat(length) })).numSegments).toBe(String(segments));
});

test('one character that is not GSM-7 makes 70 the length of a segment', async () => {
  expect((await send({ body: `’${'a'.repeat(69)}` })).numSegments).toBe('1');
  expect((await send({ body: `’${'a'.repeat(70)}` })).numSegments).toBe('2');
});

test.each([
  ['no recipient', { to: '' }, 21604],
  ['a recipient that is no number', { to: '12' }, 21211],
  ['a North American number that is too short', { to: '+1202555012' }, 21211],
  ['ourselves', { to: '+15005550006' }, 21266],
  ['no body', { body: undefined }, 21602],
  ['an empty body', { body: '' }, 21602],
  ['a body that is too long', { body: 'a'.repeat(messageLimits.maxBodyCharacters + 1) }, 21617],
  ['no sender', { from: undefined }, 21603],
  ['a sender that is not ours', { from: '+12025550100' }, 21659],
  ['a service that is none', { from: undefined, messagingServiceSid: `MG${'0'.repeat(32)}` }, 21701],
  ['a callback that is no URL', { statusCallback: 'here' }, 21609],
  ['a validity of no time', { validityPeriod: 0 }, 20001],
  ['a validity that is too long', { validityPeriod: messageLimits.maxValiditySeconds + 1 }, 20001],
])('refused: %s', async (_, params, code) => {
  expect(await refusal(send(params))).toEqual({ status: 400, code });
  expect(await stage.client.messages.list()).toEqual([]);
});

test('the longest body and the longest validity are taken', async () => {
  await send({ body: 'a'.repeat(messageLimits.maxBodyCharacters), validityPeriod: messageLimits.maxValiditySeconds });
});

test('a service without numbers, or without this one, cannot send', async () => {
  const empty = await stage.client.messaging.v1.services.create({ friendlyName: 'Empty' });
  const params = { from: undefined, messagingServiceSid: empty.sid };
  expect(await refusal(send(params))).toEqual({ status: 400, code: 21703 });
  const other = await stage.client.incomingPhoneNumbers.create({ phoneNumber: '+15005550007' });
  const mixed = { from: other.phoneNumber, messagingServiceSid: stage.serviceSid };
  expect(await refusal(send(mixed))).toEqual({ status: 400, code: 21711 });
});

test('media make an MMS', async () => {
  const made = await send({
    body: undefined,
    mediaUrl: ['https://hooks.example/a.png', 'https://hooks.example/b.png'],
  });
  expect(made.sid).toMatch(/^MM/);
  expect(made.numMedia).toBe('2');
});

describe('lists', () => {
  const other = '+12025550199';
  const at = (iso: string) => stage.emulator.world.clock.moveTo(Date.parse(iso));
  const bodies = async (params: object) => (await stage.client.messages.list(params)).map(({ body }) => body);

  beforeEach(async () => {
    await send({ body: 'one' });
    await at('2026-03-02T00:00:00Z');
    await send({ body: 'two', to: other });
    await at('2026-03-02T12:00:00Z');
    await stage.emulator.messaging.inbound({ from: handset, body: 'three' });
    await settled();
  });

  test('newest first, by To and From', async () => {
    expect(await bodies({})).toEqual(['three', 'two', 'one']);
    expect(await bodies({ to: handset })).toEqual(['one']);
    expect(await bodies({ from: handset })).toEqual(['three']);
    expect(await bodies({ to: other, from: stage.ourNumber })).toEqual(['two']);
    expect(await bodies({ to: '+12025550111' })).toEqual([]);
  });

  test('by the day or the bounds of DateSent, which are allowed themselves', async () => {
    expect(await bodies({ dateSent: new Date('2026-03-02') })).toEqual(['three', 'two']);
    expect(await bodies({ dateSentAfter: new Date('2026-03-02T00:00:00Z') })).toEqual(['three', 'two']);
    expect(await bodies({ dateSentAfter: new Date('2026-03-02T00:00:01Z') })).toEqual(['three']);
    expect(await bodies({ dateSentBefore: new Date('2026-03-02T00:00:00Z') })).toEqual(['two', 'one']);
    expect(await bodies({ dateSentBefore: new Date('2026-03-01T23:59:59Z') })).toEqual(['one']);
  });

  test('a scheduled message has not been sent', async () => {
    await stage.client.messages.create({
      to: handset,
      body: 'later',
      messagingServiceSid: stage.serviceSid,
      scheduleType: 'fixed',
      sendAt: new Date('2026-03-03T12:00:00Z'),
    });
    expect(await bodies({ to: handset })).toEqual(['later', 'one']);
    expect(await bodies({ to: handset, dateSentAfter: new Date('2026-03-01') })).toEqual(['one']);
  });

  test('pages follow each other', async () => {
    expect(await bodies({ pageSize: 1 })).toEqual(['three', 'two', 'one']);
    const page = await stage.client.messages.page({ pageSize: 2 });
    expect(page.instances.map(({ body }) => body)).toEqual(['three', 'two']);
    expect((await page.nextPage())?.instances.map(({ body }) => body)).toEqual(['one']);
  });
});

test('a message that has arrived can be redacted and deleted, and nothing else', async () => {
  const { client } = stage;
  const made = await send();
  await settled();
  const message = client.messages(made.sid);
  expect(await refusal(message.update({ body: 'other' }))).toEqual({ status: 400, code: 20001 });
  expect(await refusal(message.update({ status: 'sent' as 'canceled' }))).toEqual({ status: 400, code: 20001 });
  expect(await refusal(message.update({ status: 'canceled' }))).toEqual({ status: 409, code: 30409 });
  expect((await message.update({ body: '' })).body).toBe('');
  expect((await message.fetch()).body).toBe('');
  expect(await message.remove()).toBe(true);
  expect(await refusal(message.fetch())).toEqual({ status: 404, code: 20404 });
  expect(await refusal(message.remove())).toEqual({ status: 404, code: 20404 });
  expect(await client.messages.list({ to: handset })).toEqual([]);
});

test('a message that waits can be neither redacted nor deleted', async () => {
  const made = await stage.client.messages.create({
    to: handset,
    body: 'later',
    messagingServiceSid: stage.serviceSid,
    scheduleType: 'fixed',
    sendAt: new Date('2026-03-03T12:00:00Z'),
  });
  const message = stage.client.messages(made.sid);
  expect(await refusal(message.update({ body: '' }))).toEqual({ status: 409, code: 20009 });
  expect(await refusal(message.remove())).toEqual({ status: 409, code: 20009 });
});

test('another account or a wrong token is refused', async () => {
  const wrong = twilioClient(stage.emulator, { user: stage.emulator.account.accountSid, password: 'no' });
  expect(await refusal(wrong.messages.list())).toEqual({ status: 401, code: 20003 });
});
