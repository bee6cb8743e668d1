import type { Fault } from '../../emulator/net/faults';
import type { Answer, Reminder } from '../../src/reminders/reminder';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { momentOf, type Trouble, troublesOf } from '../frontdesk/crash';
import { type Desk, signIn } from '../frontdesk/desk';
import type { Heard, Phone } from '../frontdesk/phone';
import { syncItems } from '../frontdesk/sync';
import { type Api, apiOf, appointment, day, hour, minute, start } from './api';

// At every API call of a Function: it is refused, it fails, its answer is lost, or the Function dies before or after it. Cron goes on ticking.
// Then the appointment comes: whoever was told that there is a reminder is reminded once, whoever was told that there is none hears nothing.
// Each trouble happens to a patient of its own, many beside each other in one front desk.

let frontdesk: TestFrontdesk;
let api: Api;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ frozenAt: start, rateLimits: false });
  api = apiOf(frontdesk);
});
afterAll(() => frontdesk.stop());

/** What the API answered; undefined when the Function died, or nobody asked the API. */
type Told = { status: number; id?: string } | undefined;

interface Patient {
  readonly no: number; // from 1
  readonly phone: Phone;
  readonly id: string | undefined; // of the reminder that was given
}

interface Case {
  readonly name: string;
  readonly given?: (phone: Phone, no: number) => Promise<string>;
  /** When all is given and before the troubles begin. */
  readonly eve?: () => Promise<void>;
  /** What the trouble strikes. */
  readonly act: (patient: Patient) => Promise<Told>;
  /** What somebody does about it later, when all works again. */
  readonly again?: (patient: Patient) => Promise<Told>;
  /** How many reminders the phone may have heard in the end, after that answer. */
  readonly heard: (told: Told) => readonly number[];
  /** Words that must not be in any of them, after that answer. */
  readonly never?: (told: Told) => RegExp | undefined;
  /** What else must be so in the end; answers what is not. */
  readonly promises?: (patient: Patient, stored: Reminder | undefined, texts: readonly Heard[]) => string[];
}

const contactOf = ({ number }: Phone) => number.slice(1);

const calling = async (action: string, body: unknown, headers?: Record<string, string>): Promise<Told> => {
  try {
    const { status, body: answer } = await api.call(action, body, headers);
    return answer.message === undefined ? undefined : { status, id: answer.reminder_id };
  } catch {
    await frontdesk.emulator.world.causes.settled();
    return undefined; // what a Function that died leaves is not JSON
  }
};
const creating = ({ phone }: Patient, fields: object = {}, headers?: Record<string, string>) =>
  calling('create', { ...appointment, contact_number: contactOf(phone), ...fields }, headers);
const keyOf = (no: number) => ({ 'idempotency-key': `k${no}` });
const updating = ({ id }: Patient, fields: object) => calling('update', { reminder_id: id, ...fields });

let desk: Desk;
/** The first of those who suffer signs in for all. */
const signedIn = async (no: number) => {
  if (no <= 1) desk = await signIn(frontdesk);
};
/** A press at the desk, which its page repeats while nobody answers. */
const pressing = async (what: string, { id, no }: Patient): Promise<Told> => {
  const actionId = `the-press-of-${no}`;
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      const { status, body } = await desk.post<{ reminder?: object }>(`reminders/${what}`, { id, actionId });
      if (body.message !== undefined || body.reminder !== undefined) return { status, id };
    } catch {
      await frontdesk.emulator.world.causes.settled();
    }
  }
  return undefined;
};

const booked = (phone: Phone) => api.book({ contact_number: contactOf(phone) });
/** Reminded at once, since it is so soon. */
const reminded = (phone: Phone) =>
  api.book({ contact_number: contactOf(phone), appointment_time: '2027-03-20T22:00Z', notify_window: 24 });

const whenTold =
  (succeeded: readonly number[], failed: readonly number[], died: readonly number[]) =>
  (told: Told): readonly number[] =>
    told === undefined ? died : told.status === 200 ? succeeded : failed;

/** The text of each is due a second after the one before, so that the clock can be moved to one after the other. */
const dueMs = (no: number) => Date.parse(start) + hour + no * 1000;
const dueAlone = (phone: Phone, no: number) =>
  api.book({ contact_number: contactOf(phone), appointment_time: new Date(dueMs(no) + day).toISOString() });
const untilDue = async ({ no }: Patient): Promise<Told> => {
  await frontdesk.emulator.world.clock.moveTo(dueMs(no));
  await frontdesk.emulator.world.causes.settled();
  return undefined;
};
const beforeTheFirst = () => frontdesk.emulator.world.clock.moveTo(dueMs(0));
const unreachable = (errorCode: number) => (patient: Patient) => {
  frontdesk.emulator.messaging.setHandset(patient.phone.number, { reachable: false, errorCode });
  return untilDue(patient);
};

const staffTold = ({ phone }: Patient): number =>
  frontdesk.admin.allHeard().filter(({ body }) => body.includes(phone.number)).length;
const failedFor = (
  patient: Patient,
  stored: Reminder | undefined,
  texts: readonly Heard[],
  { tries, code }: { tries: number; code: number },
): string[] => {
  const broken: string[] = [];
  if (texts.length !== tries) broken.push(`was tried ${texts.length} times`);
  const [text] = stored?.texts ?? [];
  if (text?.state !== 'failed' || text.code !== code) broken.push(`is ${text?.state}, error ${text?.code}`);
  if (staffTold(patient) !== 1) broken.push(`staff were told ${staffTold(patient)} times`);
  return broken;
};

const sidOf = ({ no }: Patient) => `SM${String(no).padStart(32, '0')}`;
const replying = (body: string, answer: Answer): Pick<Case, 'given' | 'act' | 'again' | 'heard' | 'promises'> => ({
  given: reminded,
  act: async (patient) => {
    await patient.phone.texts(body, { sid: sidOf(patient) });
    return undefined;
  },
  again: async (patient) => {
    await patient.phone.texts(body, { sid: sidOf(patient), via: 'fallback' });
    return undefined;
  },
  heard: () => [1],
  promises({ phone }, stored) {
    const broken: string[] = [];
    if (stored?.answer?.answer !== answer) broken.push(`the answer is ${stored?.answer?.answer}`);
    const confirmation = answer === 'yes' ? /marked confirmed/ : /marked canceled/;
    if (!phone.allHeard().some((text) => confirmation.test(text.body))) broken.push('was not told so');
    const other = answer === 'yes' ? /marked canceled/ : /marked confirmed/;
    if (phone.allHeard().some((text) => other.test(text.body))) broken.push('was told the contrary');
    return broken;
  },
});

const cases: readonly Case[] = [
  { name: 'create', act: (patient) => creating(patient), heard: whenTold([1], [0], [0, 1]) },
  {
    name: 'create with two windows',
    act: (patient) => creating(patient, { notify_window: [24, 2] }),
    heard: whenTold([2], [0], [0, 2]),
  },
  {
    name: 'create again after a failure',
    act: (patient) => creating(patient),
    again: (patient) => creating(patient),
    heard: (told) => (told?.status === 200 || told?.status === 409 ? [1] : []),
  },
  {
    name: 'create again under an Idempotency-Key',
    act: (patient) => creating(patient, {}, keyOf(patient.no)),
    again: (patient) => creating(patient, {}, keyOf(patient.no)),
    heard: (told) => (told?.status === 200 ? [1] : []),
  },
  {
    name: 'delete',
    given: booked,
    act: ({ id }) => calling('delete', { reminder_id: id }),
    heard: whenTold([0], [0, 1], [0, 1]),
  },
  {
    name: 'delete until it is gone',
    given: booked,
    act: ({ id }) => calling('delete', { reminder_id: id }),
    again: ({ id }) => calling('delete', { reminder_id: id }),
    heard: (told) => (told?.status === 200 || told?.status === 404 ? [0] : []),
  },
  {
    name: 'delete, and create again under the same Idempotency-Key',
    given: async (phone, no) => (await creating({ phone, no, id: undefined }, {}, keyOf(no)))?.id ?? '',
    act: ({ id }) => calling('delete', { reminder_id: id }),
    again: async (patient) => {
      await calling('delete', { reminder_id: patient.id });
      return creating(patient, {}, keyOf(patient.no));
    },
    heard: (told) => (told?.status === 409 ? [0] : []),
  },
  {
    name: 'update of the place',
    given: booked,
    act: (patient) => updating(patient, { location: 'Main Hall' }),
    heard: () => [1],
    never: (told) => (told?.status === 200 ? /Central Park/ : undefined),
  },
  {
    name: 'update of the time',
    given: booked,
    act: (patient) => updating(patient, { appointment_time: '2027-03-23T10:00Z' }),
    heard: () => [1],
    never: (told) => (told?.status === 200 ? /Monday/ : undefined),
  },
  {
    name: 'update of the time until it is told',
    given: booked,
    act: (patient) => updating(patient, { appointment_time: '2027-03-23T10:00Z' }),
    again: (patient) => updating(patient, { appointment_time: '2027-03-23T10:00Z' }),
    heard: (told) => (told?.status === 200 ? [1] : []),
    never: () => /Monday/,
  },
  {
    name: 'update of the phone',
    given: booked,
    act: (patient) => updating(patient, { contact_number: contactOf(otherPhone(patient)) }),
    heard: whenTold([0], [0, 1], [0, 1]),
    promises: (patient, stored) => {
      const texts = textsTo(otherPhone(patient)).length;
      return texts === (stored === undefined ? 1 : 0) ? [] : [`the other phone heard ${texts}`];
    },
  },
  {
    name: 'cancel at the desk',
    given: async (phone, no) => {
      await signedIn(no);
      return booked(phone);
    },
    act: (patient) => pressing('cancel', patient),
    heard: whenTold([0], [0, 1], [0, 1]),
  },
  {
    name: 'restore at the desk',
    given: async (phone, no) => {
      await signedIn(no);
      const id = await booked(phone);
      await pressing('cancel', { no: 1000 + no, phone, id });
      return id;
    },
    act: (patient) => pressing('restore', patient),
    heard: whenTold([1], [0, 1], [0, 1]),
  },
  {
    name: 'send again at the desk',
    given: async (phone, no) => {
      await signedIn(no);
      const id = await reminded(phone);
      await frontdesk.advance(4 * minute);
      return id;
    },
    act: (patient) => pressing('resend', patient),
    heard: whenTold([2], [1, 2], [1, 2]),
  },
  {
    name: 'STOP',
    given: booked,
    act: async ({ phone }) => {
      await phone.texts('STOP');
      return undefined;
    },
    heard: () => [0],
  },
  {
    name: '!lang, with a text scheduled',
    given: booked,
    act: async (patient) => {
      await patient.phone.texts('!lang es', { sid: sidOf(patient) });
      return undefined;
    },
    again: async (patient) => {
      await patient.phone.texts('!lang es', { sid: sidOf(patient), via: 'fallback' });
      return undefined;
    },
    heard: () => [1],
    never: () => /You have an appointment/,
  },
  { name: 'Yes', ...replying('Yes', 'yes') },
  {
    name: 'No, with another text to come',
    ...replying('No', 'no'),
    given: (phone) =>
      api.book({ contact_number: contactOf(phone), appointment_time: '2027-03-20T22:00Z', notify_window: [24, 2] }),
  },
  {
    name: 'No, with another text to come, that nobody repeats',
    given: (phone) =>
      api.book({ contact_number: contactOf(phone), appointment_time: '2027-03-20T22:00Z', notify_window: [24, 2] }),
    act: async (patient) => {
      await patient.phone.texts('No', { sid: sidOf(patient) });
      return undefined;
    },
    heard: () => [1, 2],
    promises(_, stored, texts) {
      const due = stored?.answer === undefined ? 2 : 1; // what was not taken down as a No must not keep a text from them
      return texts.length === due ? [] : [`answered ${stored?.answer?.answer}, and heard ${texts.length}`];
    },
  },
  {
    name: 'a text that leaves and is delivered',
    given: dueAlone,
    eve: beforeTheFirst,
    act: untilDue,
    heard: () => [1],
    promises(patient, stored, texts) {
      const broken: string[] = [];
      if (texts.length !== 1) broken.push(`was texted ${texts.length} times`);
      if (stored?.texts[0]?.state !== 'delivered') broken.push(`is ${stored?.texts[0]?.state}`);
      if (staffTold(patient) > 0) broken.push('staff were told');
      return broken;
    },
  },
  {
    name: 'a text to a phone that is off for a while',
    given: dueAlone,
    eve: beforeTheFirst,
    act: unreachable(30003),
    again: async ({ phone }) => {
      frontdesk.emulator.messaging.setHandset(phone.number, { reachable: true });
      return undefined;
    },
    heard: () => [1],
    promises(patient, stored, texts) {
      const broken: string[] = [];
      if (texts.length !== 2) broken.push(`was tried ${texts.length} times`);
      if (stored?.texts[0]?.state !== 'delivered') broken.push(`is ${stored?.texts[0]?.state}`);
      if (staffTold(patient) > 0) broken.push('staff were told');
      return broken;
    },
  },
  {
    name: 'a text to a phone that stays off',
    given: dueAlone,
    eve: beforeTheFirst,
    act: unreachable(30003),
    heard: () => [0],
    promises: (patient, stored, texts) => failedFor(patient, stored, texts, { tries: 4, code: 30003 }),
  },
  {
    name: 'a text to a number that does not exist',
    given: dueAlone,
    eve: beforeTheFirst,
    act: unreachable(30005),
    heard: () => [0],
    promises: (patient, stored, texts) => failedFor(patient, stored, texts, { tries: 1, code: 30005 }),
  },
];

/** So many patients at once that a tick can look after all of them in its ten seconds, also on a busy machine. */
const atOnce = 24;

/** Whose number an appointment is corrected to. */
const otherPhone = ({ no }: Patient) => frontdesk.phone(`+1222444${String(4000 + no)}`);

const phoneOf = (no: number) => frontdesk.phone(`+1222333${String(4000 + no)}`);

async function tickAfter(durationMs: number) {
  await frontdesk.advance(durationMs);
  expect((await frontdesk.tick()).status).toBe(200);
  await frontdesk.emulator.world.causes.settled();
}

/** Time goes on with cron, until the appointment is over. */
async function goOn() {
  for (const minutes of [2, 2, 10, 10, 20, 20, 20, 20]) await tickAfter(minutes * minute);
  await frontdesk.advance(4 * day);
  await tickAfter(2 * minute);
}

const reminders = () => syncItems<Reminder>(frontdesk, 'reminders');
const textsTo = (phone: Phone) =>
  phone.allHeard().filter(({ body }) => /You have an appointment|Tiene una cita/.test(body));
const failed = ['failed', 'undelivered'];

/** What must be so of everything that is stored, whatever happened. */
async function unfinished(): Promise<string[]> {
  const broken: string[] = [];
  for (const each of (await reminders()).values()) {
    if (each.draft || each.deleted || each.moved?.as || each.takeBack.length > 0)
      broken.push(`half done: ${JSON.stringify(each)}`);
    if (each.texts.some(({ state }) => state === 'handing')) broken.push(`still handing over: ${JSON.stringify(each)}`);
  }
  const work = await syncItems(frontdesk, 'reminder-work');
  if (work.size > 0) broken.push(`work is left: ${[...work.keys()]}`);
  return broken;
}

async function suffer({ given, eve, act, again, heard, never, promises }: Case, troubles: readonly Trouble[]) {
  const patients: Patient[] = [];
  for (const index of troubles.keys()) {
    const no = index + 1;
    const phone = phoneOf(no);
    patients.push({ no, phone, id: await given?.(phone, no) });
  }
  await eve?.();
  await frontdesk.tick(); // so that none of the callbacks has to

  const told = new Map<Patient, Told>();
  for (const patient of patients) {
    const trouble = troubles[patient.no - 1];
    told.set(patient, await (trouble ? trouble.during(() => act(patient)) : act(patient)));
  }
  if (again) {
    await frontdesk.advance(2 * minute);
    for (const patient of patients) told.set(patient, await again(patient));
  }
  await goOn();

  const broken = await unfinished();
  const stored = [...(await reminders()).values()];
  for (const patient of patients) {
    const texts = textsTo(patient.phone);
    const arrived = texts.filter(({ status }) => !failed.includes(status));
    const answer = told.get(patient);
    const forbidden = never?.(answer);
    const reminder = stored.find(({ contact, moved }) => contact === patient.phone.number && moved === undefined);
    const found = promises?.(patient, reminder, texts) ?? [];
    if (!heard(answer).includes(arrived.length)) found.push(`heard ${arrived.length}`);
    if (forbidden && texts.some(({ body }) => forbidden.test(body))) found.push('heard of what is no more');
    const { at } = troubles[patient.no - 1] ?? {};
    broken.push(...found.map((promise) => `${at}, told ${answer?.status}: ${promise}`));
  }
  return broken;
}

async function begin() {
  await frontdesk.reset();
  await frontdesk.emulator.world.clock.moveTo(Date.parse(start));
}

test.each(cases)(
  '$name',
  async (scene) => {
    await begin();
    const phone = phoneOf(0);
    const first: Patient = { no: 0, phone, id: await scene.given?.(phone, 0) };
    await frontdesk.tick();
    const troubles = await troublesOf(frontdesk, () => scene.act(first));

    const broken: string[] = [];
    for (let from = 0; from < troubles.length; from += atOnce) {
      await begin();
      broken.push(...(await suffer(scene, troubles.slice(from, from + atOnce))));
    }
    expect(broken).toEqual([]);
  },
  900_000,
);

test('a tick that dies anywhere leaves nothing undone, whatever there was to do', async () => {
  await begin();
  const broken: string[] = [];
  const { faults } = frontdesk.emulator;
  const dying = async (fault: Omit<Fault, 'kind'>, act: () => Promise<unknown>) => {
    faults.add({ nth: 1, ...fault, kind: 'kill' });
    await act();
    expect(faults.list()).toMatchObject([{ struck: 1 }]);
    faults.clear();
  };
  const patient = async (no: number, id?: string): Promise<Patient> => ({ no, phone: phoneOf(no), id });

  const draft = await patient(1);
  await dying({ method: 'POST', url: '/Messages.json' }, () => creating(draft));
  const handed = await patient(2);
  await dying({ method: 'POST', url: '/Messages.json', after: true }, () => creating(handed));
  const deleted = await patient(3, await booked(phoneOf(3)));
  await dying({ method: 'POST', url: `/Items/${deleted.id}`, after: true }, () =>
    calling('delete', { reminder_id: deleted.id }),
  );
  const moved = await patient(4, await booked(phoneOf(4)));
  await dying({ method: 'POST', url: `/Items/${moved.id}`, after: true }, () =>
    updating(moved, { appointment_time: '2027-03-23T10:00Z' }),
  );
  const failing = await patient(5);
  frontdesk.emulator.messaging.setHandset(failing.phone.number, { reachable: false, errorCode: 30005 });
  await dying({ method: 'POST', url: '/Messages.json', nth: 2 }, () => reminded(failing.phone));
  const spanish = await patient(6, await booked(phoneOf(6)));
  await spanish.phone.texts('!lang es');
  await frontdesk.advance(2 * minute);
  const tick = async () => {
    await frontdesk.tick();
    await frontdesk.emulator.world.causes.settled();
  };
  const back = momentOf(frontdesk);
  const check = async (at: string) => {
    for (const minutes of [2, 2]) await tickAfter(minutes * minute);
    await frontdesk.advance(4 * day);
    await tickAfter(2 * minute);
    broken.push(...(await unfinished()).map((promise) => `${at}: ${promise}`));
    const heard = (of: Patient) => textsTo(of.phone).filter(({ status }) => !failed.includes(status)).length;
    const counts = [draft, handed, deleted, moved, spanish].map(heard);
    if (JSON.stringify(counts) !== '[0,0,0,1,1]') broken.push(`${at}: heard ${counts}`);
    const [inSpanish] = textsTo(spanish.phone);
    if (!/Tiene una cita/.test(inSpanish?.body ?? '')) broken.push(`${at}: heard ${inSpanish?.body}`);
    if (staffTold(failing) !== 1) broken.push(`${at}: staff were told ${staffTold(failing)} times`);
  };

  for (const trouble of (await troublesOf(frontdesk, tick)).filter(({ kills }) => kills)) {
    await back();
    await trouble.during(tick);
    await check(trouble.at);
  }
  await back();
  await Promise.all([tick(), tick()]);
  await check('two ticks at once');
  expect(broken).toEqual([]);
}, 900_000);
