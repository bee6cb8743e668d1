import { noteActivity } from '../activity';
import type { Frontdesk } from '../frontdesk';
import { beginConversation, endConversation } from '../inbound/conversation';
import type { E164 } from '../phone';
import { recordArrival } from './arrive';
import { openOrders, readCustomer } from './customer';

// What the flow order-pickup asks of us: flat text, always the same keys, since Studio merges the answers of one widget.

export interface FindOrderAnswer {
  status: 'found' | 'several' | 'none';
  order: string;
  number: string;
  name: string;
  open: string;
}

export interface ArrivedAnswer {
  status: 'arrived' | 'unmatched';
  order: string;
  number: string;
  name: string;
}

/** Five questions, ten minutes each, and some. */
const ttlSeconds = 70 * 60;

const begin = async (frontdesk: Frontdesk, phone: E164): Promise<void> => {
  const { orderPickupFlowUrl: flowUrl } = frontdesk.config;
  if (flowUrl !== undefined) await beginConversation(frontdesk, phone, flowUrl, { ttlSeconds });
};

/** Which open order the phone has, and that its conversation begins here. Changes nothing of the order. */
export async function findOrder(frontdesk: Frontdesk, phone: E164): Promise<FindOrderAnswer> {
  const [items] = await Promise.all([
    readCustomer(frontdesk, phone).then((customer) => openOrders(frontdesk, customer)),
    begin(frontdesk, phone),
  ]);
  const orders = items.filter(({ data }) => data.kind === 'order');
  const [only] = orders;
  const open = String(orders.length);
  if (only === undefined) return { status: 'none', order: '', number: '', name: '', open };
  if (orders.length > 1) return { status: 'several', order: '', number: '', name: '', open };
  return { status: 'found', order: only.key, number: only.data.number, name: only.data.name, open };
}

export interface FlowAnswers {
  phone: E164;
  order: string;
  name: string;
  inCar: 'yes' | 'no' | '';
  car: string;
  plate: string;
  execution: string;
}

/** The customer is here: the arrival is on the board before they hear thanks, and the conversation is over. */
export async function arrived(frontdesk: Frontdesk, answers: FlowAnswers): Promise<ArrivedAnswer> {
  const { phone, order, name, inCar, car, plate, execution } = answers;
  const result = await recordArrival(frontdesk, {
    phone,
    id: execution,
    ...(order !== '' && { order }),
    ...(name !== '' && { name }),
    ...(inCar !== '' && { inCar: inCar === 'yes' }),
    ...(car !== '' && { carMake: car }),
    ...(plate !== '' && { carLicense: plate }),
  });
  const [item] = result.kind === 'arrived' ? result.items : [result.item];
  if (item === undefined) throw new Error('An arrival was recorded nowhere');
  const about = `${item.data.number} ${item.data.name}`.trim();
  await Promise.all([
    endConversation(frontdesk, phone),
    noteActivity(frontdesk, { id: execution, who: 'customer', what: 'arrived', about, key: item.key }),
  ]);
  return { status: result.kind, order: item.key, number: item.data.number, name: item.data.name };
}
