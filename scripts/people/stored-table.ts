import { storedKinds } from '../../src/stored';

/** What is stored, as a table of docs/data.md. */
export const storedTable = (): string =>
  [
    '| where | name | what | whose numbers | kept |',
    '|---|---|---|---|---|',
    ...storedKinds.map(
      ({ in: place, name, what, numbers = 'none', kept }) =>
        `| ${place} | \`${name}\` | ${what} | ${numbers} | ${kept} |`,
    ),
  ].join('\n');
