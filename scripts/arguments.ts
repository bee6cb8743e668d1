import { type ParseArgsConfig, parseArgs } from 'node:util';
import { exactNumber } from '../src/numbers';
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
  return parsed({ args, options, allowPositionals: false }).values;
}

/**
 * The same for a command that takes a person's number beside its options.
 *
 * @throws {SettingsError} for something that is no number in E.164, and for more than one
 */
export function optionsAndNumber<T extends NonNullable<ParseArgsConfig['options']>>(options: T) {
  const { values, positionals } = parsed({ args: ownArguments(), options, allowPositionals: true });
  const [text, ...more] = positionals;
  if (more.length > 0) throw new SettingsError([`One number at a time, please, and not ${positionals.join(' and ')}.`]);
  const number = text === undefined ? undefined : exactNumber(text);
  if (text !== undefined && number === undefined)
    throw new SettingsError([`${text} is not a whole number with its country, such as +12025550123.`]);
  return { values, number };
}

function parsed<T extends ParseArgsConfig>(config: T) {
  try {
    // `npm run x -- --yes` puts a second `--` between ours and the operator's
    return parseArgs({ ...config, args: config.args?.filter((arg) => arg !== '--') });
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)]);
  }
}

export const ownArguments = (argv: readonly string[] = process.argv): string[] =>
  argv.slice(2).filter((arg) => arg !== '--');
