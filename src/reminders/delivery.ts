import type { Frontdesk } from '../frontdesk';
import { failureOf } from './delivery-errors';
import { afterFailures } from './failures';
import { afterFailure } from './hand-over';
import { isId, isOver, type ReminderText, type TextState, withTexts } from './reminder';
import { changeReminder, readReminder } from './shelf';

/** What Twilio's status callback says of a text. */
export interface DeliveryReport {
  messageSid: string;
  status: string;
  errorCode?: string;
  /** The query of the callback's URL. */
  about: Readonly<Record<string, string>>;
}

/** Callbacks come late, twice and in any order: a text never goes back to a state before the one that it has. */
const rank: Readonly<Record<TextState, number>> = {
  waiting: 0,
  handing: 0,
  scheduled: 1,
  sent: 2,
  delivered: 3,
  failed: 3,
  canceled: 3,
  skipped: 3,
};

export const stateOf = (status: string): 'sent' | 'delivered' | 'failed' | undefined => {
  if (['queued', 'sending', 'sent'].includes(status)) return 'sent';
  if (['delivered', 'read'].includes(status)) return 'delivered';
  return ['failed', 'undelivered'].includes(status) ? 'failed' : undefined;
};

/** Writes down what became of a reminder's text. Callbacks about anything else are not ours. */
export async function settleDelivery(frontdesk: Frontdesk, report: DeliveryReport): Promise<void> {
  const { about, id = '', text: no } = report.about;
  const state = stateOf(report.status);
  if (about !== 'reminder' || !isId(id) || state === undefined) return;
  const item = await readReminder(frontdesk, id);
  if (item === undefined || isOver(item.data)) return;
  const nowMs = frontdesk.clock.nowMs();
  const changed = await changeReminder(frontdesk, item, (reminder) => {
    const text = reminder.texts.find((each) => String(each.no) === no);
    if (text === undefined || isOver(reminder)) return undefined;
    const next = afterReport(text, report, state, reminder.appointmentMs, nowMs);
    return next && withTexts(reminder, (each) => (each.no === text.no ? next : each));
  });
  if (changed && state === 'failed') await afterFailures(frontdesk, changed);
}

export function afterReport(
  text: ReminderText,
  { messageSid, errorCode }: Pick<DeliveryReport, 'messageSid' | 'errorCode'>,
  state: 'sent' | 'delivered' | 'failed',
  appointmentMs: number,
  nowMs: number,
): ReminderText | undefined {
  const isHandedNow = text.messageSid === undefined && text.state === 'handing';
  if (text.tried?.includes(messageSid) || !(isHandedNow || text.messageSid === messageSid)) return undefined;
  if (rank[text.state] >= rank[state]) return undefined;
  if (state === 'sent') return { ...text, messageSid, state, leftMs: nowMs };
  if (state === 'delivered') return { ...text, messageSid, state, leftMs: text.leftMs ?? nowMs, deliveredMs: nowMs };
  const code = errorCode === undefined ? undefined : Number(errorCode);
  const again = failureOf(code) === 'tryAgainLater';
  return afterFailure({ ...text, messageSid, code }, again, appointmentMs, nowMs);
}
