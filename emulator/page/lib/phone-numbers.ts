const e164 = /^\+[1-9]\d{6,14}$/;

/** '+15005550113' from what a person types ('+1 (500) 555-0113'); undefined when it cannot be a number with its country code. */
export function parseNumber(typed: string): string | undefined {
  const number = typed.replace(/[\s().\-–]/g, '');
  return e164.test(number) ? number : undefined;
}

/** '•••• 0113': enough to tell phones apart, not enough to read over a shoulder. */
export const maskNumber = (number: string): string => `•••• ${number.slice(-4)}`;

/** '+1 500 555 0113' for numbers of the North American plan; others as they are. */
export const spaceNumber = (number: string): string => number.replace(/^(\+1)(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3 $4');

/** A number that nobody has yet: one more than the highest of those given. */
export function nextNumber(numbers: readonly string[]): string {
  const known = numbers.filter((number) => e164.test(number)).map((number) => Number(number.slice(1)));
  return `+${Math.max(15005550100, ...known) + 1}`;
}
