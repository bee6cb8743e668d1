import { type ParseArgsConfig, parseArgs } from 'node:util';
import { SettingsError } from './deploy/settings';

/**
 * Our own arguments of `node script.ts -- …`. The scripts in package.json end with `--`, because Node 20 takes an `--env-file` before
 * one for its own, wherever it stands.
 *
 * @throws {SettingsError} for an option that there is not
 */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(options: T, argv = process.argv) {
  const args = argv.slice(2).filter((arg, index) => !(arg === '--' && index === 0));
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)]);
  }
}
