import { cancel, unavailable } from '../dispatch';
import { documents, type RequestState } from '../dispatch/states';
import type { Frontdesk, Sender } from '../frontdesk';
import { readOptOut, recordOptOut } from '../opt-outs';
import { digitsOf } from '../phone';
import { isOn } from '../services';
import type { OptOut } from './opt-out';
import type { InboundText, Service } from './service';

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
  const done = await Promise.allSettled([
    isOn(frontdesk, 'dispatch') && leaveLine(frontdesk, sender),
    isOn(frontdesk, 'dispatch') && unavailable(frontdesk, sender),
    ...services.map((service) => service.stopped?.(frontdesk, sender.number)),
  ]);
  const failed = done.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Whether the phone has opted out, or did until this very text said otherwise. */
export async function wantsTextsAgain(frontdesk: Frontdesk, { from, messageSid }: InboundText): Promise<boolean> {
  const known = await readOptOut(frontdesk, from);
  return known !== undefined && (known.stopped || known.messageSid === messageSid);
}
