import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(__dirname, 'styles', 'tokens.css'), 'utf8');
const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]*)\}/g)].map((match) => match[1]);
const colours = (block: string) =>
  new Map([...block.matchAll(/--([\w-]+): #([0-9a-f]{3,6});/g)].map(([, name = '', hex = '']) => [name, hex]));
const schemes = { light: colours(light), dark: new Map([...colours(light), ...colours(dark)]) };

const aa = 4.5;
const surfaces = ['paper', 'surface', 'sunken'];
/** Each colour of text, and what it is written on. */
const written: Record<string, readonly string[]> = {
  ink: [...surfaces, 'bubble', 'accent-soft'],
  'ink-2': surfaces,
  'ink-3': surfaces,
  accent: [...surfaces, 'bubble', 'accent-soft'],
  'accent-ink': ['accent'],
  waiting: ['surface', 'waiting-soft'],
  late: ['surface', 'late-soft'],
  done: ['surface', 'done-soft'],
  problem: ['surface', 'problem-soft'],
};
const pairs = Object.entries(written).flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const));

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  test.each(pairs)('%s can be read on %s (AA)', (text, ground) => {
    const [a, b] = [luminance(schemes[scheme].get(text)), luminance(schemes[scheme].get(ground))].sort((x, y) => y - x);
    expect(((a ?? 0) + 0.05) / ((b ?? 0) + 0.05)).toBeGreaterThanOrEqual(aa);
  });
});

/** Relative luminance, by WCAG. */
function luminance(hex: string | undefined): number {
  if (hex === undefined) throw new Error('the stylesheet does not have this colour');
  const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const value = Number.parseInt(digits.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
