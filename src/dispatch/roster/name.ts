import { gsm7 } from '../../messages/gsm7';

/** Texts show names beside links; a longer one would cost a segment. */
export const NAME_LIMIT = 30;

/** A name as people may be shown it: letters, spaces and what stands between them; no link, no number, nothing that looks like a command. */
export function personName(text: string): string | undefined {
  const name = gsm7(text.normalize('NFKC').replace(/\s+/g, ' ').trim());
  if (name.length === 0 || name.length > NAME_LIMIT) return undefined;
  return /^\p{L}[\p{L}\p{M}'. -]*$/u.test(name) && !/\.\p{L}/u.test(name) ? name : undefined;
}
