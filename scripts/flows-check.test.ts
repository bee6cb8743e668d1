import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const check = (...files: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/flows-check.ts', ...files], {
    encoding: 'utf8',
  });
  return { status, stdout };
};

test('our flows are fine', () => {
  expect(check()).toEqual({ status: 0, stdout: 'flows/order-pickup.json: fine\nflows/reschedule.json: fine\n' });
});

test('a flow that is not gets each finding with its place, and an error exits with 1', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flows-'));
  const file = join(folder, 'wrong.json');
  const flow = JSON.parse(readFileSync('flows/order-pickup.json', 'utf8'));
  flow.states[1].transitions[0].next = 'nobody';
  writeFileSync(file, JSON.stringify(flow));
  const { status, stdout } = check(file);
  rmSync(folder, { recursive: true });
  expect(status).toBe(1);
  expect(stdout.split('\n').slice(0, 4)).toEqual([
    expect.stringMatching(/wrong\.json: 1 error$/),
    '  error #/states/1/transitions/0/next (find_order) [save]',
    "    references a state that does not exist: 'nobody'",
    "    instead: use the name of a state, or leave 'next' out to end there",
  ]);
});
