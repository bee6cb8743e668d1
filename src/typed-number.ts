import { type CountryCode, type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.min.json';
import { type E164, isE164 } from './phone';

/**
 * A number as people write it: '(202) 555-0101', '1-202-555-0101', '+44 20 7946 0000'. Without a country code it is of the country given.
 * Letters are a slip, not a vanity number.
 */
export function typedNumber(text: string, country: string): E164 | undefined {
  if (/\p{L}/u.test(text)) return undefined;
  const parsed = parsePhoneNumberFromString(
    text.normalize('NFKC'),
    country as CountryCode,
    metadata as unknown as MetadataJson,
  );
  return parsed?.isValid() && isE164(parsed.number) ? parsed.number : undefined;
}
