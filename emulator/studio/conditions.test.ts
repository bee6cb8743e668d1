import { type ConditionType, conditionHolds, conditionTypes } from './conditions';

const table: [ConditionType, string, string, boolean][] = [
  ['equal_to', ' YES ', 'yes', true],
  ['equal_to', 'yes!', 'yes', false],
  ['not_equal_to', 'Yes', 'yes', false],
  ['not_equal_to', 'no', 'yes', true],
  ['matches_any_of', ' Yup', 'yes,yeah, yup', true],
  ['matches_any_of', 'ye', 'yes,yeah', false],
  ['does_not_match_any_of', 'yeah', 'yes,yeah', false],
  ['does_not_match_any_of', 'no', 'yes,yeah', true],
  ['is_blank', ' \n', 'Is Blank', true],
  ['is_blank', '0', 'Is Blank', false],
  ['is_not_blank', 'x', '', true],
  ['is_not_blank', ' ', '', false],
  ['regex', 'AB12', '[a-z]+\\d+', true],
  ['regex', 'AB12 x', '[a-z]+\\d+', false], // the whole text
  ['regex', 'b', 'a|b', true],
  ['regex', 'bx', 'a|b', false],
  ['regex', 'x', '\\D', true], // a pattern keeps its case
  ['regex', '5', '\\D', false],
  ['regex', 'a-b', 'a\\-b', true], // an escape that only a lenient engine takes
  ['regex', '(', '(', false], // does not compile: does not match
  ['contains', 'aab', 'A', true],
  ['contains', 'aab', 'c', false],
  ['does_not_contain', 'aab', 'A', false],
  ['does_not_contain', 'aab', 'c', true],
  ['starts_with', ' Hoot', 'hoo', true],
  ['starts_with', 'shoot', 'hoo', false],
  ['does_not_start_with', ' Hoot', 'hoo', false],
  ['does_not_start_with', 'shoot', 'hoo', true],
  ['less_than', '9', '10', true],
  ['less_than', '10', '9', false],
  ['less_than', 'a', 'b', false],
  ['less_than', '', '5', false],
  ['greater_than', '10', '9', true],
  ['greater_than', '2.5', '2.50', false],
  ['greater_than', 'b', 'a', false],
  ['is_before_time', '08:59', '9:00', true],
  ['is_before_time', '09:00', '09:00', false],
  ['is_before_time', '24:10', '25:00', false],
  ['is_after_time', '17:01', '17:00', true],
  ['is_after_time', '16:59', '17:00', false],
  ['is_before_date', '2026-03-11', '2026-03-12', true],
  ['is_before_date', '11.3.2026', '2026-03-12', false],
  ['is_after_date', '2026-03-13', '2026-03-12', true],
  ['is_after_date', '2026-03-12', '2026-03-12', false],
];

test.each(table)('%s: "%s" against "%s" is %s', (type, input, value, holds) => {
  expect(conditionHolds(type, input, value)).toBe(holds);
});

test('every type has an example that holds and one that does not', () => {
  for (const type of conditionTypes) {
    const outcomes = new Set(table.filter(([tested]) => tested === type).map(([, , , holds]) => holds));
    expect([type, [...outcomes].sort()]).toEqual([type, [false, true]]);
  }
});
