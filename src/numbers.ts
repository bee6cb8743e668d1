import { nationalLengths } from './national-lengths';
import { type E164, isE164 } from './phone';

/** The sender as Twilio names it. undefined for a short code or a name, which nobody can answer. */
export function senderNumber(from: string): E164 | undefined {
  const trimmed = from.trim();
  return isE164(trimmed) ? trimmed : undefined;
}

/**
 * A number in the one form that leaves no doubt which phone is meant: a plus sign and all digits, as many as the country has. It gives
 * somebody a right, so a number without its country, or with a digit too few, is not guessed at.
 */
export function exactNumber(text: string): E164 | undefined {
  const trimmed = text.trim();
  if (!isE164(trimmed)) return undefined;
  const digits = trimmed.slice(1);
  const lengths = nationalLengths();
  const hasItsLength = callingCodeLengths.some((length) =>
    lengths.get(digits.slice(0, length))?.includes(digits.length - length),
  );
  return hasItsLength ? trimmed : undefined;
}

const callingCodeLengths = [1, 2, 3] as const;
