import type { Language } from '../frontdesk';

const names: Readonly<Record<string, Language>> = {
  en: 'en',
  english: 'en',
  ingles: 'en',
  es: 'es',
  espanol: 'es',
  spanish: 'es',
};

/** The language a person means: 'es', 'ES-mx', 'Español', 'spanish'. */
export function languageNamed(text: string): Language | undefined {
  const plain = text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const word = plain.split(/[-_.]/)[0] ?? '';
  return names[plain] ?? (word.length === 2 ? names[word] : undefined);
}
