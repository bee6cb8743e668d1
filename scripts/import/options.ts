import { parseArgs } from 'node:util';
import { limits } from '../../src/reminders/arguments';
import { isTimeZone } from '../../src/reminders/times';
import { environmentFrom, SettingsError } from '../deploy/settings';
import { columnNamed } from './csv/columns';
import { type DateOrder, dateOrders, type Fields } from './line';

export const usage = `npm run import -- FILE.csv | FILE.ics [options]

Books the appointments of a file with the reminder API. The same file again, or after an interruption, makes nothing twice.
What is refused is listed, and stands with the reason in FILE.refused.csv, to be corrected and imported.

  --dry-run               only say, line by line, what would be booked and when which text would leave
  --map FIELD=COLUMN      what a column is, e.g. --map phone=Telefon; of a calendar, which property, e.g. --map phone=X-MOBIL
                          an empty COLUMN takes none: --map participant=
  --set FIELD=VALUE       a value for lines that have none, e.g. --set notify_window=48,2 (24 unless it is said)
  --time-zone ZONE        for times without one, e.g. America/New_York
  --default-country CC    for numbers without a country code, e.g. US
  --dates dmy | mdy       how 03/04/2027 is meant
  --days N                how far ahead repeated events are booked (180)

  --url URL               where to, if not to SERVICE_URL or PUBLIC_URL; REMINDER_API_KEY is the key
  --env-file FILE         where these stand (.env; without one, .local/emulator.env, which \`npm start\` writes)
  --environment dev       which deployment, where neither is set and the account is asked
  --at-once N             lines under way at once (4, at most 20)

FIELD is one of phone, appointment_time, date, clock, time_zone, notify_window, location, participant, language, quiet_hours.
Exits with 0 when all is booked, 1 when lines were refused, 2 when it did not come to its end.`;

export interface ImportOptions {
  readonly file: string;
  readonly dryRun: boolean;
  readonly map: ReadonlyMap<string, string>;
  readonly defaults: Fields;
  readonly timeZone: string | undefined;
  readonly country: string | undefined;
  readonly dateOrder: DateOrder | undefined;
  readonly horizonDays: number;
  readonly url: string | undefined;
  readonly envFile: string | undefined;
  readonly environment: string;
  readonly atOnce: number;
}

/** @throws {SettingsError} with all that is wrong. 'help': whoever asks wants to know how. */
export function importOptions(args: readonly string[]): ImportOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const problems: string[] = [];
  const [file = '', ...more] = positionals;
  if (file === '') problems.push('Which file? npm run import -- appointments.csv; --help says more.');
  if (more.length > 0) problems.push(`One file at a time: ${more.join(' ')}`);
  const [country, dates, timeZone] = [values['default-country']?.toUpperCase(), values.dates, values['time-zone']];
  if (country !== undefined && !/^[A-Z]{2}$/.test(country)) problems.push('--default-country is two letters, e.g. US.');
  if (timeZone !== undefined && !isTimeZone(timeZone))
    problems.push(`--time-zone ${timeZone}: there is none of that name.`);
  const dateOrder = dateOrders.find((order) => order === dates);
  if (dates !== undefined && dateOrder === undefined) problems.push('--dates is dmy or mdy.');
  const count = (name: 'days' | 'at-once', most: number): number => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1 || number > most)
      problems.push(`--${name} is a whole number from 1 to ${most}.`);
    return number;
  };
  const [horizonDays, atOnce] = [count('days', limits.hoursBefore / 24), count('at-once', 20)];
  const map = pairs('map', values.map ?? [], problems);
  const defaults = pairs('set', values.set ?? [], problems);
  for (const field of defaults.keys()) {
    if (['contact_number', 'appointment_time', 'date', 'clock'].includes(field))
      problems.push(`--set ${field}: each line has its own.`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    file,
    dryRun: values['dry-run'],
    map,
    defaults: { notify_window: '24', ...Object.fromEntries(defaults) },
    timeZone,
    country,
    dateOrder,
    horizonDays,
    url: values.url,
    envFile: values['env-file'],
    environment: environmentFrom(values.environment),
    atOnce,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.filter((arg) => arg !== '--'),
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        'dry-run': { type: 'boolean', default: false },
        map: { type: 'string', multiple: true },
        set: { type: 'string', multiple: true },
        'time-zone': { type: 'string' },
        'default-country': { type: 'string' },
        dates: { type: 'string' },
        days: { type: 'string', default: '180' },
        url: { type: 'string' },
        'env-file': { type: 'string' },
        environment: { type: 'string', default: 'dev' },
        'at-once': { type: 'string', default: '4' },
      },
    });
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error)]);
  }
}

/** 'phone=Telefon' as contact_number: Telefon. */
function pairs(option: string, given: readonly string[], problems: string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of given) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    const column = columnNamed(name);
    if (column === undefined) problems.push(`--${option} ${pair}: it is FIELD=VALUE, with a field that --help names.`);
    else found.set(column, value.trim());
  }
  return found;
}
