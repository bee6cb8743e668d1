import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { FlowDefinition } from '../emulator/studio/definition';
import { type Answers, talkThrough } from '../emulator/studio/terminal';
import { checkAtSave } from '../emulator/studio/validate';

/** `npm run flows:run -- FLOW [--answers FILE]`: talks a flow through in the terminal, with the way that it takes. */
const usage = 'npm run flows:run -- flows/order-pickup.json [--answers answers.json]';

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

function flowIn(file: string): FlowDefinition {
  const definition = read(file);
  const refused = checkAtSave(definition, { unresolved: true });
  const errors = refused.map(({ property_path: path, message }) => `  ${path} ${message}`);
  if (errors.length > 0) throw new Error(`Twilio would not save ${file}:\n${errors.join('\n')}`);
  return definition as FlowDefinition;
}

const ownFlows = (folder: string): Record<string, FlowDefinition> =>
  existsSync(folder)
    ? Object.fromEntries(
        readdirSync(folder)
          .filter((file) => file.endsWith('.json'))
          .map((file) => [basename(file, '.json'), read(join(folder, file)) as FlowDefinition]),
      )
    : {};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { answers: { type: 'string' } }, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined) throw new Error(usage);
  const flow = flowIn(file);
  const answers = values.answers === undefined ? {} : (read(values.answers) as Answers);

  const terminal = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
  const lines = terminal[Symbol.asyncIterator]();
  const ask = async (prompt: string) => {
    terminal.setPrompt(prompt);
    terminal.prompt();
    const { value, done } = await lines.next();
    return done ? undefined : String(value);
  };
  await talkThrough(flow, { print: console.log, ask, now: Date.now }, answers, ownFlows('flows'));
  terminal.close();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
