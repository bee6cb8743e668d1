import { studioLimits } from './limits';
import { parseTemplate, renderTemplate } from './liquid';

const at = Date.parse('2026-03-12T20:30:00Z');
const render = (template: string, context: object = {}) => renderTemplate(template, context, at).text;

test.each([
  ['plain text with $ and %', {}, 'plain text with $ and %'],
  ['{{widgets.ask-name.inbound.Body}}', { widgets: { 'ask-name': { inbound: { Body: 'Ada' } } } }, 'Ada'],
  ['{{flow.variables.missing}}|{{nobody.here.at.all}}', {}, '|'],
  ['{{flow.variables.tries | plus: 1}}', { flow: { variables: { tries: '2' } } }, '3'],
  ["{{a | replace: '+', '%2B'}}", { a: '+1500' }, '%2B1500'],
  ['{% if a %}yes{% else %}no{% endif %}', { a: '' }, 'yes'],
  ['{% assign b = a | downcase | strip %}{{b}}', { a: ' YES ' }, 'yes'],
  ['{{ list.size }} {{ list[1].name }}', { list: [{ name: 'a' }, { name: 'b' }] }, '2 b'],
])('%s', (template, context, expected) => {
  expect(render(template, context)).toBe(expected);
});

test('a whole object renders as a Java map, to_json as JSON', () => {
  const context = { flow: { data: { name: 'Ada', open: 2, tags: ['x', 'y'], note: null, deep: { a: true } } } };
  expect(render('{{flow.data}}', context)).toBe('{name=Ada, open=2, tags=[x, y], note=null, deep={a=true}}');
  expect(render("{{flow.data | append: '!'}}", context)).toBe(
    '{name=Ada, open=2, tags=[x, y], note=null, deep={a=true}}!',
  );
  expect(render('{{flow.data.deep | to_json}}', context)).toBe('{"a":true}');
});

test('an object cannot be reached into beyond its own members', () => {
  expect(render('[{{a.constructor}}{{a.toString}}{{a.__proto__}}]', { a: { b: 1 } })).toBe('[]');
  expect(render('{{a.toString}}', { a: { toString: 'own' } })).toBe('own');
});

test('"now" is the clock that is handed in, in Pacific time', () => {
  expect(render('{{ "now" | date: "%Y-%m-%d %H:%M" }}')).toBe('2026-03-12 13:30');
});

test.each([
  ['{{ a', /not closed/],
  ['{% if a %}', /not closed/],
  ['{{ a | shout }}', /undefined filter: shout/],
  ['{% include "x" %}', /tag "include" not found/],
])('%s stays as written, with a warning', (template, warning) => {
  const rendered = renderTemplate(template, { a: 1 }, at);
  expect(rendered.warnings).toEqual([expect.stringMatching(warning)]);
  expect(parseTemplate(template)).toBeInstanceOf(Error);
  expect(rendered.text).toBe(template);
});

test('a loop stops after Studio’s number of rounds', () => {
  const list = Array.from({ length: studioLimits.loopIterations }, (_, i) => String(i % 10));
  const template = '{% for x in list %}{{x}}{% endfor %}.';
  expect(renderTemplate(template, { list }, at)).toEqual({ text: `${list.join('')}.`, warnings: [] });
  const longer = renderTemplate(template, { list: [...list, 'X'] }, at);
  expect(longer.text).toBe(`${list.join('')}.`);
  expect(longer.warnings).toEqual([expect.stringContaining('more than 15 rounds')]);
});

test('output is cut at 16 KB', () => {
  const { renderedBytes } = studioLimits;
  expect(renderTemplate('{{a}}', { a: 'x'.repeat(renderedBytes) }, at).warnings).toEqual([]);
  const longer = renderTemplate('{{a}}', { a: 'é'.repeat(renderedBytes) }, at);
  expect(Buffer.byteLength(longer.text)).toBe(renderedBytes);
  expect(longer.warnings).toHaveLength(1);
});
