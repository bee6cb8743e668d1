import { noteActivity } from '../activity';
import type { Frontdesk, Language } from '../frontdesk';
import { beginConversation, endConversation } from '../inbound/conversation';
import { readLanguage } from '../people';
import type { E164 } from '../phone';
import { type About, aboutOf } from './arrival-words';
import { recordArrival } from './arrive';
import { openOrders, readCustomer } from './customer';

// What the flow order-pickup asks of us: flat text, always the same keys, since Studio merges the answers of one widget.

export interface FindOrderAnswer {
  about: About;
  language: Language;
  status: 'found' | 'several' | 'none';
  order: string;
  number: string;
  name: string;
  open: string;
}

export interface ArrivedAnswer {
  status: 'arrived' | 'collected' | 'unmatched';
  language: Language;
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

/** What the text is about, in which language it is answered, which open order the phone has. The conversation about an arrival begins here. */
export async function findOrder(frontdesk: Frontdesk, phone: E164, text: string): Promise<FindOrderAnswer> {
  const about = aboutOf(text);
  const [items, language] = await Promise.all([
    readCustomer(frontdesk, phone).then((customer) => openOrders(frontdesk, customer)),
    readLanguage(frontdesk, phone),
    about === 'arrival' && begin(frontdesk, phone),
  ]);
  const orders = items.filter(({ data }) => data.kind === 'order');
  const [only] = orders;
  const answer = { about, language, order: '', number: '', name: '', open: String(orders.length) };
  if (only === undefined) return { ...answer, status: 'none' };
  if (orders.length > 1) return { ...answer, status: 'several', order: orders.map(({ key }) => key).join(' ') };
  return { ...answer, status: 'found', order: only.key, number: only.data.number, name: only.data.name };
}

export interface FlowAnswers {
  phone: E164;
  orders: readonly string[];
  name: string;
  inCar: 'yes' | 'no' | '';
  car: string;
  plate: string;
  execution: string;
}

/** The customer is here: the arrival is on the board before they hear thanks, and the conversation is over. */
export async function arrived(frontdesk: Frontdesk, answers: FlowAnswers): Promise<ArrivedAnswer> {
  const { phone, orders, name, inCar, car, plate, execution } = answers;
  const [result, language] = await Promise.all([
    recordArrival(frontdesk, {
      phone,
      id: execution,
      orders,
      ...(name !== '' && { name }),
      ...(inCar !== '' && { inCar: inCar === 'yes' }),
      ...(car !== '' && { carMake: car }),
      ...(plate !== '' && { carLicense: plate }),
    }),
    readLanguage(frontdesk, phone),
  ]);
  const [item] = result.kind === 'arrived' ? result.items : [result.item];
  if (item === undefined) throw new Error('An arrival was recorded nowhere');
  const about = `${item.data.number} ${item.data.name}`.trim();
  await Promise.all([
    endConversation(frontdesk, phone, frontdesk.config.orderPickupFlowUrl),
    result.kind !== 'collected' &&
      noteActivity(frontdesk, { id: execution, who: 'customer', what: 'arrived', about, key: item.key }),
  ]);
  return { status: result.kind, language, order: item.key, number: item.data.number, name: item.data.name };
}
