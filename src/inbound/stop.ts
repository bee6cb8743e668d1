import { cancel, unavailable } from '../dispatch';
import { documents, type RequestState } from '../dispatch/states';
import type { Frontdesk, Sender } from '../frontdesk';
import { recordOptOut } from '../opt-outs';
import { digitsOf } from '../phone';
import type { OptOut } from './opt-out';
import type { Service } from './service';

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
    await recordOptOut(frontdesk, sender, false);
    return;
  }
  await recordOptOut(frontdesk, sender, true);
  await Promise.all([
    leaveLine(frontdesk, sender),
    unavailable(frontdesk, sender),
    ...services.map((service) => service.stopped?.(frontdesk, sender.number)),
  ]);
}
