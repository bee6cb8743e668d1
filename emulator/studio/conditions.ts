/** The condition types of split-based-on. Arguments and values are rendered, then compared without case and outer white space. */
export const conditionTypes = [
  'equal_to',
  'not_equal_to',
  'matches_any_of',
  'does_not_match_any_of',
  'is_blank',
  'is_not_blank',
  'regex',
  'contains',
  'does_not_contain',
  'starts_with',
  'does_not_start_with',
  'less_than',
  'greater_than',
  'is_before_time',
  'is_after_time',
  'is_before_date',
  'is_after_date',
] as const;
export type ConditionType = (typeof conditionTypes)[number];

export const isConditionType = (type: string): type is ConditionType =>
  (conditionTypes as readonly string[]).includes(type);

/** Types that look at the argument alone. */
export const valuelessConditions: readonly string[] = ['is_blank', 'is_not_blank'];

type Test = (input: string, value: string) => boolean;

const tests: Record<ConditionType, Test> = {
  equal_to: (input, value) => input === value,
  not_equal_to: (input, value) => input !== value,
  matches_any_of: (input, value) => alternativesOf(value).includes(input),
  does_not_match_any_of: (input, value) => !alternativesOf(value).includes(input),
  is_blank: (input) => input === '',
  is_not_blank: (input) => input !== '',
  regex: (input, value) => regexOf(value)?.test(input) ?? false,
  contains: (input, value) => input.includes(value),
  does_not_contain: (input, value) => !input.includes(value),
  starts_with: (input, value) => input.startsWith(value),
  does_not_start_with: (input, value) => !input.startsWith(value),
  less_than: (input, value) => ordered(numberOf(input), numberOf(value), (a, b) => a < b),
  greater_than: (input, value) => ordered(numberOf(input), numberOf(value), (a, b) => a > b),
  is_before_time: (input, value) => ordered(minuteOf(input), minuteOf(value), (a, b) => a < b),
  is_after_time: (input, value) => ordered(minuteOf(input), minuteOf(value), (a, b) => a > b),
  is_before_date: (input, value) => ordered(dayOf(input), dayOf(value), (a, b) => a < b),
  is_after_date: (input, value) => ordered(dayOf(input), dayOf(value), (a, b) => a > b),
};

/**
 * Whether the condition holds. What cannot be compared (letters with less_than, a date that is none, a broken regex) does not.
 *
 * @see https://www.twilio.com/docs/studio/widget-library/split-based-on
 */
export function conditionHolds(type: ConditionType, argument: string, value: string): boolean {
  const input = argument.trim();
  const against = value.trim();
  // A pattern keeps its case: \D is not \d. Its flag ignores case instead.
  return type === 'regex' ? tests.regex(input, against) : tests[type](input.toLowerCase(), against.toLowerCase());
}

/** The entries of a matches_any_of value, trimmed. There is no escape for a comma. */
export const alternativesOf = (value: string): readonly string[] => value.split(',').map((entry) => entry.trim());

/** The pattern as Studio applies it: to the whole text, without case. undefined when it does not compile. */
export function regexOf(pattern: string): RegExp | undefined {
  for (const flags of ['iu', 'i']) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags);
    } catch {
      // Escapes such as \- are an error with the u flag alone.
    }
  }
  return undefined;
}

const numberOf = (text: string): number => (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN);

const minuteOf = (text: string): number => {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text) ?? [];
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : Number.NaN;
};

const dayOf = (text: string): number => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN);

const readings: Partial<Record<ConditionType, (text: string) => number>> = {
  less_than: numberOf,
  greater_than: numberOf,
  is_before_time: minuteOf,
  is_after_time: minuteOf,
  is_before_date: dayOf,
  is_after_date: dayOf,
};

/** What a type that compares makes of a text: NaN where that is no number, time or date; undefined for types that compare none. */
export const readingOf = (type: ConditionType, text: string): number | undefined => readings[type]?.(text.trim());

const ordered = (a: number, b: number, compare: (a: number, b: number) => boolean): boolean =>
  !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
