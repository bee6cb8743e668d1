import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { FlowDefinition } from '../emulator/studio/definition';
import { reportOf } from '../emulator/studio/report';
import { type FunctionDoor, validateFlow } from '../emulator/studio/validate';

/**
 * `npm run flows:check`: what is wrong with our flows. `npm run flows:check -- FILE…`: with these; those of `flows/` are held to
 * our own rules, others to Twilio's and to what a customer would meet. Exits with 1 when there is an error.
 */
const root = process.cwd();
const flowsFolder = join(root, 'flows');

const ownFiles = () =>
  existsSync(flowsFolder)
    ? readdirSync(flowsFolder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => join(flowsFolder, file))
    : [];

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Our Functions, by the path that is their URL, with the visibility that is in their file's name. */
function functionsOf(folder: string): FunctionDoor[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file) && !/\.(test|d)\.[jt]s$/.test(file))
    .map((file) => {
      const [, path = '', visibility = 'public'] = /^(.*?)(?:\.(protected|private))?\.[jt]s$/.exec(file) ?? [];
      return { path: `/${path.split(sep).join('/')}`, visibility: visibility as FunctionDoor['visibility'] };
    });
}

function main(given: readonly string[]): void {
  const files = given.length > 0 ? given.map((file) => resolve(file)) : ownFiles();
  const own = ownFiles();
  const flows = Object.fromEntries(own.map((file) => [basename(file, '.json'), read(file) as FlowDefinition]));
  const functions = functionsOf(join(root, 'functions'));
  let errors = 0;
  for (const file of files) {
    const ours = own.includes(file);
    const findings = validateFlow(read(file), { ours, ...(ours && { functions, flows }) });
    errors += findings.filter(({ severity }) => severity === 'error').length;
    console.log(reportOf(relative(root, file), findings));
  }
  if (errors > 0) process.exitCode = 1;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
