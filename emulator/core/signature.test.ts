import { signatureOf } from './signature';

const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const params = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};

test("Twilio's own example has the signature that Twilio gives for it", () => {
  expect(signatureOf('12345', url, params)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

test('the order of the parameters and the fragment of the URL do not count', () => {
  const reversed = Object.fromEntries(Object.entries(params).reverse());
  expect(signatureOf('12345', `${url}#rc=2&rp=all`, reversed)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
});

test('a repeated parameter counts once per value, sorted; another value is another signature', () => {
  const once = signatureOf('12345', url, { Digits: ['5', '6'] });
  expect(signatureOf('12345', url, { Digits: ['6', '5', '6'] })).toBe(once);
  expect(signatureOf('12345', url, { Digits: ['6', '5', '7'] })).not.toBe(once);
});
