import { FileError, type Reading } from '../line';

/** What a column can mean, and how it is called, apart from upper and lower case and from what is between words. */
const synonyms = {
  contact_number: [
    'phone',
    'phonenumber',
    'mobile',
    'mobilephone',
    'mobilenumber',
    'cell',
    'cellphone',
    'cellnumber',
    'telephone',
    'telephonenumber',
    'tel',
    'sms',
    'number',
    'contact',
    'contactnumber',
    'contactphone',
    'patientphone',
    'clientphone',
    'customerphone',
    'telefon',
    'handy',
    'telefono',
    'teléfono',
    'movil',
    'móvil',
    'celular',
  ],
  appointment_time: [
    'appointmenttime',
    'appointment',
    'appointmentat',
    'appointmentdatetime',
    'datetime',
    'dateandtime',
    'start',
    'starts',
    'startsat',
    'startat',
    'starttime',
    'begin',
    'begins',
    'when',
    'timestamp',
    'apptdatetime',
    'termin',
  ],
  date: ['date', 'day', 'appointmentdate', 'apptdate', 'startdate', 'datum', 'fecha'],
  clock: ['time', 'clock', 'hour', 'appttime', 'timeofday', 'uhrzeit', 'zeit', 'hora'],
  time_zone: ['timezone', 'zone', 'tz', 'tzid', 'zeitzone', 'zonahoraria'],
  notify_window: [
    'notifywindow',
    'window',
    'remindbefore',
    'hoursbefore',
    'notifyhours',
    'notice',
    'leadhours',
    'reminderhours',
  ],
  location: ['location', 'place', 'where', 'address', 'room', 'office', 'branch', 'clinic', 'ort', 'lugar'],
  participant: [
    'participant',
    'with',
    'withwhom',
    'provider',
    'doctor',
    'dr',
    'practitioner',
    'staff',
    'therapist',
    'clinician',
    'stylist',
    'advisor',
    'employee',
    'resource',
    'arzt',
    'médico',
    'medico',
  ],
  language: ['language', 'locale', 'lang', 'sprache', 'idioma'],
  quiet_hours: ['quiethours', 'quiet', 'donotdisturb'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof synonyms;
export const columnNames = Object.keys(synonyms) as Column[];

/** Says in a file of refused rows why; not a column to import. */
export const refusedColumn = 'refused_because';

const plain = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_\-./:()#]+/g, '');

const meaning: ReadonlyMap<string, Column> = new Map(
  columnNames.flatMap((column) => [plain(column), ...synonyms[column]].map((name) => [name, column] as const)),
);

/** `time` beside a date is a time of day; alone it is the appointment's. */
const alone = (column: Column, all: ReadonlySet<Column>): Column =>
  column === 'clock' && !all.has('date') && !all.has('appointment_time') ? 'appointment_time' : column;

/** What each cell of a row means; undefined for what is not imported. */
export type Columns = readonly (Column | undefined)[];

/** How many of these names are known: the delimiter that makes most sense of the first line is the file's. */
export const knownIn = (names: readonly string[], { map }: Pick<Reading, 'map'>): number =>
  names.filter((name) => meaning.has(plain(name)) || [...map.values()].some((each) => plain(each) === plain(name)))
    .length;

/** A name of a column as the operator gives it: one of ours, or a synonym. */
export const columnNamed = (name: string): Column | undefined => meaning.get(plain(name));

/**
 * What the columns with these names mean. Of two that mean the same, the first is taken.
 *
 * @throws {FileError} when there is no phone or no time among them, or a name that `map` gives is not there
 */
export function columnsOf(names: readonly string[], { map }: Pick<Reading, 'map'>): Columns {
  const mapped = new Map<number, Column>();
  for (const [name, header] of map) {
    const column = columnNamed(name);
    if (column === undefined)
      throw new FileError(`--map ${name}=…: there is no such field; there are ${columnNames.join(', ')}.`);
    if (header === '') continue;
    const at = names.findIndex((each) => plain(each) === plain(header));
    if (at < 0)
      throw new FileError(
        `--map ${name}=${header}: the first line has no column '${header}'. It has: ${shown(names)}.`,
      );
    mapped.set(at, column);
  }
  const decided = new Set([...map.keys()].map(columnNamed));
  const guessed = names.map((name, at) => {
    const column = mapped.get(at) ?? meaning.get(plain(name));
    return column !== undefined && !mapped.has(at) && decided.has(column) ? undefined : column;
  });
  const all = new Set(guessed.filter((column) => column !== undefined));
  const seen = new Set<Column>();
  const columns = guessed.map((column, at) => {
    const meant = column && (mapped.has(at) ? column : alone(column, all));
    if (meant === undefined || seen.has(meant)) return undefined;
    seen.add(meant);
    return meant;
  });
  const missing = [
    ...(seen.has('contact_number') ? [] : ['a phone (e.g. --map phone=Telefon)']),
    ...(seen.has('appointment_time') || seen.has('date')
      ? []
      : ['a time, or a date and a time (e.g. --map date=Datum)']),
  ];
  if (missing.length > 0) {
    throw new FileError(
      `The first line must name the columns, and names none for ${missing.join(', nor ')}. It has: ${shown(names)}.`,
    );
  }
  return columns;
}

const shown = (names: readonly string[]): string =>
  names
    .map((name) => `'${name.trim().slice(0, 40)}'`)
    .slice(0, 30)
    .join(', ');
