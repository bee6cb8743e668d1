import { languageNamed } from './language';

test.each([
  ['es', 'es'],
  ['ES-mx', 'es'],
  ['Español', 'es'],
  ['spanish', 'es'],
  [' English ', 'en'],
  ['en_US', 'en'],
  ['fr', undefined],
  ['constructor', undefined],
  ['', undefined],
])('%s is %s', (text, language) => expect(languageNamed(text)).toBe(language));
