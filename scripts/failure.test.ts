import { SettingsError } from './deploy/settings';
import { failureText } from './failure';

const failed = (message: string, facts: object) => Object.assign(new Error(message), facts);
const secrets = { TWILIO_AUTH_TOKEN: 'a-token-of-theirs', ORG_NAME: 'Corner Clinic' };

test.each([
  [
    'wrong credentials',
    failed('Authenticate', { code: 20003, status: 401 }),
    /\(code 20003, status 401\)\n.*AUTH_TOKEN/,
  ],
  ['no network', failed('getaddrinfo ENOTFOUND api.twilio.com', { code: 'ENOTFOUND' }), /\nTwilio was not reached/],
  [
    'several addresses, none of which answers',
    failed('', { code: 'ECONNREFUSED' }),
    /^\(code ECONNREFUSED\)\nTwilio was/,
  ],
  ['no answer', failed('timeout of 15000ms exceeded', { code: 'ECONNABORTED' }), /\nTwilio was not reached/],
  [
    'a proxy that looks inside',
    failed('self-signed', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    /\n.*NODE_EXTRA_CA_CERTS/,
  ],
])('%s: what to do is said', (_, error, text) => expect(failureText(error, secrets)).toMatch(text));

test('what only concerns this one call is told as it is', () => {
  expect(failureText(failed('Too many', { code: 20429, status: 429 }), secrets)).toBe(
    'Too many (code 20429, status 429)',
  );
  expect(failureText(new SettingsError(['One.', 'Two.']), secrets)).toBe('One.\nTwo.');
});

test('no secret is told, whoever quotes it', () => {
  expect(failureText(new Error('Basic a-token-of-theirs at Corner Clinic'), secrets)).toBe(
    'Basic (TWILIO_AUTH_TOKEN) at Corner Clinic',
  );
  expect(failureText('a-token-of-theirs', secrets)).toBe('(TWILIO_AUTH_TOKEN)');
});
