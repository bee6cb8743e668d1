import type { Language } from '../frontdesk';
import { en } from './en';
import { es } from './es';
import type { Catalogue } from './texts';

/** The texts as they come, by language. */
export const defaultTexts: Readonly<Record<Language, Catalogue>> = { en, es };
