import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CoveredOperation, createEmulator } from '../../emulator';
import { operationTables, withOperations } from './operations';

const operation: CoveredOperation = {
  host: 'api.twilio.com',
  operationId: 'CreateMessage',
  method: 'POST',
  path: '/2010-04-01/Accounts/{AccountSid}/Messages.json',
  description: 'Send a [message](https://example.com) | text.\nAnd more.',
};

test('docs/emulator.md lists the operations that there are: npm run docs', async () => {
  const emulator = await createEmulator({ port: 0, caFolder: join(process.cwd(), '.local', 'test', 'ca') });
  const { operations } = emulator;
  await emulator.stop();
  const page = readFileSync('docs/emulator.md', 'utf8');
  expect(page).toBe(withOperations(page, operations));
  expect(operations.length).toBeGreaterThan(50);
});

test('an operation is a row, with the first sentence of what Twilio says of it', () => {
  expect(operationTables([operation]).split('\n').at(-1)).toBe(
    '| `CreateMessage` | POST | `/2010-04-01/Accounts/{AccountSid}/Messages.json` | Send a message / text. |',
  );
});

test('what stands around the tables stays, and a page without a place for them is refused', () => {
  const page = 'before\n<!-- operations: written by npm run docs -->\nold\n<!-- /operations -->\nafter\n';
  const written = withOperations(page, [operation]);
  expect(written).toMatch(/^before\n.*\n\n### api[\s\S]*\n<!-- \/operations -->\nafter\n$/);
  expect(written).not.toMatch(/old/);
  expect(withOperations(written, [operation])).toBe(written);
  expect(() => withOperations('nothing', [operation])).toThrow(/no place/);
});
