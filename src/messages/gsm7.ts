/** Each of these takes the place of two. */
export const extension: ReadonlySet<string> = new Set('\f^{}\\[~]|€');

/** The GSM 03.38 alphabet with its extension. One character outside it makes a text of 160 characters three segments instead of one. */
const alphabet = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€',
);

export const isGsm7 = (character: string): boolean => alphabet.has(character);

const stand: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ', // Intl puts it before 'PM'
  '\t': ' ',
};

/**
 * The same text in the alphabet that a phone sends in one segment: 'á' becomes 'a', a curly quote a straight one. 'ñ', 'é' and the like are in
 * the alphabet and stay. What has no likeness (an emoji, Korean) stays too: a longer text is better than a wrong one.
 */
export function gsm7(text: string): string {
  return [...text.normalize('NFC')].map(inAlphabet).join('');
}

function inAlphabet(character: string): string {
  if (alphabet.has(character)) return character;
  const replaced = stand[character];
  if (replaced !== undefined) return replaced;
  const base = character.normalize('NFD').replace(/\p{M}/gu, '');
  return base !== '' && [...base].every((letter) => alphabet.has(letter)) ? base : character;
}
