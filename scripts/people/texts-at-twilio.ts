import type { AccountClient } from '../../src/twilio/account-client';
import type { KeptMessage } from './twilio-records';

type Report = (line: string) => void;

export const isScheduled = ({ status }: KeptMessage): boolean => status === 'scheduled' || status === 'accepted';

/** Takes scheduled texts back, and looks whether they are. @throws {Error} when one is not */
export async function takeBackTexts(
  client: AccountClient,
  texts: readonly KeptMessage[],
  report: Report,
): Promise<void> {
  for (const { sid } of texts) {
    await client.messages(sid).update({ status: 'canceled' });
    const { status } = await client.messages(sid).fetch();
    if (status !== 'canceled') throw new Error(`The scheduled text ${sid} could not be taken back: it is ${status}.`);
  }
  if (texts.length > 0) report(`Taken back at Twilio, not sent: ${texts.length} texts`);
}

/** Empties texts that other people sent or got. */
export async function redactTexts(client: AccountClient, texts: readonly KeptMessage[], report: Report): Promise<void> {
  let emptied = 0;
  for (const { sid } of texts) {
    if (await isDone(() => client.messages(sid).update({ body: '' }))) emptied += 1;
  }
  if (emptied > 0) report(`Emptied at Twilio, since they name the number: ${emptied} texts of others`);
}

const attempts = 15;
const betweenAttemptsMs = 2_000;

/**
 * Deletes texts at Twilio, which does so only with what is on its way no more: those are waited for. What is left after half a minute is left to
 * the next run.
 */
export async function deleteTexts(
  client: AccountClient,
  texts: readonly KeptMessage[],
  { waitMs }: { readonly waitMs: (ms: number) => Promise<void> },
  report: Report,
): Promise<void> {
  let left = texts;
  for (let attempt = 0; attempt < attempts && left.length > 0; attempt += 1) {
    if (attempt > 0) await waitMs(betweenAttemptsMs);
    const onTheWay: KeptMessage[] = [];
    for (const text of left) if (!(await isDone(() => client.messages(text.sid).remove()))) onTheWay.push(text);
    left = onTheWay;
  }
  if (texts.length > left.length) report(`Deleted at Twilio: ${texts.length - left.length} texts`);
  if (left.length > 0) report(`Still on their way, so that Twilio does not delete them yet: ${left.length} texts`);
}

const notComplete = 20009;

/** Whether it is done, or was before; false for a text that is still on its way. */
async function isDone(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    const { status, code } = error as { status?: unknown; code?: unknown };
    if (status === 404) return true;
    if (status === 409 || code === notComplete) return false;
    throw error;
  }
}
