import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly port: number;
  readonly ephemeral: boolean;
  readonly open: boolean;
  readonly envFile: string | undefined;
  /** Settings of the Functions, by name. */
  readonly settings: Readonly<Record<string, string>>;
}

export const usage = `npm start [-- --port 4600 --ephemeral --no-open --env-file PATH --set NAME=VALUE]

  --port N       the page and the control API; the deployed service is on N + 1
  --ephemeral    keep nothing: start from nothing, forget everything
  --no-open      do not open the page in a browser
  --env-file F   where to write what other programs need to reach the local Twilio
  --set N=V      a setting as in .env.example, such as RESCHEDULE=true; may be given several times`;

/**
 * Our own arguments. The start script ends with `--`, because Node 20 takes an `--env-file` before one for its own, wherever it stands.
 */
export const argumentsOf = (argv: readonly string[]): string[] => argv.slice(argv[2] === '--' ? 3 : 2);

export function startOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4600' },
      ephemeral: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      'env-file': { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_534)
    throw new Error(`--port is ${values.port}; it must be a whole number up to 65534.`);
  return {
    port,
    ephemeral: values.ephemeral,
    open: !values['no-open'],
    envFile: values['env-file'],
    settings: settingsIn(values.set),
  };
}

function settingsIn(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`--set is ${text}; it must be like RESCHEDULE=true.`);
      return [name, value];
    }),
  );
}
