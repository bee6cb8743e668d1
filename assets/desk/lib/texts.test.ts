import { defaultTexts } from '../../../src/messages/defaults';
import { occasions, textGroups } from '../../../src/messages/occasions';
import { partsOf, textKeys } from '../../../src/messages/texts';
import { inBrief, inserted, isFound, shownText, varyingParts } from './texts';

const none = new Set<string>();

test.each(textKeys)('%s is shown with examples, in both languages, within its segments', (key) => {
  for (const language of ['en', 'es'] as const) {
    const shown = shownText(language, key, defaultTexts[language][key], none);
    expect(shown?.body).not.toMatch(/undefined|\{\{/);
    expect(shown?.encoding).toBe('GSM-7');
    expect(shownText(language, key, defaultTexts[language][key], new Set(varyingParts(key)))).toBeDefined();
  }
});

test('what costs is said, and refuses nothing', () => {
  const warnings = (template: string) => shownText('en', 'apology', template, none)?.warnings.join(' ');
  expect(warnings('Sorry')).toBe('');
  expect(warnings('Sorry 👍 월')).toMatch(/^👍 월 are not in the alphabet/);
  expect(warnings('Sorry – “later”…')).toBe(''); // these have a likeness
  expect(warnings('x'.repeat(161))).toMatch(/2 segments/);
  expect(warnings('Sorry {name}')).toMatch(/^\{name} goes out as it stands/);
  expect(shownText('en', 'connected', 'Join', none)).toBeUndefined();
});

test('a part is put in as it can stand', () => {
  const { link, passcode } = partsOf('connected');
  const { available } = partsOf('receiverCancelled');
  expect(inserted('link', link!, 'here')).toBe('{{link}}');
  expect(inserted('passcode', passcode!, ' Passcode ')).toBe('{{#passcode}} Passcode {{passcode}}{{/passcode}}');
  expect(inserted('available', available!, 'again')).toBe('{{#available}}again{{/available}}');
});

test('texts are found by any of their words', () => {
  expect(isFound('reunion ZOOM', 'Está conectado', 'Reunión de Zoom')).toBe(true);
  expect(isFound('reunion teams', 'Reunión de Zoom')).toBe(false);
  expect(isFound('', 'x')).toBe(true);
});

test('in a list a text is one line', () => {
  expect(inBrief(defaultTexts.en.waiting)).toMatch(/You are number \[place\] in line: we/);
  for (const key of textKeys) expect(inBrief(defaultTexts.en[key])).not.toMatch(/\{|\n/);
});

test('every text has its place', () => {
  expect(Object.keys(occasions).sort()).toEqual([...textKeys].sort());
  for (const { id } of textGroups) expect(textKeys.some((key) => occasions[key].group === id)).toBe(true);
});
