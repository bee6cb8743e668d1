import type { Line, Reading } from '../line';
import { allOf, inPieces, reading } from '../testing';
import { readCsv } from './read-csv';

const read = async (text: string, given: Partial<Reading> = {}): Promise<Line[]> =>
  allOf(await readCsv(inPieces(text), reading(given)));
const fieldsOf = ({ asked }: Line) => (asked.kind === 'appointment' ? asked.fields : undefined);
const errorsOf = ({ asked }: Line) => (asked.kind === 'appointment' ? asked.errors : undefined);
const refused = (text: string, given: Partial<Reading> = {}) => expect(read(text, given)).rejects;

const appointment = {
  contact_number: '+12025550123',
  appointment_time: '2027-03-22T13:00',
  time_zone: 'America/New_York',
  notify_window: '24',
};

test("the API's own names", async () => {
  const [line, ...more] = await read(
    'contact_number,appointment_time,time_zone,notify_window,location,participant,language,quiet_hours\n' +
      '12025550123,2027-03-22T13:00,America/New_York,"48,2",Main Hall,Dr Ito,es,21:00-08:00\n',
  );
  expect(more).toEqual([]);
  expect(line).toMatchObject({ line: 2, asked: { errors: [] } });
  expect(fieldsOf(line!)).toEqual({
    ...appointment,
    notify_window: '48,2',
    location: 'Main Hall',
    participant: 'Dr Ito',
    language: 'es',
    quiet_hours: '21:00-08:00',
  });
});

test.each([
  ['Phone Number,Date,Time,Time Zone\n', ','],
  ['Mobile;date;TIME;zone\n', ';'],
  ['cell\tAppointment Date\tAppt. time\tTZ\n', '\t'],
  ['sep=;\nTeléfono;Fecha;Hora;time_zone\n', ';'],
])('other names and delimiters: %j', async (head, delimiter) => {
  const row = ['12025550123', '2027-03-22', '1:00 PM', 'America/New_York'].join(delimiter);
  const lines = await read(`${head}${row}\n`);
  expect(lines.map(fieldsOf)).toEqual([appointment]);
});

test('a name that nobody knows is said with --map, and takes the place of one that is guessed', async () => {
  const text = 'Nummer,Phone,when,zone\n12025550123,99,2027-03-22 13:00,America/New_York\n';
  const [line] = await read(text, { map: new Map([['contact_number', 'nummer']]) });
  expect(fieldsOf(line!)).toMatchObject({ contact_number: '+12025550123', appointment_time: '2027-03-22 13:00' });
});

test('--map with nothing takes no column', async () => {
  const text = 'phone,time,doctor\n12025550123,2027-03-22T13:00Z,Dr Ito\n';
  const [line] = await read(text, { map: new Map([['participant', '']]) });
  expect(fieldsOf(line!)).not.toHaveProperty('participant');
});

test('what the first line must name', async () => {
  await refused('Name,Nummer\nAnn,x\n').toThrow(/names none for a phone .*, nor a time/);
  await refused('phone,time\n', { map: new Map([['contact_number', 'Telefon']]) }).toThrow(/no column 'Telefon'/);
  await refused('').toThrow('The file is empty.');
  await refused('\n\n').toThrow('The file is empty.');
});

test('what is not used is said', async () => {
  const { notes } = await readCsv(inPieces('name,phone,time,duration\n'), reading());
  expect(notes).toEqual([expect.stringMatching(/^Not used: name, duration /)]);
});

test('quoted line breaks and quotes, empty lines, and the line numbers after them', async () => {
  const lines = await read(
    'phone,time,doctor\n\n12025550123,2027-03-22T13:00Z,"Dr ""Z""\nIto"\n  \n12025550124,2027-03-22T13:00Z,\n',
  );
  expect(lines.map(({ line }) => line)).toEqual([3, 6]);
  expect(lines.map((line) => fieldsOf(line)?.participant)).toEqual(['Dr "Z" Ito', undefined]);
});

test('a last line without an end', async () => {
  expect(await read('phone,time\n12025550123,2027-03-22T13:00Z')).toHaveLength(1);
});

test('values for lines that have none, the zone and the country', async () => {
  const lines = await read(
    'phone,time,zone\n(202) 555-0123,2027-03-22 13:00,\n+34 612 345 678,2027-03-22 13:00,Europe/Madrid\n',
    {
      defaults: { notify_window: '48,2', location: 'Main Hall' },
      timeZone: 'America/New_York',
      country: 'US',
    },
  );
  expect(lines.map(fieldsOf)).toMatchObject([
    { contact_number: '+12025550123', time_zone: 'America/New_York', location: 'Main Hall', notify_window: '48,2' },
    { contact_number: '+34612345678', time_zone: 'Europe/Madrid' },
  ]);
});

test('all that cannot be read of a line is said, by field', async () => {
  const [line] = await read('phone,date,time\n12345,3/4/2027,1pm,what\n');
  expect(errorsOf(line!)?.map(({ field }) => field)).toEqual(['line', 'contact_number', 'appointment_time']);
});

test('a quote that is never closed ends the import, and says where it opens', async () => {
  const rows = '12025550123,2027-03-22T13:00Z,Ito\n'.repeat(20_000);
  await expect(
    readCsv(inPieces(`phone,time,doctor\n12025550123,2027-03-22T13:00Z,"Ito\n${rows}`, 65_536), reading()).then(allOf),
  ).rejects.toThrow('Line 2: a quote opens here');
});

test('what was refused once can be imported again: its reason is no column', async () => {
  const source = await readCsv(inPieces('phone,time,refused_because\n1,2,contact_number x\n'), reading());
  expect(source.header).toEqual(['phone', 'time']);
  expect((await allOf(source)).map(({ cells }) => cells)).toEqual([['1', '2']]);
});
