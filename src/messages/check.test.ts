import fc from 'fast-check';
import { languages } from '../frontdesk';
import { cleaned, longestTemplate, problemsOf } from './check';
import { defaultTexts } from './defaults';
import { rendered } from './render';
import { partsOf, type TextKey, textKeys } from './texts';

const cases = languages.flatMap((language) => textKeys.map((key) => [language, key] as const));

test.each(cases)('%s: %s is fit to be sent as it comes', (language, key) => {
  expect(problemsOf(key, defaultTexts[language][key])).toEqual([]);
  expect(cleaned(defaultTexts[language][key])).toBe(defaultTexts[language][key]);
});

test.each(cases)('%s: %s reads well with and without each part that may not be there', (language, key) => {
  const values = fc.record(
    Object.fromEntries(
      Object.entries(partsOf(key)).map(([name, { kind, example, optional }]) => [
        name,
        kind === 'flag' ? fc.boolean() : optional ? fc.constantFrom(example, undefined) : fc.constant(example),
      ]),
    ),
  );
  fc.assert(
    fc.property(values, (parts) => {
      const body = rendered(language, key, defaultTexts[language][key], parts);
      expect(body).not.toBe('');
      expect(body).not.toMatch(/[{}]|undefined|null|true|false|\n{3}|\(\)| \.(?!\.)| ,/);
      for (const [name, value] of Object.entries(parts)) {
        const part = partsOf(key)[name];
        if (part?.needed && typeof value === 'string') expect(body).toContain(value);
      }
    }),
    { numRuns: 60 },
  );
});

const refused = (key: TextKey, template: string) => problemsOf(key, template).join(' ');

test.each<[TextKey, string, RegExp]>([
  ['connected', '', /Write something/],
  ['connected', ' \n ', /Write something/],
  ['connected', 'Join {{lnk}}', /\{\{lnk}} is not a part of this text.* \{\{link}}/],
  ['apology', 'Sorry {{name}}', /It has none/],
  ['connected', 'Join', /needs \{\{link}}/],
  ['connected', 'Join {{#passcode}}{{link}}{{/passcode}}', /\{\{link}} must always be there/],
  ['connected', 'Join {{#passcode}}{{link}}', /\{\{#passcode}} is not closed/],
  ['connected', 'Join {{link}}{{/passcode}}', /\{\{\/passcode}} closes nothing/],
  ['connected', 'Join {{link', /not closed/],
  ['connected', 'Join {{link}} {{> menu}}', /not something that texts can do/],
  ['connected', 'Join {{link}} {{constructor}}', /not a part/],
  ['connected', 'Join {{link}} {{.}}', /not a part/],
  ['receiverUnreachable', 'You are {{available}}', /shows nothing by itself/],
  ['receiverUnreachable', '{{#available}}You are available{{/available}}', /is empty when/],
  ['apology', 'x'.repeat(longestTemplate + 1), /2001 characters/],
  ['apology', 'x'.repeat(1601), /Twilio sends at most 1600/],
  ['orderReady', '{{name}} '.repeat(60), /longest parts it has 18\d\d characters/],
  ['orderReady', 'Hi {{name}}, reply CANCEL to cancel.', /take CANCEL for an opt-out/],
  ['orderReady', 'Hi {{name}}, reply "Stop" if it is not yours.', /take STOP for an opt-out/],
  ['orderReady', 'Hola {{name}}, envíe END.', /take END/],
])('%s: %j is refused, and told why', (key, template, why) => {
  expect(refused(key, template)).toMatch(why);
});

test.each<[TextKey, string]>([
  ['connected', 'Go: {{link}}'],
  ['connected', 'Go: {{{link}}}{{! for Ana }}'],
  ['connected', '{{#passcode}}Passcode {{passcode}} {{/passcode}}{{link}}'],
  ['orderReady', 'Ready! 👍 Reply STOP to opt out.'],
  ['orderReady', 'Text us if you want to cancel or stop by.'],
  ['apology', 'One } brace { and {name}'],
])('%s: %j is not', (key, template) => {
  expect(refused(key, template)).toBe('');
});

test('whatever is typed gets an answer', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{{#passcode}}',
    '{{/passcode}}',
    '{{^link}}',
    '{{link}}',
    '{{=',
    ' ',
    'Hi',
    '{{{',
    '\n',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.constantFrom(...textKeys), fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (key, all) => {
      const template = all.join('');
      if (problemsOf(key, template).length > 0) return;
      const parts = Object.fromEntries(Object.entries(partsOf(key)).map(([name, { example }]) => [name, example]));
      expect(rendered('en', key, template, parts)).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});
