import { failureText } from './failure';

interface Ending {
  /** The exit code when something goes wrong. */
  readonly failed?: number;
  /** What to do about what was begun, when it goes wrong or Ctrl-C ends it; undefined while nothing was. */
  readonly leftUndone?: () => string | undefined;
}

/**
 * Runs a command. What goes wrong is a sentence on standard error, without `secrets`, and an exit code. Whoever reads what it prints may go away
 * (`npm run deploy | head`): what was begun is finished.
 */
export function runCommand(
  main: () => Promise<unknown>,
  secrets: Readonly<Record<string, string | undefined>>,
  { failed = 1, leftUndone }: Ending = {},
): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessNobodyReads);
  const advise = () => {
    const advice = leftUndone?.();
    if (advice !== undefined) console.error(advice);
  };
  if (leftUndone !== undefined) {
    process.once('SIGINT', () => {
      advise();
      process.exit(130); // as a shell tells of Ctrl-C
    });
  }
  main().catch((error: unknown) => {
    console.error(failureText(error, secrets));
    advise();
    process.exitCode = failed;
  });
}

function unlessNobodyReads(error: NodeJS.ErrnoException) {
  if (error.code !== 'EPIPE') throw error;
}
