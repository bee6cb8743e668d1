import { FileError, type Line } from './line';
import { importLines, type Outcome } from './run';
import { type Book, ServiceError } from './service';
import { testNowMs } from './testing';

const lineOf = (line: number, given: Record<string, string> = {}): Line => ({
  line,
  cells: [],
  asked: {
    kind: 'appointment',
    fields: {
      contact_number: '+12025550123',
      appointment_time: `2027-04-01T10:00:${String(line % 60).padStart(2, '0')}Z`,
      notify_window: '24',
      ...given,
    },
    errors: [],
  },
});
async function* linesOf(count: number, failAt = Number.POSITIVE_INFINITY): AsyncGenerator<Line> {
  for (let line = 1; line <= count; line += 1) {
    if (line === failAt) throw new FileError(`Line ${line}: a quote opens here that is never closed.`);
    yield line % 5 === 0 ? lineOf(line, { contact_number: 'x' }) : lineOf(line);
  }
}
const run = async (lines: AsyncIterable<Line>, book: Book, atOnce = 3) => {
  const outcomes: Outcome[] = [];
  const stop = new AbortController();
  const onOutcome = (outcome: Outcome) => void outcomes.push(outcome);
  const ended = await importLines(lines, { book, atOnce, nowMs: () => testNowMs, stop, onOutcome });
  return { ...ended, outcomes };
};

test('each line has one outcome, and no more than so many are under way', async () => {
  let underWay = 0;
  let most = 0;
  const { tally, stopped, outcomes } = await run(linesOf(50), async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
    return { kind: 'created', id: '' };
  });
  expect(stopped).toBeUndefined();
  expect(tally).toEqual({ lines: 50, created: 40, there: 0, refused: 10, skipped: 0 });
  expect(new Set(outcomes.map(({ line }) => line.line)).size).toBe(50);
  expect(most).toBe(3);
});

test('a service that cannot be used ends it; what was done is told', async () => {
  let asked = 0;
  const { tally, stopped } = await run(linesOf(50), async () => {
    asked += 1;
    if (asked > 8) throw new ServiceError('the service answers 503, after 7 tries');
    return { kind: 'there', id: '' };
  });
  expect(stopped).toMatch(/503/);
  expect(tally.there).toBe(8);
  expect(tally.lines).toBeLessThan(50);
});

test('a file that breaks off ends it too', async () => {
  const { tally, stopped } = await run(linesOf(50, 11), async () => ({ kind: 'created', id: '' }));
  expect(stopped).toMatch(/^Line 11/);
  expect(tally.created).toBe(8);
});
