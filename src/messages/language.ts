import type { Language } from '../frontdesk';

const names: ReadonlyMap<string, Language> = new Map([
  ['en', 'en'],
  ['english', 'en'],
  ['ingles', 'en'],
  ['es', 'es'],
  ['espanol', 'es'],
  ['spanish', 'es'],
]);

/** The language a person means: 'es', 'ES-mx', 'Español', 'spanish'. */
export function languageNamed(text: string): Language | undefined {
  const plain = text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const word = plain.split(/[-_.]/)[0] ?? '';
  return names.get(plain) ?? (word.length === 2 ? names.get(word) : undefined);
}
