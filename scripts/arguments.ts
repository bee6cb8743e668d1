import { type ParseArgsConfig, parseArgs } from 'node:util';
import { SettingsError } from './deploy/settings';

/**
 * Our own arguments of `node script.ts -- …`. The scripts in package.json end with `--`, because Node 20 takes an `--env-file` before
 * one for its own, wherever it stands.
 *
 * @throws {SettingsError} for an option that there is not
 */
export function optionsOf<T extends NonNullable<ParseArgsConfig['options']>>(
  options: T,
  args: readonly string[] = ownArguments(),
) {
  try {
    // `npm run x -- --yes` puts a second `--` between ours and the operator's
    return parseArgs({ args: args.filter((arg) => arg !== '--'), options }).values;
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)]);
  }
}

export const ownArguments = (argv: readonly string[] = process.argv): string[] =>
  argv.slice(2).filter((arg) => arg !== '--');
