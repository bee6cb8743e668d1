import type { Language } from '../frontdesk';
import type { E164 } from '../phone';

/** A moment as ISO 8601 in UTC: '2026-11-21T12:40:00.000Z'. */
export type Moment = string;

/** What can be true of an order, each with the time it became true. They are independent: arrival and ready never overwrite each other. */
export const facts = ['readyAt', 'arrivedAt', 'collectedAt', 'cancelledAt'] as const;
export type Fact = (typeof facts)[number];

/** Derived from the facts: what staff do next about it. */
export type OrderStatus = 'preparing' | 'ready' | 'here' | 'collected' | 'cancelled';

/** The texts about an order: those that the front desk sends by itself, and staff's own. */
export const orderTextKinds = ['placed', 'ready', 'not-ready', 'cancelled', 'restored', 'staff'] as const;
export type OrderTextKind = (typeof orderTextKinds)[number];

export type TextStatus = 'sending' | 'sent' | 'delivered' | 'failed';

export interface OrderText {
  status: TextStatus;
  /** As it is sent; a repair looks for it among what went out. */
  body: string;
  /** When it was decided to send it. */
  at: Moment;
  /** When somebody last tried to send it, if not at once. */
  triedAt?: Moment;
  /** To whom, when it is not the order's phone. */
  to?: E164;
  /** Who of the staff wrote it, masked. */
  by?: string;
  messageSid?: string;
  /** Twilio's, when it failed. */
  errorCode?: number;
  /** Why it failed, for staff. */
  reason?: string;
}

/** Something that staff did, so that a retry of it is known. */
export interface DoneAction {
  id: string;
  action: string;
}

/** Item of Map `orders`: the truth about one order, changed by revision only. Its key never changes. */
export interface Order {
  /** 'arrival': somebody is here whose order was not found. It has no number and no `readyAt`. */
  kind: 'order' | 'arrival';
  /** Short, to say aloud: '41'. Empty for an arrival. */
  number: string;
  /** The customer has another open order, so texts name the number. */
  numbered?: boolean;
  /** Of the customer, as staff typed it; of an arrival, as the customer texted it. */
  name: string;
  phone: E164;
  note?: string;
  language: Language;

  placedAt: Moment;
  readyAt?: Moment;
  arrivedAt?: Moment;
  collectedAt?: Moment;
  cancelledAt?: Moment;

  /** From the customer's answers; shown as text, never as HTML. Gone when they answer that they are not in a car. */
  inCar?: boolean;
  carMake?: string;
  carLicense?: string;
  /** The name that the arriving person gave, when it is not the order's. */
  arrivedName?: string;
  /** The phone that the arriving person texted from, when it is not the order's. */
  arrivedPhone?: E164;
  /** Somebody of the staff has seen the newest arrival: the sound stops. */
  seenAt?: Moment;

  /** When the customer last wrote something that is meant for staff, and when staff read it. */
  wroteAt?: Moment;
  readAt?: Moment;
  /** The customer's texts of the last hour: after so many, no robot answers any more. */
  wroteLately?: readonly Moment[];
  /** When staff last wrote to the customer themselves. */
  staffWroteAt?: Moment;

  /** The newest text of each kind. The card shows whether it was delivered. */
  texts: { readonly [Kind in OrderTextKind]?: OrderText };
  /** The newest last. */
  actions: readonly DoneAction[];
}

/** Item of Map `texts`: one text to or from a customer. Its key starts with the digits of the order's phone and a hyphen. */
export interface CustomerText {
  direction: 'in' | 'out';
  /** Who wrote it or got it; not the order's phone when somebody else picks it up. */
  phone: E164;
  body: string;
  at: Moment;
  /** Of a text to the customer; 'sent' of one that came from them. */
  status: TextStatus;
  messageSid?: string;
  errorCode?: number;
  /** Who wrote it: 'auto' for the texts about an order, a masked number for staff. Absent on the customer's own. */
  by?: string;
}

export const ordersMap = 'orders';
export const textsMap = 'texts';

/** Document `customer.<digits>`: where a phone's open orders may be found. Whether they are open, the items say. */
export interface Customer {
  orders: readonly { key: string; listedAtMs: number }[];
}
