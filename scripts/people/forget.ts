import { unsubscribeCommand } from '../../src/dispatch/roster/commands';
import type { ProviderState } from '../../src/dispatch/states';
import { documents } from '../../src/dispatch/states';
import { optOutDocument, recordOptOut } from '../../src/opt-outs';
import { readLanguage } from '../../src/people';
import { digitsOf, type E164 } from '../../src/phone';
import type { Fields } from '../../src/stored';
import { conflict } from '../../src/twilio/sync-store';
import type { DeployedFrontdesk } from './deployed-frontdesk';
import { type PersonsThings, personsThings } from './persons-things';
import { type Running, runningOf } from './running';
import { type Stored, syncContents } from './sync-contents';
import { deleteTexts, isScheduled, redactTexts, takeBackTexts } from './texts-at-twilio';
import { executionsWith, type KeptExecution, type KeptMessage, messagesWith } from './twilio-records';

/** What there is of a person, and what a forgetting would do with it. */
export interface Traces extends PersonsThings {
  readonly running: readonly Running[];
  readonly messages: readonly KeptMessage[];
  /** Texts of other people that name the number, such as an admin's `!approve +1…`. */
  readonly namedIn: readonly KeptMessage[];
  readonly executions: readonly KeptExecution[];
  /** A stop that stays. */
  readonly hasStopped: boolean;
}

/** Looks everywhere; changes nothing. */
export async function tracesOf(deployed: DeployedFrontdesk, person: E164): Promise<Traces> {
  const { client, syncServiceSid, atTwilio, frontdesk } = deployed;
  const [all, messages, everybodys, executions] = await Promise.all([
    syncContents(client, syncServiceSid, frontdesk.clock.nowMs()),
    messagesWith(client, atTwilio, person),
    messagesWith(client, atTwilio),
    executionsWith(client, atTwilio, person),
  ]);
  const { own, mentions } = personsThings(all, person);
  const theirs = new Set(messages.map(({ sid }) => sid));
  const named = new RegExp(`(?<!\\d)${digitsOf(person)}(?!\\d)`);
  return {
    own: own.filter((one) => !stays(one)),
    mentions: mentions.filter((one) => takenOut(one, person) !== undefined),
    running: await runningOf(frontdesk, person, own),
    messages,
    namedIn: everybodys.filter(({ sid, body }) => !theirs.has(sid) && named.test(body)),
    executions,
    hasStopped: own.some(stays),
  };
}

/** A stop that has nothing in it any more but that it is one. */
const stays = ({ kind, data }: Stored): boolean => kind?.stays?.(data) !== undefined;

/** The data of somebody else without the number; undefined when it would be the same. */
function takenOut({ kind, data }: Stored, person: E164): Fields | undefined {
  const without = kind?.without?.(data, person) ?? data;
  return JSON.stringify(without) === JSON.stringify(data) ? undefined : without;
}

export const isNothing = ({ own, mentions, messages, namedIn, executions }: Traces): boolean =>
  [own, mentions, messages, namedIn, executions].every((found) => found.length === 0);

export interface ForgetOptions {
  /** Note that they are not to be texted again, also if they never texted STOP. */
  readonly stop?: boolean;
  readonly waitMs: (ms: number) => Promise<void>;
}

/** What cannot be done now. */
export class NotForgotten extends Error {}

/**
 * Ends what goes on, then removes everything, what hangs on other things first: so that it can be interrupted anywhere and run again. Texts
 * at Twilio go last, since ending something texts people.
 *
 * @throws {NotForgotten} when something that goes on could not be ended; nothing of it is removed then
 */
export async function forget(
  deployed: DeployedFrontdesk,
  person: E164,
  { stop = false, waitMs }: ForgetOptions,
  report: (line: string) => void,
): Promise<Traces> {
  await endRunning(deployed, person, report);
  const before = await tracesOf(deployed, person);
  if (before.running.length > 0)
    throw new NotForgotten(
      `This still goes on: ${before.running.map(({ what }) => what).join('; ')}. Run it again in a minute.`,
    );
  await takeBackTexts(deployed.client, before.messages.filter(isScheduled), report);
  await removeExecutions(deployed, before.executions, report);
  if (stop) await recordOptOut(deployed.frontdesk, { number: person, messageSid: 'forget' }, true);
  await reduceStop(deployed, person);
  await removeThings(deployed, before.own, report);
  await takeOutOfOthers(deployed, before.mentions, person, report);
  const texts = await tracesOf(deployed, person);
  await redactTexts(deployed.client, texts.namedIn, report);
  await deleteTexts(deployed.client, texts.messages, { waitMs }, report);
  return tracesOf(deployed, person);
}

async function endRunning(deployed: DeployedFrontdesk, person: E164, report: (line: string) => void): Promise<void> {
  const { client, syncServiceSid, frontdesk } = deployed;
  const { own } = personsThings(await syncContents(client, syncServiceSid, frontdesk.clock.nowMs()), person);
  for (const { what, cancel } of await runningOf(frontdesk, person, own)) {
    report(`End: ${what}`);
    try {
      await cancel();
    } catch (error) {
      throw new NotForgotten(error instanceof Error ? error.message : String(error));
    }
  }
  const provider = await frontdesk.store.readDocument<ProviderState>(documents.provider(digitsOf(person)));
  if (!provider?.data.subscribed && provider?.data.approval !== 'pending') return;
  report('Take them off the roster: they are matched no more');
  const language = await readLanguage(frontdesk, person);
  await unsubscribeCommand(
    frontdesk,
    { number: person, language, messageSid: `forget-${frontdesk.clock.nowMs()}` },
    '',
  );
}

async function removeExecutions(
  { client }: DeployedFrontdesk,
  executions: readonly KeptExecution[],
  report: (line: string) => void,
): Promise<void> {
  for (const { sid, flowSid, status } of executions) {
    const execution = client.studio.v2.flows(flowSid).executions(sid);
    if (status === 'active') await execution.update({ status: 'ended' });
    await execution.remove();
  }
  if (executions.length > 0) report(`Removed conversations with flows: ${executions.length}`);
}

/** A stop stays, with nothing but that it is one. */
async function reduceStop({ frontdesk }: DeployedFrontdesk, person: E164): Promise<void> {
  const name = optOutDocument(person);
  const known = await frontdesk.store.readDocument<Fields>(name);
  if (known?.data.stopped !== true || known.data.messageSid === '') return;
  await frontdesk.store.updateDocument(name, { ...known.data, messageSid: '' }, known.revision);
}

async function removeThings(
  { frontdesk: { store } }: DeployedFrontdesk,
  own: readonly Stored[],
  report: (line: string) => void,
): Promise<void> {
  // First what is found only through something else
  const inOrder = [...own].sort((a, b) => rankOf(a) - rankOf(b));
  for (const { place, name, key } of inOrder) {
    await (place === 'Map' ? store.removeItem(name, key) : store.removeDocument(name));
  }
  const counts = new Map<string, number>();
  for (const { place, name, kind } of inOrder) {
    const what = place === 'Map' ? name : (kind?.name ?? name);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  for (const [what, count] of counts) report(`Removed ${what}: ${count}`);
}

const rankOf = ({ kind, place }: Stored): number => (kind?.follows ? 0 : place === 'Map' ? 1 : 2);

const attempts = 4;

async function takeOutOfOthers(
  { frontdesk: { store } }: DeployedFrontdesk,
  mentions: readonly Stored[],
  person: E164,
  report: (line: string) => void,
): Promise<void> {
  for (const mention of mentions) {
    const { place, name, key } = mention;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const now = place === 'Map' ? await store.readItem<Fields>(name, key) : await store.readDocument<Fields>(name);
      const next = now && takenOut({ ...mention, data: now.data }, person);
      if (now === undefined || next === undefined) break;
      const written =
        place === 'Map'
          ? await store.updateItem(name, key, next, now.revision)
          : await store.updateDocument(name, next, now.revision);
      if (written !== conflict) break;
    }
  }
  if (mentions.length > 0) report(`Taken out of what is stored of others: ${mentions.length}`);
}
