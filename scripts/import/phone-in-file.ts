import { exactNumber } from '../../src/numbers';
import type { E164 } from '../../src/phone';
import { typedNumber } from '../../src/typed-number';

export type ReadPhone = { kind: 'phone'; phone: E164 } | { kind: 'no-phone'; message: string };

const none = (message: string): ReadPhone => ({ kind: 'no-phone', message });

/** A number as a file has it. With a country, one without its code is of that country; without, it is not guessed at. */
export function readPhone(text: string, country: string | undefined): ReadPhone {
  const written = text
    .trim()
    .replace(/^tel:/i, '')
    .replace(/^'(?=[+\d])/, ''); // Excel's mark for text
  if (written === '') return none('is required');
  if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(written))
    return none(`'${written}' was rounded by a spreadsheet; format the column as text`);
  const isInternational = /^\s*(\+|00)/.test(written);
  if (country !== undefined || isInternational) {
    const phone = typedNumber(written.replace(/^00/, '+'), country ?? 'US');
    return phone === undefined ? none('is not a phone number') : { kind: 'phone', phone };
  }
  const exact = /^1\d{10}$/.test(written) ? exactNumber(`+${written}`) : undefined;
  if (exact !== undefined) return { kind: 'phone', phone: exact };
  return none('must be + and all digits with the country code, or say with --default-country which country it is of');
}
