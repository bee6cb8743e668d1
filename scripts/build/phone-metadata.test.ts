import { type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import examples from 'libphonenumber-js/examples.mobile.json';
import metadata from 'libphonenumber-js/metadata.min.json';
import { withoutFormats } from './phone-metadata';

const whole = metadata as unknown as MetadataJson;
const small = withoutFormats(whole) as MetadataJson;
const countries = Object.entries(examples as Record<string, string>);

test('numbers are read the same, however they are written, in every country', () => {
  expect(JSON.stringify(small).length).toBeLessThan(JSON.stringify(whole).length / 2);
  expect(countries.length).toBeGreaterThan(200);
  for (const [country, national] of countries) {
    for (const typed of [national, `0${national}`, `8${national}`, `1${national}`, national.slice(1), `+${national}`]) {
      const [one, other] = [whole, small].map((data) => {
        const read = parsePhoneNumberFromString(typed, country as never, data);
        return [country, typed, read?.number, read?.isValid()];
      });
      expect(other).toEqual(one);
    }
  }
});
