import { callWordsOf, shortSid, webhookWordsOf } from './call-words';

const sid = (prefix: string) => `${prefix}0123456789abcdef0123456789abcdef`;

test.each([
  [`https://sync.twilio.com/v1/Services/${sid('IS')}/Documents/request.ab12`, 'sync', 'Documents/request.ab12'],
  [`https://api.twilio.com/2010-04-01/Accounts/${sid('AC')}/Messages.json`, 'api', 'Messages'],
  [`https://api.twilio.com/2010-04-01/Accounts/${sid('AC')}/Messages/${sid('SM')}.json`, 'api', 'Messages/SM…cdef'],
  [`https://sync.twilio.com/v1/Services/${sid('IS')}`, 'sync', 'Services/IS…cdef'],
  [
    `https://sync.twilio.com/v1/Services/${sid('IS')}/Maps/a%20b/Items?PageSize=50`,
    'sync',
    'Maps/a b/Items?PageSize=50',
  ],
  ['https://api.zoom.us/v2/users/me/meetings', 'api.zoom.us', 'users/me/meetings'],
  ['/odd', '', '/odd'],
])('%s is %s %s', (url, product, resource) => {
  expect(callWordsOf(url)).toEqual({ product, resource });
});

test('a malformed escape does not throw', () => {
  expect(callWordsOf('https://sync.twilio.com/v1/x%E0%A4%A').resource).toBe('x%E0%A4%A');
});

test('a SID is shortened, a word is not', () => {
  expect(shortSid(sid('SM'))).toBe('SM…cdef');
  expect(shortSid('Messages')).toBe('Messages');
});

test("the service's own webhooks are their path, others carry their host", () => {
  expect(webhookWordsOf('https://f-1-dev.twil.io/sms/inbound', 'https://f-1-dev.twil.io')).toBe('sms/inbound');
  expect(webhookWordsOf('https://webhooks.twilio.com/v1/x', 'https://f-1-dev.twil.io')).toBe(
    'webhooks.twilio.com/v1/x',
  );
});
