import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { smallPhoneMetadata } from './phone-metadata';

/** The source files of all Functions: everything under functions/ that is not a test. */
export function functionSources(root: string): string[] {
  return readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join('functions', file))
    .sort();
}

/**
 * One self-contained file per Function. Twilio lays files out flat, so a relative require between them works on one's own machine and fails
 * there; `twilio` stays outside because a TwiML answer must be an instance of the platform's own class.
 */
export function functionsBuild(root: string): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: functionSources(root),
    outbase: 'functions',
    outdir: 'dist/functions',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: [smallPhoneMetadata],
    // The same code, for engines that know classes: two thirds of it
    alias: { 'libphonenumber-js/core': 'libphonenumber-js/core/es6' },
    external: ['twilio', 'twilio/*', '@twilio/*'],
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: true,
    keepNames: true, // for the stack traces in the debugger
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  };
}
