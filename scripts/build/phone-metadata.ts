import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import type { MetadataJson } from 'libphonenumber-js/core';

/** Where a country's entry says how its numbers are written. */
const FORMATS = 4;

/** The metadata by which numbers are read: without how they are written, which is most of it. */
export const withoutFormats = (metadata: MetadataJson): object => ({
  ...metadata,
  countries: Object.fromEntries(
    Object.entries(metadata.countries as unknown as Record<string, unknown[]>).map(([country, entry]) => [
      country,
      entry.map((value, at) => (at === FORMATS ? 0 : value)),
    ]),
  ),
});

/** Functions read numbers and never write them: 50 kB less in each that does. */
export const smallPhoneMetadata: Plugin = {
  name: 'small-phone-metadata',
  setup({ onLoad }) {
    // The package has it a second time, as a module
    onLoad({ filter: /libphonenumber-js[\\/]metadata\.min\.json(\.js)?$/ }, async ({ path }) => ({
      contents: JSON.stringify(withoutFormats(JSON.parse(await readFile(path.replace(/\.js$/, ''), 'utf8')))),
      loader: 'json',
    }));
  },
};
