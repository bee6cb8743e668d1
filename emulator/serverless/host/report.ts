import { format, inspect } from 'node:util';
import type { ConsoleLevel, FromHost } from './messages';
import { currentRun } from './runs';

const maxCharacters = 16_384;

export function send(message: FromHost): void {
  if (process.connected) process.send?.(message);
}

export function report(level: ConsoleLevel, text: string, run = currentRun()?.id): void {
  send({ kind: 'console', run, level, text: text.slice(0, maxCharacters) });
}

export const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : inspect(error, { depth: 4 });

/** Sends what Function code writes to its console to the emulator, with the run that wrote it. */
export function replaceConsole(): void {
  const levels: Record<string, ConsoleLevel> = {
    log: 'log',
    info: 'info',
    warn: 'warn',
    error: 'error',
    debug: 'debug',
    trace: 'debug',
  };
  for (const [method, level] of Object.entries(levels)) {
    Object.assign(console, { [method]: (...args: unknown[]) => report(level, format(...args)) });
  }
}
