import type { Frontdesk } from '../frontdesk';
import { hasOptedOut } from '../opt-outs';
import { languageOf, readPerson, unreachableCode } from '../people';
import { conflict, type Versioned } from '../twilio/sync-store';
import { type ApiAnswer, failure, ok, tryAgain } from './api-answer';
import { type FieldError, required, requiredArguments } from './arguments';
import { failureOf } from './delivery-errors';
import { type Handed, handOver, recordHanded } from './hand-over';
import { replayedHeader, takeOver } from './idempotency';
import { readNewReminder } from './new-reminder';
import {
  digest,
  isOver,
  newId,
  type Reminder,
  type ReminderText,
  reminderMap,
  timeOf,
  ttlSecondsOf,
  withTexts,
} from './reminder';
import type { IdempotentRequest, RequestKey } from './request-keys';
import { settle } from './settle';
import {
  type Appointments,
  changeAppointments,
  changeReminder,
  type ListedAppointment,
  mostAppointments,
  nextWorkMs,
  openAmong,
  putWork,
  readAppointments,
  readReminder,
  type Shelved,
  unlist,
} from './shelf';
import { shownNumber } from './shown';
import { withdrawn } from './take-back';
import { markIn, reminderBody } from './wording';

/** Takes an appointment: stores it and hands its texts to Twilio, or leaves nothing behind. */
export async function createReminder(
  frontdesk: Frontdesk,
  event: Readonly<Record<string, unknown>>,
  requestKey: RequestKey | undefined,
): Promise<ApiAnswer> {
  const nowMs = frontdesk.clock.nowMs();
  const read = readNewReminder(event, nowMs);
  if (read.kind === 'wrong') return invalid(read.errors);
  if (requestKey === undefined) return store(frontdesk, read.reminder);
  const request: IdempotentRequest = { ...requestKey, id: read.reminder.id };
  const known = await takeOver(frontdesk, request);
  if (known?.kind === 'same') return { ...created(known.id), headers: { [replayedHeader]: 'true' } };
  if (known !== undefined) return known.answer;
  return store(frontdesk, { ...read.reminder, requestKey: requestKey.name });
}

const created = (id: string): ApiAnswer =>
  ok({ message: `Successfully created a reminder with id ${id}.`, reminder_id: id });

/** All that is wrong, in one answer; the original's words where one of its required arguments is not there or cannot be read. */
export function invalid(errors: readonly FieldError[]): ApiAnswer {
  const names = [...new Set(errors.map(({ field }) => field))];
  const isRequired = names.some((name) => required.some((field) => field === name));
  return isRequired ? failure(400, requiredArguments, errors) : invalidArguments(errors);
}

/** The same of a call that requires none of them. */
export const invalidArguments = (errors: readonly FieldError[]): ApiAnswer =>
  failure(400, `Invalid arguments: ${[...new Set(errors.map(({ field }) => field))].join(', ')}`, errors);

export const listedAs = ({ id, participant }: Pick<Reminder, 'id' | 'participant'>): ListedAppointment => ({
  id,
  whom: participant === undefined ? '' : digest(participant.toLowerCase()).slice(0, 8),
});

/** The other reminder of the same phone for the same appointment. */
export const sameAmong = (appointments: readonly ListedAppointment[], wanted: ListedAppointment) =>
  appointments.find(({ id, whom }) => timeOf(id) === timeOf(wanted.id) && whom === wanted.whom && id !== wanted.id);

class Refused extends Error {
  constructor(
    readonly answer: ApiAnswer,
    /** The reminder that stands in the way. */
    readonly same?: string,
  ) {
    super('refused');
  }
}

async function store(frontdesk: Frontdesk, reminder: Reminder): Promise<ApiAnswer> {
  const { answer, same } = await tryToStore(frontdesk, reminder);
  if (same === undefined) return answer;
  if (await isTaken(frontdesk, reminder.contact, same)) return answer;
  return (await tryToStore(frontdesk, { ...reminder, id: newId(reminder.appointmentMs) })).answer;
}

/** Whether what is listed for a phone is an appointment. Somebody may have died while making or moving it: then it is not listed any more. */
export async function isTaken(frontdesk: Frontdesk, contact: Reminder['contact'], id: string): Promise<boolean> {
  await settle(frontdesk, id);
  const item = await readReminder(frontdesk, id);
  if (item !== undefined && !isOver(item.data)) return true;
  await unlist(frontdesk, contact, id);
  return false;
}

interface Stored {
  answer: ApiAnswer;
  same?: string;
}

async function tryToStore(frontdesk: Frontdesk, reminder: Reminder): Promise<Stored> {
  const draft: Reminder = { ...reminder, draft: true };
  const ttlSeconds = ttlSecondsOf(draft, frontdesk.clock.nowMs());
  // Round 1: stored, as a draft that a tick undoes if we die; meanwhile whoever is to be reminded is looked up
  const written = await Promise.allSettled([
    frontdesk.store.createItem(reminderMap, draft.id, draft, { ttlSeconds }),
    putWork(frontdesk, nextWorkMs(draft) ?? draft.createdMs, draft.id),
    readAppointments(frontdesk, draft.contact),
    hasOptedOut(frontdesk, draft.contact),
    readPerson(frontdesk, draft.contact),
  ]);
  const [item, work, appointments, optedOut, person] = written;
  const progress: Progress = { handed: [] };
  try {
    for (const each of written) if (each.status === 'rejected') throw each.reason;
    if (
      item.status !== 'fulfilled' ||
      item.value === conflict ||
      work.status !== 'fulfilled' ||
      appointments.status !== 'fulfilled' ||
      optedOut.status !== 'fulfilled' ||
      person.status !== 'fulfilled'
    ) {
      throw new Error('the draft was not stored');
    }
    if (optedOut.value) throw new Refused(hasStopped());
    const code = unreachableCode(person.value, frontdesk.clock.nowMs());
    if (code !== undefined) throw new Refused(unreachable(code));
    const locale = draft.locale ?? languageOf(frontdesk, person.value);
    await finish(frontdesk, item.value, appointments.value, locale, progress);
    return { answer: created(draft.id) };
  } catch (error) {
    await undo(frontdesk, draft, progress);
    if (error instanceof Refused) return error;
    frontdesk.log('reminder-not-created', { id: draft.id, error });
    return { answer: failure(503, `Unable to create a new reminder. ${tryAgain}`) };
  }
}

/** What has to be undone if it cannot be finished. */
interface Progress {
  handed: readonly Handed[];
}

/** Rounds 2 and 3: handed to Twilio and listed; then it is written down, and exists. */
async function finish(
  frontdesk: Frontdesk,
  item: Shelved,
  appointments: Versioned<Appointments> | undefined,
  locale: string,
  progress: Progress,
): Promise<void> {
  const draft = item.data;
  const nowMs = frontdesk.clock.nowMs();
  const wanted = listedAs(draft);
  refuseSame(draft, appointments?.data.listed ?? []);
  if (openAmong(appointments, nowMs).length >= mostAppointments) throw new Refused(tooMany());
  const texts = draft.texts.filter(({ state }) => state === 'handing');
  const [outcome, listed] = await Promise.allSettled([
    handOver(frontdesk, draft, texts, reminderBody(frontdesk, draft, locale)),
    changeAppointments(frontdesk, draft.contact, appointments, (listed) => {
      refuseSame(draft, listed);
      return listed.some(({ id }) => id === draft.id) ? undefined : [...listed, wanted];
    }),
  ]);
  if (outcome.status === 'rejected') throw outcome.reason;
  const handed = outcome.value;
  progress.handed = handed;
  if (listed.status === 'rejected') throw listed.reason;
  const refused = handed.find(({ kind }) => kind !== 'out' && kind !== 'too-late');
  if (refused !== undefined) throw new Refused(refusal(refused));
  const recorded = await recordHanded(frontdesk, item, texts, handed);
  if (recorded === undefined) throw new Error('it took so long that it was undone');
}

function refuseSame(draft: Reminder, listed: readonly ListedAppointment[]): void {
  const same = sameAmong(listed, listedAs(draft));
  if (same !== undefined) throw new Refused(duplicate(draft.contact, same.id), same.id);
}

export const duplicate = (contact: Reminder['contact'], id: string, verb = 'create a new reminder'): ApiAnswer =>
  failure(409, `Unable to ${verb}. Duplicate contact_number ${shownNumber(contact)}.`, [
    { field: 'appointment_time', message: `is that of reminder ${id} for the same contact and participant` },
  ]);

export const hasStopped = (verb = 'create a new reminder'): ApiAnswer =>
  failure(409, `Unable to ${verb}. The contact has opted out.`, [
    { field: 'contact_number', message: 'has opted out of texts, and can opt in again by texting START' },
  ]);

export const unreachable = (code: number | undefined): ApiAnswer =>
  invalid([{ field: 'contact_number', message: `cannot receive texts (Twilio error ${code})` }]);

const tooMany = (): ApiAnswer =>
  failure(409, 'Unable to create a new reminder. Too many appointments.', [
    { field: 'contact_number', message: `has ${mostAppointments} open appointments` },
  ]);

function refusal(handed: Handed): ApiAnswer {
  if (handed.kind !== 'refused') return failure(503, `Unable to create a new reminder. ${tryAgain}`);
  if (handed.status === 429) return failure(429, 'Unable to create a new reminder. Too many requests at once.');
  const kind = failureOf(handed.code);
  if (kind === 'treatAsStop') return hasStopped();
  if (kind === 'neverTextAgain') return unreachable(handed.code);
  return failure(503, `Unable to create a new reminder. Twilio refused it (error ${handed.code ?? handed.status}).`);
}

/** As if it had never been. What cannot be undone now, a tick undoes: it finds a draft. */
async function undo(frontdesk: Frontdesk, draft: Reminder, { handed }: Progress): Promise<void> {
  try {
    const nowMs = frontdesk.clock.nowMs();
    const item = await readReminder(frontdesk, draft.id);
    if (item === undefined) {
      await unlist(frontdesk, draft.contact, draft.id);
      return;
    }
    const person = await readPerson(frontdesk, draft.contact);
    const mark = markIn(draft, draft.locale ?? languageOf(frontdesk, person));
    await changeReminder(frontdesk, item, (reminder) => ({
      ...withdrawn(
        withTexts(reminder, (text) => asHanded(text, handed)),
        mark,
        nowMs,
      ),
      requestKey: undefined, // it may be asked for again under the same key
    }));
    await settle(frontdesk, draft.id);
  } catch (error) {
    frontdesk.log('reminder-not-undone', { id: draft.id, error });
  }
}

/** A text as it has to be taken back: by its SID, by looking for it where Twilio did not answer, or not at all. */
function asHanded(text: ReminderText, handed: readonly Handed[]): ReminderText {
  if (text.state !== 'handing') return text;
  const result = handed.find(({ no }) => no === text.no);
  if (result?.kind === 'out') return { ...text, messageSid: result.messageSid };
  return result?.kind === 'unknown' ? text : { ...text, state: 'canceled' };
}
