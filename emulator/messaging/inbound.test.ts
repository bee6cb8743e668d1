import { validateRequest } from 'twilio';
import { messageLimits } from './limits';
import { stageForTests } from './testing';

const handset = '+12025550123';
const stage = stageForTests();
beforeEach(async () => {
  const service = stage.client.messaging.v1.services(stage.serviceSid);
  await service.update({ useInboundWebhookOnNumber: true });
  await stage.client.incomingPhoneNumbers(stage.numberSid).update({
    smsUrl: 'https://hooks.example/sms',
    smsFallbackUrl: 'https://hooks.example/fallback',
  });
});

const text = (body: string, more: object = {}) => stage.emulator.messaging.inbound({ from: handset, body, ...more });
const paths = () => stage.hooks.received.map(({ path }) => path);
const errorCodes = () =>
  stage.emulator.world.log
    .list()
    .flatMap((event) => (event.kind === 'message' && event.errorCode !== undefined ? [event.errorCode] : []));
const xml = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>`;
const bodies = (answer: { replies: { body: string }[] }) => answer.replies.map(({ body }) => body);

test('the webhook is told everything, signed, and its answer goes back', async () => {
  stage.hooks.on('/sms', () => xml('<Message>Hello &amp; welcome</Message>'));
  const answer = await text('hi there');
  expect(answer.replies).toEqual([
    { to: handset, from: stage.ourNumber, body: 'Hello & welcome', sid: expect.stringMatching(/^SM/) },
  ]);
  const [hook] = stage.hooks.received;
  expect(hook).toMatchObject({ method: 'POST', url: 'https://hooks.example/sms' });
  expect(hook?.params).toEqual({
    MessageSid: answer.sid,
    SmsSid: answer.sid,
    SmsMessageSid: answer.sid,
    AccountSid: stage.emulator.account.accountSid,
    MessagingServiceSid: stage.serviceSid,
    From: handset,
    To: stage.ourNumber,
    Body: 'hi there',
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
    FromCountry: 'US',
    FromState: '',
    FromCity: '',
    FromZip: '',
    ToCountry: 'US',
    ToState: '',
    ToCity: '',
    ToZip: '',
  });
  const { authToken } = stage.emulator.account;
  expect(validateRequest(authToken, hook?.signature ?? '', hook?.url ?? '', hook?.params ?? {})).toBe(true);
  expect(await stage.client.messages(answer.sid).fetch()).toMatchObject({ direction: 'inbound', status: 'received' });
  expect(await stage.client.messages(answer.replies[0]?.sid ?? '').fetch()).toMatchObject({
    direction: 'outbound-reply',
    status: 'delivered',
    messagingServiceSid: stage.serviceSid,
  });
});

test('texts sent by the API while the webhook runs are replies too, to whomever', async () => {
  stage.hooks.on('/sms', async () => {
    await stage.emulator.messaging.send({ To: '+12025550199', From: stage.ourNumber, Body: 'to another' });
    return xml('<Message>to you</Message>');
  });
  const { replies } = await text('hi');
  expect(replies.map(({ to, body }) => [to, body])).toEqual([
    ['+12025550199', 'to another'],
    [handset, 'to you'],
  ]);
});

test('a service that does not use the webhook of the number has its own', async () => {
  await stage.client.messaging.v1.services(stage.serviceSid).update({
    useInboundWebhookOnNumber: false,
    inboundRequestUrl: 'https://hooks.example/service',
    inboundMethod: 'GET',
    fallbackUrl: 'https://hooks.example/service-fallback',
  });
  stage.hooks.on('/service-fallback', () => xml('<Message>second</Message>'));
  const answer = await text('hi');
  expect(paths()).toEqual(['/service', '/service-fallback']);
  expect(stage.hooks.received[0]).toMatchObject({ method: 'GET', params: { Body: 'hi' } });
  expect(bodies(answer)).toEqual(['second']);
});

test('a number without a webhook keeps the text', async () => {
  await stage.client.incomingPhoneNumbers(stage.numberSid).update({ smsUrl: '', smsFallbackUrl: '' });
  const { sid, replies } = await text('hi');
  expect(replies).toEqual([]);
  expect(stage.emulator.messaging.transcript(handset)).toMatchObject([{ sid, body: 'hi', status: 'received' }]);
});

describe('the fallback URL gets the same message when the first', () => {
  test.each([
    ['answers an error', { status: 500 }, 11200],
    ['does not exist', { status: 404 }, 11200],
    ['answers no XML', { body: '<Response>' }, 12100],
    ['answers something else than TwiML', { body: '<html></html>' }, 12102],
    ['answers JSON', { body: '{}', type: 'application/json' }, 12300],
    ['says a verb of calls', { body: xml('<Say>hi</Say>') }, 14110],
  ])('%s', async (_, first, code) => {
    stage.hooks.on('/sms', () => first);
    stage.hooks.on('/fallback', () => xml('<Message>from the fallback</Message>'));
    const answer = await text('hi');
    expect(paths()).toEqual(['/sms', '/fallback']);
    const [, fallback] = stage.hooks.received;
    expect(fallback?.params).toMatchObject({
      MessageSid: answer.sid,
      Body: 'hi',
      ErrorCode: String(code),
      ErrorUrl: 'https://hooks.example/sms',
    });
    expect(bodies(answer)).toEqual(['from the fallback']);
    expect(errorCodes()).toEqual([code]);
  });
});

test('when the fallback fails too, both are in the log and nobody hears anything', async () => {
  const answer = await text('hi');
  expect(answer.replies).toEqual([]);
  expect(errorCodes()).toEqual([11200, 11200]);
});

test('Twilio can deliver a text again, to the webhook or to the fallback', async () => {
  stage.hooks.on('/sms', () => xml(''));
  stage.hooks.on('/fallback', () => xml(''));
  const { sid } = await text('hi');
  await text('hi', { sid });
  await text('hi', { sid, via: 'fallback' });
  expect(stage.hooks.received.map(({ path, params }) => [path, params.MessageSid])).toEqual([
    ['/sms', sid],
    ['/sms', sid],
    ['/fallback', sid],
  ]);
  expect(stage.emulator.messaging.transcript(handset)).toHaveLength(1);
});

test('a text to a number that is not ours is refused', async () => {
  await expect(text('hi', { to: '+12025550100' })).rejects.toMatchObject({ status: 400, code: 21606 });
  await expect(text('hi', { from: 'nobody' })).rejects.toMatchObject({ status: 400, code: 21211 });
});

describe('TwiML', () => {
  test('several messages, to others, with a callback', async () => {
    stage.hooks.on('/sms', () =>
      xml(
        '<Message to="+12025550199" statusCallback="/status"><Body>one</Body></Message><Message>two<Media>/a.png</Media></Message>',
      ),
    );
    stage.hooks.on('/status', () => '');
    const { replies } = await text('hi');
    expect(replies.map(({ to, body }) => [to, body])).toEqual([
      ['+12025550199', 'one'],
      [handset, 'two'],
    ]);
    expect(replies[1]?.sid).toMatch(/^MM/);
    const told = stage.hooks.received.filter(({ path }) => path === '/status');
    expect(told.map(({ params }) => params.MessageSid)).toContain(replies[0]?.sid);
  });

  test.each([
    ['nothing', ''],
    ['an empty response', xml('')],
    ['an empty response, short', '<Response/>'],
  ])('%s says nothing', async (_, body) => {
    stage.hooks.on('/sms', () => body);
    expect((await text('hi')).replies).toEqual([]);
    expect(errorCodes()).toEqual([]);
  });

  test('plain text is the reply itself', async () => {
    stage.hooks.on('/sms', () => ({ type: 'text/plain', body: 'just <this>' }));
    expect(bodies(await text('hi'))).toEqual(['just <this>']);
  });

  test('a redirect is followed, relative, with the same parameters; what stands behind it is not done', async () => {
    stage.hooks.on('/sms', () => xml('<Redirect>next?step=2</Redirect><Message>never</Message>'));
    stage.hooks.on('/next', () => xml('<Message>there</Message>'));
    const answer = await text('hi');
    expect(bodies(answer)).toEqual(['there']);
    expect(stage.hooks.received[1]).toMatchObject({
      method: 'POST',
      url: 'https://hooks.example/next?step=2',
      params: { MessageSid: answer.sid, Body: 'hi' },
    });
  });

  test('a redirect may ask for GET', async () => {
    stage.hooks.on('/sms', () => xml('<Redirect method="GET">https://hooks.example/next</Redirect>'));
    stage.hooks.on('/next', () => xml(''));
    await text('hi');
    expect(stage.hooks.received[1]).toMatchObject({ method: 'GET', path: '/next', params: { Body: 'hi' } });
  });

  test('an empty redirect goes round, and the round ends', async () => {
    stage.hooks.on('/sms', () => xml('<Redirect/>'));
    stage.hooks.on('/fallback', () => xml(''));
    await text('hi');
    expect(paths().filter((path) => path === '/sms')).toHaveLength(messageLimits.maxTwimlDocuments);
    expect(errorCodes()).toEqual([14106]);
  });

  test('a redirect to nowhere ends at the fallback', async () => {
    stage.hooks.on('/sms', () => xml('<Redirect>/missing</Redirect>'));
    stage.hooks.on('/fallback', () => xml('<Message>sorry</Message>'));
    expect(bodies(await text('hi'))).toEqual(['sorry']);
    expect(paths()).toEqual(['/sms', '/missing', '/fallback']);
  });

  test('an action is told what became of the message, and goes on', async () => {
    stage.hooks.on('/sms', () => xml('<Message action="/then">one</Message><Message>never</Message>'));
    stage.hooks.on('/then', () => xml('<Message>two</Message>'));
    const { replies } = await text('hi');
    expect(replies.map(({ body }) => body)).toEqual(['one', 'two']);
    expect(stage.hooks.received[1]?.params).toMatchObject({ MessageSid: replies[0]?.sid, MessageStatus: 'accepted' });
  });

  test('an empty message is an error, and the others are sent', async () => {
    stage.hooks.on('/sms', () => xml('<Message/><Message>two</Message>'));
    expect(bodies(await text('hi'))).toEqual(['two']);
    expect(errorCodes()).toEqual([14103]);
  });
});

test('a transcript is in order and can be continued', async () => {
  stage.hooks.on('/sms', () => xml('<Message>answer</Message>'));
  const first = await text('one');
  await text('two');
  const all = stage.emulator.messaging.transcript(handset);
  expect(all.map(({ direction, body, status }) => [direction, body, status])).toEqual([
    ['inbound', 'one', 'received'],
    ['outbound', 'answer', 'delivered'],
    ['inbound', 'two', 'received'],
    ['outbound', 'answer', 'delivered'],
  ]);
  const rest = stage.emulator.messaging.transcript(handset, first.replies[0]?.sid);
  expect(rest).toEqual(all.slice(2));
});
