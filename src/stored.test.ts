import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageWork } from './reminders/language';
import { workKey, workMap } from './reminders/shelf';
import { declinedWork, stopWork } from './reminders/stop';
import { digitsInName, digitsPlaceholder, storedKind, storedKinds } from './stored';

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^stored\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(__dirname, file), 'utf8') }));

/** As names of Documents and Maps are written in src: `provider.${digits}`, Document = 'pickup.numbers', Map = 'orders'. */
const found = sources.flatMap(({ file, text }) => [
  ...[...text.matchAll(/`([a-z]+(?:-[a-z]+)*)\.\$\{/g)].flatMap(([, start]) => [
    { file, place: 'Document' as const, name: `${start}.12025550100` },
    { file, place: 'Document' as const, name: `${start}.${'0123abcd'.repeat(4)}` },
  ]),
  ...[...text.matchAll(/(?:Document|Tick)\w*\s*[=:]\s*'([a-z.-]+)'/g)].map(([, name = '']) => ({
    file,
    place: 'Document' as const,
    name,
  })),
  ...[...text.matchAll(/\w*Map\s*=\s*'([a-z-]+)'/g)].map(([, name = '']) => ({ file, place: 'Map' as const, name })),
]);

test('the names of what is stored are found', () => {
  expect(found.length).toBeGreaterThan(20);
});

test('every Document and every Map that src names stands in the table: what it is, whose number it holds, how long it is kept', () => {
  const startOf = ({ name }: { name: string }) => name.split('.')[0];
  const unknown = found.filter(
    (one) => !found.some((same) => startOf(same) === startOf(one) && storedKind(same.place, same.name)),
  );
  expect(unknown).toEqual([]);
});

test('a name is of one kind', () => {
  const nameOf = (name: string) => name.replace(digitsPlaceholder, '12025550100').replace('<hash>', 'ab'.repeat(20));
  for (const kind of storedKinds) expect(storedKind(kind.in, nameOf(kind.name))).toBe(kind);
  expect(storedKind('Map', 'pool-3')?.name).toBe('pool');
  expect(storedKind('Document', 'somebody.else')).toBeUndefined();
  expect(digitsInName('provider.12025550111')).toBe('12025550111');
});

test.each([stopWork, declinedWork, languageWork])('the work %s is of the phone that it names', (work) => {
  const owners = storedKind('Map', workMap)?.owners?.(workKey(0, `${work}12025550111`), {});
  expect(owners).toEqual(['12025550111']);
});

test('out of what is stored of somebody else, a number can be taken', () => {
  const number = '+12025550111';
  const others = new Map<string, Record<string, unknown>>([
    ['provider.<digits>', { number: '+12025550112', decidedBy: number, duty: 'off' }],
    ['request.<digits>', { receiver: '+12025550113', provider: number, providerName: 'Ana', state: 'done' }],
    ['pool', { sinceMs: 1, provider: { number: '+12025550112', decidedBy: number } }],
    ['orders', { phone: '+12025550114', name: 'Dee', arrivedPhone: number, arrivedName: 'Ana' }],
  ]);
  const able = storedKinds.filter(({ without }) => without !== undefined);
  expect(able.map(({ name }) => name).sort()).toEqual([...others.keys()].sort());
  for (const { name, without } of able) {
    const data = others.get(name) ?? {};
    expect(JSON.stringify(without?.(data, number))).not.toMatch(/12025550111|Ana/);
    expect(without?.(data, '+12025550199')).toBe(data);
  }
});
