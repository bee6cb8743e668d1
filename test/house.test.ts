import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { functionSources } from '../scripts/build/functions';

const root = resolve(__dirname, '..');
const rooms = ['functions', 'assets', 'src', 'scripts', 'emulator', 'test'] as const;
type Room = (typeof rooms)[number];

/** Which room may import from which; its own is always allowed. */
const mayImport: Record<Room, readonly Room[]> = {
  functions: ['src'],
  assets: ['src'],
  src: [],
  scripts: ['src', 'emulator'],
  emulator: [],
  test: rooms,
};
const services = ['dispatch', 'pickup', 'reminders'];

interface Import {
  readonly file: string;
  readonly target: string; // a path from the root, or a package's name
}

const sources = rooms.flatMap((room) =>
  existsSync(join(root, room))
    ? readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|tsx|cts|mts|cjs|mjs|js)$/.test(file))
        .map((file) => join(room, file))
    : [],
);
const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) || file.includes('/testing/') || /(^|\/)testing\.ts$/.test(file);
const roomOf = (path: string) => path.split('/')[0] as Room;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:\bimport|\brequire)\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    return { file, target: name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name };
  });
}

const imports = sources.flatMap(importsOf);
const production = imports.filter(({ file }) => roomOf(file) !== 'test' && !isTest(file));
const asText = ({ file, target }: Import) => `${file} imports ${target}`;

test('the rules are held against real imports', () => {
  expect(production.length).toBeGreaterThan(50);
});

test('a room imports only from the rooms below it', () => {
  const wrong = production.filter(({ file, target }) => {
    const from = roomOf(file);
    const to = roomOf(target);
    return (
      rooms.includes(to) &&
      existsSync(join(root, to)) &&
      target.includes('/') &&
      to !== from &&
      !mayImport[from].includes(to)
    );
  });
  expect(wrong.map(asText)).toEqual([]);
});

test('none of the three services imports another', () => {
  const serviceOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? '';
  const wrong = production.filter(({ file, target }) => {
    const [from, to] = [serviceOf(file), serviceOf(`${target}/`)];
    return services.includes(from) && services.includes(to) && from !== to;
  });
  expect(wrong.map(asText)).toEqual([]);
});

test('only src/twilio imports twilio', () => {
  const wrong = production.filter(
    ({ file, target }) => /^twilio(\/|$)/.test(target) && !file.startsWith('src/twilio/'),
  );
  expect(wrong.map(asText)).toEqual([]);
});

test('nothing in functions or src knows the emulator', () => {
  const wrong = sources.filter(
    (file) =>
      /^(functions|src)\//.test(file) &&
      !isTest(file) &&
      /emulator|127\.0\.0\.1|localhost/i.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('every Function is a door that exports a handler', () => {
  const doors = functionSources(root);
  expect(doors.length).toBeGreaterThan(10);
  expect(
    doors.filter(
      (file) =>
        !/export (const|function|async function) handler\b|export \{[^}]*\bhandler\b/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
    ),
  ).toEqual([]);
});

test('what is deployed depends on the two platform packages alone, the handler pinned', () => {
  const { dependencies, overrides } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(Object.keys(dependencies).sort()).toEqual(['@twilio/runtime-handler', 'twilio']);
  expect(dependencies['@twilio/runtime-handler']).toBe('2.0.1');
  expect(overrides.twilio).toBe('$twilio');
});

test('the lock file names no registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/);
});
