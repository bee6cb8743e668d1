import { SettingsError } from '../deploy/settings';
import { type Counts, nothing, sumOf, timesOf } from './counts';

/** How often each conversation happens in a month. */
export type Month = ReadonlyMap<string, number>;

export const ticksInAMonth = 30 * 24 * 60;

/**
 * 'matches=300,pickups=2000': names in singular or plural. A tick each minute is added unless it is given.
 *
 * @throws {SettingsError} naming what it is not
 */
export function monthFrom(text: string, names: readonly string[]): Month {
  const month = new Map<string, number>();
  const problems: string[] = [];
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [, word = '', count = ''] = /^\s*([a-z]+)\s*=\s*(\d+)\s*$/i.exec(part) ?? [];
    const name = names.find((known) => [known, `${known}s`, `${known}es`].includes(word.toLowerCase()));
    if (name === undefined)
      problems.push(
        `--month: ${part.trim()} is not one of ${names.join(', ')} with a number, such as ${names[0]}=300.`,
      );
    else month.set(name, Number(count));
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return month.has('tick') ? month : new Map([...month, ['tick', ticksInAMonth]]);
}

export const countsOfMonth = (month: Month, each: ReadonlyMap<string, Counts>): Counts =>
  [...month].reduce((sum, [name, times]) => sumOf(sum, timesOf(each.get(name) ?? nothing, times)), nothing);
