import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { defaultSpeaker, say } from '../../src/messages/say';
import { textReply } from '../../src/reply';
import { twimlOf } from '../../src/twilio/twiml';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { deskLink, signIn } from '../frontdesk/desk';
import { ask, askSigned } from './deployed-functions';

const nasty = [
  '</Message><Redirect>https://evil.example</Redirect><Message>',
  ']]></Message><Redirect>x</Redirect>',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
  '&lt;b&gt; &amp; &#60;i&#62; &copy;',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '=HYPERLINK("https://evil.example")',
  '\u0000\u0001\u0008\u000b\u000c\u001f\u007f\ufffe\uffff',
  '\ud83d',
  '\u202eabc',
  '{{flow.data}} {% raw %}',
  'a\r\nContent-Type: text/html\r\n\r\n<b>',
];

/** What XML 1.0 can hold; the rest cannot be texted. */
const unsendable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const parser = new XMLParser({ ignoreAttributes: false, trimValues: false, processEntities: true });

describe('TwiML', () => {
  const holds = (body: string) => {
    const xml = twimlOf(textReply(body)).toString();
    expect(XMLValidator.validate(xml)).toBe(true);
    const { Response } = parser.parse(xml);
    expect(Object.keys(Response === '' ? {} : Response).filter((name) => name !== 'Message')).toEqual([]);
    // A carriage return is escaped, so that it is not taken for the end of a line
    return String(Response.Message?.['#text'] ?? Response.Message ?? '').replaceAll('&#xD;', '\r');
  };

  test.each(nasty)('is one message, whatever it says: %j', (body) => {
    expect(holds(body)).toBe(body.replace(unsendable, ''));
  });

  test('is one message for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...nasty)),
        (body) => {
          holds(body);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('leads nowhere but to the flow that was meant', () => {
    const url = 'https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1?a=1&b="</Redirect><Message>x</Message>';
    const { Response } = parser.parse(twimlOf({ kind: 'redirect', url }).toString());
    expect(Response).toEqual({ Redirect: { '#text': url, '@_method': 'POST' } });
  });
});

describe('the whole system', () => {
  let frontdesk: TestFrontdesk;
  beforeAll(async () => {
    frontdesk = await openFrontdesk({ rateLimits: false });
  });
  beforeEach(() => frontdesk.reset());
  afterAll(() => frontdesk.stop());

  const sid = (n: number) => `SM${String(n).padStart(32, '0')}`;

  test('a text is never TwiML, to whatever Function it goes', async () => {
    for (const path of ['/sms/inbound', '/dispatch/name', '/dispatch/approve', '/dispatch/help', '/dispatch/request']) {
      for (const before of ['', '!', '!name ', '!approve ', '!lang ', '!showall ']) {
        const answers = await Promise.all(
          nasty.map((body, n) =>
            askSigned(frontdesk, path, {
              form: [
                ['From', '+12025550100'],
                ['Body', before + body],
                ['MessageSid', sid(n)],
                ['SmsMessageSid', sid(n)],
              ],
            }),
          ),
        );
        for (const { status, body: twiml } of answers) {
          expect(status).toBe(200);
          expect(XMLValidator.validate(twiml)).toBe(true);
          const tags = [...twiml.matchAll(/<([^?][^>]*)>/g)].map(([, tag = '']) => tag.replaceAll('/', ''));
          expect(tags.filter((tag) => tag !== 'Response' && tag !== 'Message')).toEqual([]);
        }
      }
    }
  });

  test('a provider cannot be called by a link, a tag or a command', async () => {
    const ana = frontdesk.phone('+12025550111');
    await ana.texts('!subscribe');
    ana.ignoreTexts();
    for (const name of [...nasty, 'https://evil.example', 'evil.example', 'Ana +12025550100', '!approve', '1']) {
      await ana.texts(`!name ${name}`);
      const { body = '' } = ana.nextText() ?? {};
      expect(body).not.toMatch(/evil\.example|<|>|HYPERLINK/);
    }
    frontdesk.admin.ignoreTexts();
    await frontdesk.admin.texts('!showall');
    const { body = '' } = frontdesk.admin.nextText() ?? {};
    expect(body).toContain(ana.number);
    expect(body).not.toMatch(/evil\.example|<|HYPERLINK/);
  });

  test('what staff and customers write comes back as they wrote it, in JSON that no browser takes for a page', async () => {
    const desk = await signIn(frontdesk);
    for (const text of nasty) {
      const { status, body } = await desk.post('orders/create', { name: text, phone: '+12025550114', note: text });
      expect([201, 400]).toContain(status);
      if (status === 201) expect(JSON.stringify(body)).not.toMatch(/&lt;(?!b)|\\u0000/);
    }
    const { headers, contentType } = await ask(frontdesk, '/desk/session', {
      method: 'GET',
      headers: { cookie: desk.cookie },
    });
    expect(contentType).toMatch(/^application\/json/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('the page that a link opens holds nothing of the request but a key that looks like one', async () => {
    const real = new URL(await deskLink(frontdesk)).searchParams.get('key') ?? '';
    for (const key of [...nasty, `${real.slice(0, -1)}"`, `${real}"><script>`, `"onload=x ${real}`]) {
      for (const query of [
        `?key=${encodeURIComponent(key.toWellFormed())}`,
        `?key=${real}&${encodeURIComponent(key.toWellFormed())}=1`,
      ]) {
        const { body, headers, contentType } = await ask(frontdesk, '/desk/sign-in', { method: 'GET', query });
        expect(contentType).toMatch(/^text\/html/);
        expect(body).not.toMatch(/alert|onerror|onload|evil|passwd|<script>(?!document\.forms\[0\]\.submit\(\)<)/);
        expect(headers.get('content-security-policy')).toMatch(
          /default-src 'none'.*script-src 'sha256-.*frame-ancestors 'none'/,
        );
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('cache-control')).toBe('no-store');
      }
    }
  });

  test('after signing in, nobody is sent to another site', async () => {
    const link = new URL(await deskLink(frontdesk));
    const { headers } = await ask(frontdesk, '/desk/sign-in', {
      query: `${link.search}&go=1&next=https://evil.example&Location=https://evil.example`,
      headers: { 'x-forwarded-host': 'evil.example' },
    });
    expect(headers.get('location')).toBe('/desk/index.html');
  });
});

test('a text about somebody holds their name and no more than that', () => {
  for (const name of nasty) expect(say(defaultSpeaker, 'en', 'nameHelp', { name })).not.toContain('undefined');
});
