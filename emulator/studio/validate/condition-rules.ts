import {
  alternativesOf,
  conditionHolds,
  isConditionType,
  readingOf,
  regexOf,
  valuelessConditions,
} from '../conditions';
import { type Condition, type State, textOf } from '../definition';
import { type Check, type Draft, pathOf } from './finding';
import { hasLiquid } from './templates';

interface At {
  readonly state: State;
  readonly condition: Condition;
  readonly path: string;
  /** The only condition of its transition: it alone decides. */
  readonly alone: boolean;
}

export const conditions: Check = function* ({ flow }) {
  for (const state of flow.states) {
    if (state.type !== 'split-based-on') continue;
    const path = pathOf(flow, state);
    yield* misplacedConditions(state, path);
    const all = conditionsOf(state, path);
    for (const at of all) {
      yield* wrongInput(at);
      yield* wrongValue(at);
    }
    yield* deadValues(all);
    yield* deadConditions(all);
  }
};

function* misplacedConditions(state: State, path: string): Generator<Draft> {
  for (const [index, { event, conditions: listed }] of state.transitions.entries()) {
    const place = `${path}/transitions/${index}/conditions`;
    if (event === 'match' && listed?.length === 0) {
      const message = 'a match without a condition is never taken';
      yield { rule: 'condition', path: place, message, instead: 'a condition, or no transition' };
    }
    if (event !== 'match' && listed !== undefined) {
      const message = `'${event}' is taken when nothing matches; it has no conditions`;
      yield { rule: 'condition', path: place, message, instead: 'leave it out' };
    }
  }
}

function conditionsOf(state: State, path: string): readonly At[] {
  return state.transitions.flatMap(({ conditions: listed = [] }, t) =>
    listed.map((condition, c) => ({
      state,
      condition,
      path: `${path}/transitions/${t}/conditions/${c}`,
      alone: listed.length === 1,
    })),
  );
}

function* wrongInput({ state, condition, path }: At): Generator<Draft> {
  const input = textOf(state.properties.input);
  if (condition.arguments?.length === 1 && condition.arguments[0] === input) return;
  yield {
    rule: 'condition',
    path: `${path}/arguments`,
    message: 'does not test the input of its split',
    instead: JSON.stringify([input]),
  };
}

function* wrongValue({ condition, path }: At): Generator<Draft> {
  const { type, value = '' } = condition;
  if (hasLiquid(value)) return;
  if (type === 'regex' && regexOf(value) === undefined) {
    const message = `the pattern ${value} does not compile, so it never matches`;
    yield {
      rule: 'condition',
      path: `${path}/value`,
      message,
      instead: 'correct it; it has no slashes, and is to match the whole text',
    };
  }
  const [, slashed] = (type === 'regex' && /^\/(.+)\/[a-z]*$/.exec(value.trim())) || [];
  if (slashed !== undefined) {
    const message = `the slashes of ${value} are taken for a part of the text`;
    yield { rule: 'condition', path: `${path}/value`, message, instead: `${slashed}; case makes no difference` };
  }
  if (isConditionType(type) && Number.isNaN(readingOf(type, value))) {
    const message = `${type} cannot compare with '${value}', so it never matches`;
    yield { rule: 'condition', path: `${path}/value`, message, instead: `${forms[type]}` };
  }
  if (!isList(type)) return;
  const alternatives = alternativesOf(value);
  if (alternatives.includes('')) {
    const message = 'one of the alternatives is empty';
    const instead = alternatives.filter((one) => one !== '').join(',');
    yield { rule: 'condition', path: `${path}/value`, message, instead };
  }
  for (const word of repeated(alternatives)) {
    const message = `'${word}' is listed already: case makes no difference`;
    yield { rule: 'dead-condition', path: `${path}/value`, message, instead: 'list it once' };
  }
}

const forms: Record<string, string> = {
  less_than: 'a number, such as 10',
  greater_than: 'a number, such as 10',
  is_before_time: 'a time, such as 17:30',
  is_after_time: 'a time, such as 17:30',
  is_before_date: 'a date, such as 2026-03-12',
  is_after_date: 'a date, such as 2026-03-12',
};

const isList = (type: string) => type === 'matches_any_of' || type === 'does_not_match_any_of';

function repeated(alternatives: readonly string[]): readonly string[] {
  const lower = alternatives.map((word) => word.toLowerCase());
  return alternatives.filter((word, index) => word !== '' && lower.indexOf(word.toLowerCase()) < index);
}

/** Values that an earlier transition takes: the first match wins, so these are never reached. */
function* deadValues(all: readonly At[]): Generator<Draft> {
  for (const [index, later] of all.entries()) {
    if (!later.alone) continue;
    for (const word of new Set(literalsOf(later.condition))) {
      const earlier = all.slice(0, index).find((at) => at.alone && takes(at.condition, word));
      if (earlier === undefined) continue;
      yield {
        rule: 'dead-condition',
        path: `${later.path}/value`,
        message: `'${word}' is never matched here: '${earlier.condition.friendly_name}' above takes it`,
        instead: 'take it out, or move this transition up',
      };
    }
  }
}

/** Conditions that hold for no text for which an earlier one does not hold already. */
function* deadConditions(all: readonly At[]): Generator<Draft> {
  for (const [index, later] of all.entries()) {
    if (!later.alone || literalsOf(later.condition).length > 0) continue;
    const earlier = all.slice(0, index).find((at) => at.alone && covers(at.condition, later.condition));
    if (earlier === undefined) continue;
    yield {
      rule: 'dead-condition',
      path: `${later.path}/value`,
      message: `never matches here: '${earlier.condition.friendly_name}' above takes all of it`,
      instead: 'take it out, or move this transition up',
    };
  }
}

function covers(earlier: Condition, later: Condition): boolean {
  const [wide, narrow] = [earlier, later].map(({ value = '' }) => value.trim().toLowerCase()) as [string, string];
  if (earlier.type === later.type && valuelessConditions.includes(later.type)) return true;
  if (earlier.type === later.type && (later.type === 'regex' ? earlier.value === later.value : wide === narrow))
    return true;
  if (!isConditionType(earlier.type) || hasLiquid(wide) || hasLiquid(narrow)) return false;
  if (earlier.type === 'contains') return startsOrContains.includes(later.type) && narrow.includes(wide);
  if (earlier.type !== later.type) return false;
  if (earlier.type === 'starts_with') return narrow.startsWith(wide);
  const [from, to] = [readingOf(earlier.type, narrow), readingOf(earlier.type, wide)];
  if (from === undefined || to === undefined) return false;
  return earlier.type === 'less_than' || earlier.type.startsWith('is_before') ? from <= to : from >= to;
}

const startsOrContains: readonly string[] = ['starts_with', 'contains'];

const literalsOf = ({ type, value = '' }: Condition): readonly string[] => {
  if (hasLiquid(value)) return [];
  if (type === 'equal_to') return [value];
  return type === 'matches_any_of' ? alternativesOf(value).filter((word) => word !== '') : [];
};

const takes = ({ type, value = '' }: Condition, word: string): boolean =>
  isConditionType(type) && !hasLiquid(value) && conditionHolds(type, word, value);

/** Carriers act on these words, alone in a text: after the first eight, everything that is sent fails with 21610. */
export const carrierWords = [
  ...['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'],
  ...['start', 'unstop', 'help', 'info'],
] as const;

export const optOutWords: Check = function* ({ flow }) {
  for (const state of flow.states) {
    if (state.type !== 'split-based-on') continue;
    for (const { condition, path } of conditionsOf(state, pathOf(flow, state))) {
      const words = literalsOf(condition).filter((word) => carrierWords.some((one) => one === word.toLowerCase()));
      for (const word of words) {
        yield {
          rule: 'opt-out-word',
          path: `${path}/value`,
          message: `'${word}' is a word that carriers act on: whoever texts it alone opts out, in, or gets their help`,
          instead: `another word, or two, such as '${word.toUpperCase()} ORDER'`,
        };
      }
    }
  }
};
