import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { functionSources } from '../../scripts/build/functions';
import { isSecret } from '../../src/door/secret';
import { root } from '../frontdesk/folders';
import { callFunction, settings } from '../function-call';

jest.spyOn(console, 'error').mockImplementation();
jest.spyOn(console, 'log').mockImplementation();

describe('a secret', () => {
  test('is known by itself alone', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (secret, given) => {
        expect(isSecret(secret, secret)).toBe(true);
        expect(isSecret(given, secret)).toBe(given === secret);
      }),
    );
  });

  test.each([
    [undefined, 'secret'],
    ['', 'secret'],
    ['secre', 'secret'],
    ['secrets', 'secret'],
    ['SECRET', 'secret'],
    ['secret ', 'secret'],
    ['secret\u0000', 'secret'],
    ['\u0435', 'e'], // looks the same
  ])('%j does not open what %j opens', (given, secret) => {
    expect(isSecret(given, secret)).toBe(false);
  });

  test.each([undefined, ''])('that is not set (%j) opens to nothing', (secret) => {
    for (const given of [undefined, '', 'undefined', 'null', ' ', secret]) expect(isSecret(given, secret)).toBe(false);
  });

  test('is compared without saying where it differs', () => {
    const { timingSafeEqual } = jest.requireActual<typeof import('node:crypto')>('node:crypto');
    const source = readFileSync(join(root, 'src', 'door', 'secret.ts'), 'utf8');
    expect(source).toContain('timingSafeEqual');
    // What is compared has one length, whatever was given, or it would throw and tell
    expect(() => timingSafeEqual(Buffer.from('a'), Buffer.from('ab'))).toThrow();
    expect(() => isSecret('a', 'x'.repeat(10_000))).not.toThrow();
  });
});

const settingFor: Readonly<Record<string, string>> = {
  tick: 'TICK_KEY',
  reminder: 'REMINDER_API_KEY',
  desk: 'DESK_SECRET',
};
const publicFunctions = functionSources(root).filter((file) => !/\.(protected|private)\.ts$/.test(file));
const cookies = { frontdesk_session: 'x'.repeat(43) };

test.each(publicFunctions)('%s lets nobody in when its secret is not set', async (file) => {
  const { handler } = require(join(root, file));
  const name = settingFor[file.split('/')[1]?.replace('.ts', '') ?? ''];
  expect(name).toBeDefined();
  for (const value of [undefined, '', ' ']) {
    for (const key of ['', ' ', 'undefined', 'x'.repeat(32)]) {
      const headers = {
        authorization: `Bearer ${key}`,
        'x-tick-key': key,
        'x-frontdesk': 'desk',
        cookie: `frontdesk_session=${key}`,
      };
      const event = { key, go: '1', request: { headers, cookies } };
      const shut = await callFunction(handler, event, { ...settings, [name ?? '']: value });
      expect([file, [401, 403, 503].includes(shut.status)]).toEqual([file, true]);
      expect(shut.body).not.toMatch(/not set|DESK_SECRET|TICK_KEY/);
      if (shut.status === 503) continue; // the operator learns of it, from the log
      const locked = await callFunction(handler, event, { ...settings, [name ?? '']: 'a secret that is set' });
      expect(shut).toEqual(locked);
    }
  }
});

describe('in the source', () => {
  const files = ['src', 'functions', 'scripts', 'emulator'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => ({ file: join(room, file), text: readFileSync(join(root, room, file), 'utf8') })),
  );
  const linesWith = (pattern: RegExp, allowed: readonly RegExp[] = []) =>
    files.flatMap(({ file, text }) =>
      text
        .split('\n')
        .filter((line) => pattern.test(line) && !allowed.some((each) => each.test(line)))
        .map((line) => `${file}: ${line.trim()}`),
    );

  const name = String.raw`\w*(?:[sS]ecret|[tT]oken|[pP]asscode|[pP]assword|[sS]ignature|[aA]piKey|SECRET|TOKEN|REMINDER_API_KEY|TICK_KEY|tickKey)\b`;
  const nothing = `(?:undefined|null|''|"")`;

  test('no secret is compared with ===', () => {
    const compared = new RegExp(
      `${name}\\)?\\s*[!=]==?\\s*(?!${nothing})|[!=]==?\\s*(?:[\\w.?]+\\.)?${name}(?!\\s*\\()`,
    );
    const allowed = [
      new RegExp(`${name}\\s*[!=]==\\s*${nothing}`),
      /warm\.authToken === authToken/, // our own setting, held against our own setting of before
      /typeof \S+ [!=]==/,
      /Boolean\(\S+\) [!=]== Boolean\(\S+\)/, // both or neither
    ];
    expect(linesWith(compared, allowed)).toEqual([]);
    for (const line of [
      'if (given === secret)',
      'x.tickKey !== key',
      'config.apiSecret == other',
      'a === b.authToken',
    ]) {
      expect(compared.test(line)).toBe(true);
    }
  });

  test('nobody looks for a secret in a list', () => {
    expect(linesWith(new RegExp(`(?:includes|indexOf|startsWith|has|find)\\((?:[\\w.]+\\.)?${name}\\)`))).toEqual([]);
  });

  test('what is random and must not be guessed does not come from Math.random', () => {
    const careless = files.filter(
      ({ file, text }) => file.startsWith('src/desk/') && /Math\.random|frontdesk\.random|\brandom\(\)/.test(text),
    );
    expect(careless.map(({ file }) => file)).toEqual([]);
  });

  test('nothing that somebody sent is run, and no text becomes HTML', () => {
    const words =
      /\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML|document\.write|\bvm\./;
    expect(linesWith(words, [/^\s*(\/\/|\*)/])).toEqual([]);
  });

  test('no Function writes a table that a spreadsheet would calculate', () => {
    expect(linesWith(/text\/csv|\.csv\b/).filter((line) => /^(src|functions)\//.test(line))).toEqual([]);
  });

  test('headers are never logged', () => {
    expect(linesWith(/(?:console\.\w+|\blog)\(.*\b(?:headers|authorization|cookie|event\.request)\b/)).toEqual([]);
  });
});
