import { cancel, unavailable } from '../dispatch';
import { documents, type RequestState } from '../dispatch/states';
import type { Frontdesk, Sender } from '../frontdesk';
import { digitsOf, type E164 } from '../phone';
import { writeDocument } from '../twilio/sync-store';
import type { OptOut } from './opt-out';
import type { Service } from './service';

/** Document `optout.<digits>`: whether we may text this phone. Twilio refuses anyway; this keeps us from trying, and from scheduling. */
export interface OptOutState {
  stopped: boolean;
  atMs: number;
  messageSid: string;
}

export const optOutDocument = (number: E164): string => `optout.${digitsOf(number)}`;

const ATTEMPTS = 4;

async function record({ store, clock }: Frontdesk, { number, messageSid }: Sender, stopped: boolean): Promise<void> {
  const name = optOutDocument(number);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = await store.readDocument<OptOutState>(name);
    if (known?.data.messageSid === messageSid) return;
    const written = await writeDocument(store, name, known, { stopped, atMs: clock.nowMs(), messageSid });
    if (written !== 'conflict') return;
  }
  throw new Error(`${name} was written by others ${ATTEMPTS} times in a row`);
}

/** Whoever waits could not be told that it is their turn. A session goes on: its link was texted. */
async function leaveLine(frontdesk: Frontdesk, sender: Sender): Promise<void> {
  const request = await frontdesk.store.readDocument<RequestState>(documents.request(digitsOf(sender.number)));
  if (request?.data.state === 'waiting') await cancel(frontdesk, sender);
}

/** The phone may no longer be texted, or may be again. Twilio has answered it already. */
export async function optOut(
  frontdesk: Frontdesk,
  sender: Sender,
  wish: OptOut,
  services: readonly Service[],
): Promise<void> {
  if (wish === 'start') {
    await record(frontdesk, sender, false);
    return;
  }
  await record(frontdesk, sender, true);
  await Promise.all([
    leaveLine(frontdesk, sender),
    unavailable(frontdesk, sender),
    ...services.map((service) => service.stopped?.(frontdesk, sender.number)),
  ]);
}
