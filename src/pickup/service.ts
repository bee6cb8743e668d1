import type { Frontdesk } from '../frontdesk';
import type { InboundText, Service } from '../inbound/service';
import { say } from '../messages/say';
import { silence, textReply } from '../reply';
import { intakeNow, turnedAway } from '../settings/intake';
import { aboutOf } from './arrival-words';
import { openOrders, readCustomer } from './customer';
import { customerWrote } from './customer-texts';
import { noteOnOrder } from './orders';

const hasOrder = async (frontdesk: Frontdesk, { from }: InboundText): Promise<boolean> =>
  (await openOrders(frontdesk, await readCustomer(frontdesk, from))).some(({ data }) => data.kind === 'order');

/** Whoever is here and says hello means staff. */
const isWaiting = async (frontdesk: Frontdesk, { from }: InboundText): Promise<boolean> =>
  (await openOrders(frontdesk, await readCustomer(frontdesk, from))).some(({ data }) => data.arrivedAt !== undefined);

/** Rule 6: the text says that somebody is here, or comes from somebody with an open order. The flow converses; what it cannot answer is for staff. */
export const pickup: Service = {
  name: 'pickup',
  part: 'pickup',
  isKeyword: ({ body }) => aboutOf(body) === 'arrival',
  async recognise(frontdesk, text: InboundText) {
    const { orderPickupFlowUrl: url } = frontdesk.config;
    if (url === undefined) return undefined;
    const toFlow = { kind: 'redirect', url } as const;
    const about = aboutOf(text.body);
    // Whoever has an order is never turned away: somebody may still be there to hand it over
    if (about === 'arrival') {
      return async ({ language }) => {
        const intake = intakeNow(frontdesk);
        if (intake.kind === 'open' || (await hasOrder(frontdesk, text))) return toFlow;
        return textReply(turnedAway(frontdesk, language, intake));
      };
    }
    const customer = await readCustomer(frontdesk, text.from);
    if (customer === undefined || customer.data.orders.length === 0) return undefined;
    return async ({ language }) => {
      if (about === 'greeting' && !(await isWaiting(frontdesk, text))) return toFlow;
      const answerer = await customerWrote(frontdesk, text);
      if (answerer === 'staff') return silence;
      return answerer === 'flow' ? toFlow : textReply(say(frontdesk, language, 'orderTextPassedOn'));
    };
  },
  /** The texts that are still to come about the phone's open orders. */
  async languageChosen(frontdesk, number, language) {
    const items = await openOrders(frontdesk, await readCustomer(frontdesk, number));
    const own = items.filter(({ data }) => data.phone === number);
    await Promise.all(own.map((item) => noteOnOrder(frontdesk, item, (order) => ({ ...order, language }))));
  },
};
