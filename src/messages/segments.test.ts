import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { segmentsOf } from './segments';

test('segments and alphabet are those that Twilio counts', () => {
  const character = fc.constantFrom('a', ' ', 'ñ', 'ß', '€', '[', '^', '\n', 'á', '월', '👍');
  const plain = fc.constantFrom('a', ' ', 'ñ', '€', '{', '\n');
  const text = (of: fc.Arbitrary<string>) => fc.array(of, { maxLength: 400 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(text(character), text(plain)), (body) => {
      const theirs = new SegmentedMessage(body);
      const { encoding, segments } = segmentsOf(body);
      expect([encoding, segments]).toEqual([theirs.encodingName, Math.max(1, theirs.segmentsCount)]);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a'.repeat(160), 1, 160, 160],
  ['a'.repeat(161), 2, 161, 306],
  ['€'.repeat(80), 1, 160, 160],
  ['월'.repeat(71), 2, 71, 134],
])('%# is cut as phones do', (body, segments, used, room) => {
  expect(segmentsOf(body)).toMatchObject({ segments, used, room });
});
