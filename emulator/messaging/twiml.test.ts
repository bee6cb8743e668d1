import { TwimlError, verbsOf } from './twiml';

const at = 'https://hooks.example/a/b?c=d';
const verbs = (body: string, contentType = 'text/xml; charset=utf-8') => verbsOf({ body, contentType }, at);
const message = { kind: 'message', mediaUrls: [], method: 'POST' };

test.each([
  ['<Response><Message>a &lt; b &#39;c&#39; &amp; d</Message></Response>', "a < b 'c' & d"],
  ['<Response><Message><Body>  line one\nline two  </Body></Message></Response>', 'line one\nline two'],
  ['<Response><Message><![CDATA[<b>&</b>]]></Message></Response>', '<b>&</b>'],
  ['<Response><Message>emoji 😀 &#x1F600;</Message></Response>', 'emoji 😀 😀'],
  ['\n<?xml version="1.0" encoding="UTF-8"?>\n<!-- a comment --><Response><Message>007</Message></Response>', '007'],
  ['<Response><Message>&amp;lt; &amp;#39;</Message></Response>', '&lt; &#39;'],
  ['<Response><Sms>old</Sms></Response>', 'old'],
])('%s', (body, text) => {
  expect(verbs(body)).toEqual([{ ...message, body: text }]);
});

test('attributes are read, and URLs taken from where the document came from', () => {
  const body =
    '<Response><Message to="+1" from="+2" method="get" statusCallback="s">x</Message><Redirect>../e?f=1&amp;g=2</Redirect></Response>';
  expect(verbs(body)).toEqual([
    { ...message, body: 'x', to: '+1', from: '+2', method: 'GET', statusCallback: 'https://hooks.example/a/s' },
    { kind: 'redirect', url: 'https://hooks.example/e?f=1&g=2', method: 'POST' },
  ]);
});

test('an empty redirect is to the document itself', () => {
  expect(verbs('<Response><Redirect/></Response>')).toEqual([{ kind: 'redirect', url: at, method: 'POST' }]);
});

test.each([
  ['<Response>', 'text/xml', 12100],
  ['hello', 'text/html', 12100],
  ['<Response/><Response/>', 'text/xml', 12102],
  ['<Twiml/>', 'text/xml', 12102],
  ['<Response><Play/></Response>', 'text/xml', 14110],
  ['<Response><Message><Say/></Message></Response>', 'text/xml', 14110],
  ['<Response><Redirect>javascript:alert(1)</Redirect></Response>', 'text/xml', 12100],
  ['{}', 'application/json', 12300],
])('%s as %s is of no use: %i', (body, type, code) => {
  let thrown: unknown;
  try {
    verbs(body, type);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(TwimlError);
  expect(thrown).toMatchObject({ code });
});
