import { parsePhoneNumberFromString } from 'libphonenumber-js';

const separators = /[\s().-]/g;

/**
 * A number in E.164, or undefined if it cannot be one. Ten digits without a country are taken for a North American number, as
 * Twilio takes them for an account in the US.
 */
export function e164Of(text: string): string | undefined {
  const compact = text.replaceAll(separators, '');
  if (/^\+1\d{10}$/.test(compact)) return compact;
  if (/^\+[2-9]\d{6,14}$/.test(compact)) return compact;
  if (/^\d{10}$/.test(compact)) return `+1${compact}`;
  if (/^1\d{10}$/.test(compact)) return `+${compact}`;
  return undefined;
}

/** The ISO code of a number's country; '' if it has none. All of +1 counts as US, since no metadata are needed for that. */
export const countryOf = (number: string): string =>
  number.startsWith('+1') ? 'US' : (parsePhoneNumberFromString(number)?.country ?? '');
