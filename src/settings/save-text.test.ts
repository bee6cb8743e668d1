import { admin, type MemoryFrontdesk, memoryFrontdesk } from '../../test/memory-frontdesk';
import { defaultTexts } from '../messages/defaults';
import { textKeys } from '../messages/texts';
import { settingsMap } from './map';
import { saveText, type TextWish } from './save-text';
import type { TextsItem } from './texts';

let frontdesk: MemoryFrontdesk;
beforeEach(() => {
  frontdesk = memoryFrontdesk();
});

const save = (wish: Partial<TextWish>) =>
  saveText(frontdesk, { language: 'en', key: 'orderReady', text: null, seen: null, admin, id: 'press-1', ...wish });
const kept = (key = 'texts.en') => frontdesk.store.maps.get(settingsMap)?.get(key)?.data as TextsItem | undefined;

test('a text is kept beside the others, with who wrote it', async () => {
  await save({ text: 'Hi {{name}}, come.' });
  await save({ key: 'orderComing', text: '{{name}}, we come.', id: 'press-2' });
  expect(kept()?.texts).toMatchObject({
    orderReady: { text: 'Hi {{name}}, come.', by: '…0100' },
    orderComing: { text: '{{name}}, we come.' },
  });
  expect(kept('texts.es')).toBeUndefined();
  expect([...(frontdesk.store.maps.get('activity')?.values() ?? [])].map(({ data }) => data)).toMatchObject([
    { what: 'changed the text', about: 'Order ready, English', who: '…0100' },
    { about: 'Order on its way out, English' },
  ]);
});

test('one that is as it came is not kept', async () => {
  await save({ text: 'Hi {{name}}, come.' });
  expect(await save({ text: defaultTexts.en.orderReady, seen: 'Hi {{name}}, come.' })).toMatchObject({
    kind: 'changed',
  });
  expect(kept()?.texts).toEqual({});
});

test('of two who change one text the second is told; the same press again is not a second one', async () => {
  await save({ text: 'Mine, {{name}}.' });
  expect(await save({ text: 'Mine, {{name}}.' })).toMatchObject({ kind: 'already' });
  expect(await save({ text: 'Theirs, {{name}}.' })).toMatchObject({
    kind: 'moved-on',
    item: { data: { texts: { orderReady: { text: 'Mine, {{name}}.' } } } },
  });
  expect(await save({ text: 'Theirs, {{name}}.', seen: 'Mine, {{name}}.' })).toMatchObject({ kind: 'changed' });
});

test('two texts at once are both kept', async () => {
  let other: Promise<unknown> | undefined;
  frontdesk.store.before = (call) => {
    if (call !== 'create settings/texts.en' || other !== undefined) return;
    other = save({ key: 'orderComing', text: 'Coming, {{name}}.', id: 'press-2' });
    return other.then(() => undefined);
  };
  expect(await save({ text: 'Ready, {{name}}.' })).toMatchObject({ kind: 'changed' });
  expect(Object.keys(kept()?.texts ?? {}).sort()).toEqual(['orderComing', 'orderReady']);
});

test('a wrong one changes nothing', async () => {
  expect(await save({ text: 'Hi {{nmae}}' })).toMatchObject({
    kind: 'wrong',
    problems: [expect.stringMatching(/nmae/)],
  });
  expect(kept()).toBeUndefined();
});

test('what does not fit into the item is refused in words, and every text fits as it came', async () => {
  const long = (n: number) => `${n} `.padEnd(1500, 'x');
  const plain = textKeys.filter((key) => !defaultTexts.en[key].includes('{{'));
  const saved = [];
  for (const [n, key] of plain.slice(0, 12).entries()) saved.push(await save({ key, text: long(n) }));
  expect(saved.at(-1)).toMatchObject({ kind: 'wrong', problems: [expect.stringMatching(/16 KiB/)] });
  for (const texts of Object.values(defaultTexts)) {
    const all = Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, { text, by: '…0100', atMs: 1e12 }]),
    );
    expect(Buffer.byteLength(JSON.stringify({ texts: all }))).toBeLessThan(16_000);
  }
});
