import { twilioClient } from '../testing';
import { refusal, stageForTests } from './testing';

const stage = stageForTests();

const missing = { status: 404, code: 20404 };
const nobody = (prefix: string) => prefix + '0'.repeat(32);

describe('numbers', () => {
  test('are bought, found, changed and given back', async () => {
    const { client } = stage;
    const made = await client.incomingPhoneNumbers.create({
      phoneNumber: '+12025550177',
      friendlyName: 'Front',
      smsUrl: 'https://hooks.example/sms',
    });
    expect(made).toMatchObject({
      phoneNumber: '+12025550177',
      friendlyName: 'Front',
      smsUrl: 'https://hooks.example/sms',
      smsMethod: 'POST',
      smsFallbackUrl: '',
      capabilities: { sms: true },
    });
    const number = client.incomingPhoneNumbers(made.sid);
    const changed = await number.update({ smsFallbackUrl: 'https://hooks.example/fallback', smsMethod: 'GET' });
    expect(changed).toMatchObject({
      smsUrl: 'https://hooks.example/sms',
      smsMethod: 'GET',
      smsFallbackUrl: 'https://hooks.example/fallback',
    });
    expect((await number.update({ smsUrl: '' })).smsUrl).toBe('');
    expect(await number.fetch()).toMatchObject({ friendlyName: 'Front', smsUrl: '' });
    expect((await client.incomingPhoneNumbers.list({ phoneNumber: '+12025550177' })).map(({ sid }) => sid)).toEqual([
      made.sid,
    ]);
    expect(await client.incomingPhoneNumbers.list()).toHaveLength(2);
    expect(await client.incomingPhoneNumbers.list({ friendlyName: 'None' })).toEqual([]);
    expect(await number.remove()).toBe(true);
    expect(await refusal(number.fetch())).toEqual(missing);
    expect(await refusal(number.update({}))).toEqual(missing);
    expect(await refusal(number.remove())).toEqual(missing);
  });

  test('can be had by area code', async () => {
    const { client } = stage;
    const first = await client.incomingPhoneNumbers.create({ areaCode: '415' });
    const second = await client.incomingPhoneNumbers.create({ areaCode: '415' });
    expect(first.phoneNumber).toMatch(/^\+1415\d{7}$/);
    expect(second.phoneNumber).not.toBe(first.phoneNumber);
  });

  test.each([
    [{ phoneNumber: '12' }, 21421],
    [{}, 21421],
    [{ phoneNumber: '+15005550006' }, 21422],
    [{ phoneNumber: '+12025550177', smsUrl: 'here' }, 21502],
  ])('%j is refused', async (params, code) => {
    expect(await refusal(stage.client.incomingPhoneNumbers.create(params))).toEqual({ status: 400, code });
    expect(await stage.client.incomingPhoneNumbers.list()).toHaveLength(1);
  });
});

describe('keys', () => {
  test('a key signs in with the secret that is told once', async () => {
    const { client, emulator } = stage;
    const made = await client.newKeys.create({ friendlyName: 'Desk' });
    expect(made).toMatchObject({ friendlyName: 'Desk', secret: expect.stringMatching(/^\w{32}$/) });
    const withKey = twilioClient(emulator, { user: made.sid, password: made.secret });
    expect((await withKey.keys.list()).map(({ sid }) => sid)).toEqual([made.sid]);
    expect(JSON.stringify(await client.keys(made.sid).fetch())).not.toContain(made.secret);
    expect((await client.keys(made.sid).update({ friendlyName: 'Other' })).friendlyName).toBe('Other');
    expect((await withKey.keys(made.sid).fetch()).friendlyName).toBe('Other');
    expect(await client.keys(made.sid).remove()).toBe(true);
    expect(await refusal(withKey.keys.list())).toEqual({ status: 401, code: 20003 });
    expect(await refusal(client.keys(made.sid).fetch())).toEqual(missing);
    expect(await refusal(client.keys(made.sid).remove())).toEqual(missing);
  });
});

describe('the account', () => {
  test('is there, alone, and does not tell its token', async () => {
    const { client, emulator } = stage;
    const { accountSid, authToken } = emulator.account;
    const account = await client.api.v2010.accounts(accountSid).fetch();
    expect(account).toMatchObject({ sid: accountSid, status: 'active', type: 'Full' });
    expect(JSON.stringify(account)).not.toContain(authToken);
    expect((await client.api.v2010.accounts.list()).map(({ sid }) => sid)).toEqual([accountSid]);
    expect(await client.api.v2010.accounts.list({ status: 'closed' })).toEqual([]);
    expect(await refusal(client.api.v2010.accounts(nobody('AC')).fetch())).toEqual(missing);
  });
});

describe('Messaging Services', () => {
  test('are made, found, changed and removed with their numbers', async () => {
    const { v1 } = stage.client.messaging;
    const made = await v1.services.create({
      friendlyName: 'Second',
      inboundRequestUrl: 'https://hooks.example/in',
      fallbackUrl: 'https://hooks.example/fallback',
      statusCallback: 'https://hooks.example/status',
      stickySender: false,
      validityPeriod: 600,
    });
    expect(made).toMatchObject({
      friendlyName: 'Second',
      inboundRequestUrl: 'https://hooks.example/in',
      inboundMethod: 'POST',
      stickySender: false,
      smartEncoding: true,
      useInboundWebhookOnNumber: false,
      validityPeriod: 600,
    });
    const service = v1.services(made.sid);
    const changed = await service.update({ useInboundWebhookOnNumber: true, inboundRequestUrl: '' });
    expect(changed).toMatchObject({ friendlyName: 'Second', useInboundWebhookOnNumber: true, inboundRequestUrl: null });
    expect((await service.fetch()).useInboundWebhookOnNumber).toBe(true);
    expect((await v1.services.list()).map(({ friendlyName }) => friendlyName)).toEqual(['Desk', 'Second']);
    expect((await v1.services.list({ pageSize: 1 })).map(({ friendlyName }) => friendlyName)).toEqual([
      'Desk',
      'Second',
    ]);
    expect(await service.usAppToPerson.list()).toEqual([]);
    expect(await service.remove()).toBe(true);
    expect(await refusal(service.fetch())).toEqual(missing);
    expect(await refusal(service.update({}))).toEqual(missing);
    expect(await refusal(service.remove())).toEqual(missing);
  });

  test('must have a name, URLs that are some and a validity in bounds', async () => {
    const { services } = stage.client.messaging.v1;
    const bad = { status: 400, code: 20001 };
    expect(await refusal(services.create({ friendlyName: 'x', statusCallback: 'here' }))).toEqual(bad);
    expect(await refusal(services.create({ friendlyName: 'x', validityPeriod: 36_001 }))).toEqual(bad);
    expect(await refusal(services.create({ friendlyName: '' }))).toEqual(bad);
  });

  test('hold numbers, each in one service only', async () => {
    const { client, serviceSid, numberSid, ourNumber } = stage;
    const { services } = client.messaging.v1;
    const second = await services.create({ friendlyName: 'Second' });
    const own = services(serviceSid).phoneNumbers;
    const other = services(second.sid).phoneNumbers;
    const params = { phoneNumberSid: numberSid };
    expect((await own.list()).map(({ sid, phoneNumber }) => [sid, phoneNumber])).toEqual([[numberSid, ourNumber]]);
    expect(await own(numberSid).fetch()).toMatchObject({ serviceSid, phoneNumber: ourNumber, countryCode: 'US' });
    expect(await refusal(own.create(params))).toEqual({ status: 409, code: 21710 });
    expect(await refusal(other.create(params))).toEqual({ status: 409, code: 21712 });
    expect(await refusal(other.create({ phoneNumberSid: nobody('PN') }))).toEqual({ status: 400, code: 21421 });
    expect(await refusal(other(numberSid).fetch())).toEqual(missing);
    expect(await own(numberSid).remove()).toBe(true);
    expect(await refusal(own(numberSid).remove())).toEqual(missing);
    expect((await other.create(params)).serviceSid).toBe(second.sid);
    await services(second.sid).remove();
    expect((await own.create(params)).serviceSid).toBe(serviceSid);
  });
});
