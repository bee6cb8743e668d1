import { randomUUID } from 'node:crypto';
import { cancel } from '../../src/dispatch';
import { isEngaged } from '../../src/dispatch/provider-state';
import { isOpen as isRequestOpen } from '../../src/dispatch/request-state';
import { documents, type ProviderState, type RequestState } from '../../src/dispatch/states';
import type { Frontdesk } from '../../src/frontdesk';
import { readLanguage } from '../../src/people';
import { digitsOf, type E164, masked } from '../../src/phone';
import { isOpen as isOrderOpen } from '../../src/pickup/moves';
import { type Order, ordersMap } from '../../src/pickup/order';
import { aboutOf, press } from '../../src/pickup/staff';
import { isOver, type Reminder, reminderMap } from '../../src/reminders/reminder';
import { deleteReminder } from '../../src/reminders/remove';
import type { Stored } from './sync-contents';

/** Something of a person's that goes on: other people count on it, or a text is on its way. */
export interface Running {
  readonly what: string;
  /** Ends it as the person, staff or the API would: whoever counts on it is told. @throws {Error} when that did not work */
  cancel(): Promise<void>;
}

/** What of a person's goes on now, by what is stored of them. */
export async function runningOf(frontdesk: Frontdesk, number: E164, own: readonly Stored[]): Promise<Running[]> {
  return [
    ...(await dispatchRunning(frontdesk, number)),
    ...own.filter(({ name }) => name === ordersMap).flatMap((one) => orderRunning(frontdesk, one)),
    ...own.filter(({ name }) => name === reminderMap).flatMap((one) => reminderRunning(frontdesk, one)),
  ];
}

async function dispatchRunning(frontdesk: Frontdesk, number: E164): Promise<Running[]> {
  const { store, clock, config } = frontdesk;
  const digits = digitsOf(number);
  const [request, provider] = await Promise.all([
    store.readDocument<RequestState>(documents.request(digits)),
    store.readDocument<ProviderState>(documents.provider(digits)),
  ]);
  const nowMs = clock.nowMs();
  const running: Running[] = [];
  const text0 = async () => {
    const language = await readLanguage(frontdesk, number);
    await cancel(frontdesk, { number, language, messageSid: `forget-${randomUUID()}` });
  };
  if (isRequestOpen(request?.data, nowMs, config.serviceMinutes)) {
    const { state, provider: other } = request.data;
    const what = state === 'waiting' ? 'they wait in line' : `they are in a session with ${masked(other ?? '')}`;
    running.push({ what: `${what}; it is cancelled as if they had texted 0`, cancel: text0 });
  }
  if (isEngaged(provider?.data, nowMs, config.serviceMinutes)) {
    const { receiver } = provider.data.engagement;
    const what = `they serve ${masked(receiver)}, who is told`;
    running.push({ what: `${what}; it is cancelled as if they had texted 0`, cancel: text0 });
  }
  return running;
}

function orderRunning(frontdesk: Frontdesk, { key, data, revision }: Stored): Running[] {
  const order = data as unknown as Order;
  if (!isOrderOpen(order)) return [];
  const [by] = frontdesk.config.adminNumbers;
  if (by === undefined) return [];
  const name = aboutOf({ key, revision, data: order });
  const told = order.kind === 'order' ? ', and the customer is told' : '';
  return [
    {
      what: `the order ${name} is open; it is cancelled as at the desk${told}`,
      async cancel() {
        const outcome = await press(frontdesk, 'cancel', { actionId: randomUUID(), by, key });
        if (outcome.kind === 'not-now') throw new Error(`The order ${name} cannot be cancelled: ${outcome.why}`);
      },
    },
  ];
}

function reminderRunning(frontdesk: Frontdesk, { key, data }: Stored): Running[] {
  const reminder = data as unknown as Reminder;
  const isAhead = !isOver(reminder) && reminder.appointmentMs > frontdesk.clock.nowMs();
  // A reminder that is over may have texts left at Twilio that nobody has taken back yet
  if (!isAhead && reminder.takeBack.length === 0) return [];
  const texts = reminder.texts.filter(({ state }) => state === 'scheduled' || state === 'waiting').length;
  const when = new Date(reminder.appointmentMs).toISOString().slice(0, 16).replace('T', ' ');
  return [
    {
      what: `an appointment on ${when} UTC, with ${texts} texts still to go out; it is deleted as by reminder/delete`,
      async cancel() {
        const answer = await deleteReminder(frontdesk, key);
        if (answer.status !== 200 && answer.status !== 404)
          throw new Error(`The reminder ${key} was not deleted: ${JSON.stringify(answer.body)}`);
      },
    },
  ];
}
