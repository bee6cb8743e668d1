// What the desk page and its Functions agree on. The page may import the types; nothing here needs Node.
//
// Requests: POST with a JSON body and the header `x-frontdesk: desk` (a foreign page cannot send it); GET for `session`. The cookie
// goes along by itself (same origin). Anything without a session answers 401 with a `Failure` and no data: show "text !desk to <number>".
// Every action carries an `actionId`, made once per press (crypto.randomUUID()) and kept for retries of that press: it acts once.
// An action that is true already (two browsers, two presses) answers 200 with the order as it is, and texts nobody again.

import type { Language } from '../frontdesk';
import type { TextKey } from '../messages/texts';
import type { CustomerText, Fact, Moment, Order } from '../pickup/order';
import type { Reminder } from '../reminders/reminder';
import type { ServiceName } from '../services';
import type { Hours } from '../settings/opening';

export type {
  CustomerText,
  Fact,
  Moment,
  Order,
  OrderStatus,
  OrderText,
  OrderTextKind,
  TextStatus,
} from '../pickup/order';

/** The header that says that a request comes from our own page. */
export const deskHeader = 'x-frontdesk';
export const deskHeaderValue = 'desk';

/** Where the page lives (assets/desk/index.html); sign-in ends here. */
export const deskPage = '/desk/index.html';

/** Every error: a sentence for people, and what is wrong with which field. 400 input, 401 no session, 403 not ours, 404, 409 not a legal move now, 502 Twilio. */
export interface Failure {
  message: string;
  errors: readonly { field?: string; message: string }[];
  /** With 409: the order as it is now, so that the card can show why. */
  order?: OrderItem;
  /** With 409: the reminder as it is now. */
  reminder?: ReminderItem;
  /** With 409: the setting as it is now. */
  setting?: SettingItem;
}

/** An item of Map `settings`. */
export interface SettingItem<T = object> {
  key: string;
  revision: string;
  data: T;
}

/** An item of Map `orders`, as the Sync SDK shows it too. Revisions are hex numbers that grow: the higher one is the newer. */
export interface OrderItem {
  key: string;
  revision: string;
  data: Order;
}

// --- Session. `!desk` texts a link to GET /desk/sign-in?key=…; it answers a tiny page that posts itself (previews of links must not use the
// link up), sets the cookie and leads to `deskPage`. Used or too old: a page that says so.

/** GET /desk/session */
export interface Session {
  /** Masked: '…0100'. */
  who: string;
  orgName: string;
  /** The number that people text, to show how to sign in again. */
  number: string;
  expiresAt: Moment;
  /** By the server's clock: what is shown as waited is counted by it. */
  now: Moment;
  /** What is offered: the rest has no view, no Functions and no Maps. */
  services: readonly ServiceName[];
  settings: DeskSettings;
}

export interface DeskSettings {
  /** A waiting customer's clock changes its meaning after these. */
  waitingMinutes: { late: number; tooLate: number };
  /** A ready text may be sent again after this. */
  resendAfterSeconds: number;
  undoMinutes: number;
  defaultCountry: string;
  /** IANA: in which staff type and read the times of appointments; undefined: in the browser's. */
  timeZone?: string;
  /** In which texts are written. */
  languages: readonly string[];
  /** Into how many Maps `pool` and `waiting` are split: 1 is 'pool', more are 'pool-0', 'pool-1', … */
  dispatchShards: number;
  serviceMinutes: number;
}

/** POST /desk/sign-out {} → 200 {} and the cookie is gone. */
export type SignedOut = Record<string, never>;

/** POST /desk/token {} → for `new SyncClient(token)`; fetch another one when the SDK says that it is about to expire. */
export interface SyncToken {
  token: string;
  identity: string;
  expiresAt: Moment;
  /**
   * Only in the local cloud: where the Sync SDK connects (`ws://…/v3/wsconnect`). Believe it only if its host is loopback; the SDK
   * takes it as an option. Undefined on Twilio.
   */
  twilsockUri?: string;
}

/** POST /desk/heartbeat {} → 200 {}; once a minute while the page is open: it repairs what was left behind, where no cron does. */
export type Heartbeat = Record<string, never>;

/** The Maps that the token can read (open them with mode 'open_existing'); it can write none. Pool and waiting: see dispatchShards. */
export const deskMaps = {
  everybodys: ['activity', 'settings'],
  pickup: ['orders', 'texts'],
  dispatch: ['roster', 'sessions'],
  reminders: ['reminders'],
} as const satisfies Record<'everybodys' | ServiceName, readonly string[]>;

// --- Pickup. All answer `OrderAnswer` with 200 (create: 201) or a `Failure`.

/** POST /desk/orders/create. Fields that fail: name, phone, number, note. What Twilio refuses to text (400, field phone) is not stored. */
export interface CreateOrder {
  actionId: string;
  name: string;
  /** In any format; without a country code it is of `defaultCountry`. */
  phone: string;
  /** Left out: the next free one is given. */
  number?: string;
  note?: string;
}

/** POST /desk/orders/ready · collected · cancel · seen (an arrival was looked at; the customer's texts were read). */
export interface ActOnOrder {
  actionId: string;
  key: string;
}

/** POST /desk/orders/undo: takes one fact back, within ten minutes of it. */
export interface UndoOnOrder extends ActOnOrder {
  fact: Fact;
}

/** POST /desk/orders/resend: the ready text once more (or the first text, of an order that is not ready). 409 during the cool-down. */
export type ResendText = ActOnOrder;

/** POST /desk/orders/text: in staff's own words, 1 to 480 characters. */
export interface TextCustomer extends ActOnOrder {
  body: string;
}

/** POST /desk/orders/match: an arrival on the board turns out to be this order; the arrival's card closes, the order is here. */
export interface MatchArrival extends ActOnOrder {
  /** Key of the item of kind 'arrival'. `key` is the order's. */
  arrival: string;
}

export interface OrderAnswer {
  order: OrderItem;
  /** What the customer was not told, and why; the card shows it. */
  warning?: string;
}

/** Items of Map `texts`. Keys of one phone start with its digits and '-': read with from: `${digits}-`, sort by `at`. */
export type TextItem = { key: string; revision: string; data: CustomerText };

// --- Dispatch: what an admin can do by text; the texts that go out are the same.
// Read live: Map `roster` (RosterItem by digits), `pool` (PoolHint: who is available since when), `waiting` (Intent; those of kind
// 'request' wait, in order of key), `sessions` (SessionItem): their types are in src/dispatch/states.ts.

/** POST /desk/dispatch/approve · deny */
export interface DecideOnProvider {
  actionId: string;
  /** In any format; without a country code it is of `defaultCountry`. */
  number: string;
}

export interface Decided {
  outcome: string;
  /** What an admin who had texted the command would hear; for a toast. */
  message: string;
}

// --- Settings: items of Map `settings`, each with its own type in src/settings. A setting that is so already answers 200.

/** POST /desk/settings {what: 'hours', …}. Without hours (null) it is always open. Fields that fail are named by path: `hours.week.mon.0.1`. */
export interface SetHours {
  what: 'hours';
  actionId: string;
  /** Of the item that was shown, '' for none; 409 when it has moved on. */
  revision: string;
  hours: Hours | null;
}

/** POST /desk/settings {what: 'pause', …} */
export interface SetPause {
  what: 'pause';
  actionId: string;
  revision: string;
  paused: boolean;
  /** For the people who are turned away, empty for a text of ours; left out, as they are. */
  words?: string;
}

/** POST /desk/settings {what: 'text', …}: one text in one language (items `texts.en`, `texts.es`). What is wrong with it are errors of the field text. */
export interface SaveText {
  what: 'text';
  actionId: string;
  language: Language;
  key: TextKey;
  /** null: as it came. */
  text: string | null;
  /** What was there when the edit began, null for the text as it came; 409 when something else is there now. */
  seen: string | null;
}

export interface SettingAnswer {
  item: SettingItem | undefined;
}

// --- Reminders. Read live: Map `reminders` (Reminder by id, whose first 12 hex digits are the appointment's time, so that a day is a range).
// Create answers 201, the others 200 with a `ReminderAnswer`, or a `Failure` by field.

export interface ReminderItem {
  key: string;
  revision: string;
  data: Reminder;
}

export interface ReminderFields {
  /** In any format; without a country code it is of `defaultCountry`. */
  phone: string;
  /** '2027-01-31' and '13:00', on the wall clock of `timeZone`. */
  date: string;
  time: string;
  /** IANA; TIME_ZONE, where it is set, goes before it. Update: left out, the reminder's own. */
  timeZone?: string;
  hoursBefore: readonly number[];
  location?: string;
  /** With whom the appointment is. */
  participant?: string;
  /** 'es', 'pt-BR'; left out: the one that the phone has chosen. */
  language?: string;
}

/** POST /desk/reminders/create. What Twilio cannot take is not stored. */
export interface CreateReminder extends ReminderFields {
  actionId: string;
}

/** POST /desk/reminders/update: all fields; an empty one is taken away. With another time the reminder goes on under another id. */
export interface UpdateReminder extends ReminderFields {
  actionId: string;
  id: string;
}

/** POST /desk/reminders/cancel · restore (for `undoMinutes` after it) · resend (once more, at once) */
export interface ActOnReminder {
  actionId: string;
  id: string;
}

export interface ReminderAnswer {
  reminder: ReminderItem;
  warning?: string;
}

/** POST /desk/reminders/preview {…ReminderFields}: the text as it will arrive, and when; changes nothing. The phone may be missing yet. */
export interface ReminderPreview {
  body: string;
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
  /** What the alphabet counts, of what fits into so many segments. */
  used: number;
  room: number;
  /** In their order; 'skipped': it could not be in time, or goes out with a later one. */
  texts: readonly { hoursBefore: number; dueMs: number; goes: 'now' | 'later' | 'skipped' }[];
}

/** POST /desk/reminders/find: the reminders of one phone, soonest first, whenever they are. */
export interface FindReminders {
  phone: string;
}
export interface FoundReminders {
  reminders: readonly ReminderItem[];
}

/** POST /desk/reminders/export: rows of CSV, a page at a time. Ask on with `cursor` until there is no `next`. */
export interface ExportReminders {
  actionId: string;
  /** First and last day, '2027-01-31'. */
  from: string;
  until: string;
  timeZone?: string;
  cursor?: string;
}
export interface ExportedReminders {
  header: string;
  /** Lines that end with CR LF. */
  rows: string;
  count: number;
  next?: string;
}

// --- Activity: Map `activity`, newest last by key; read with order 'desc'. Kept for three days.
export interface Activity {
  at: Moment;
  /** Masked number of the admin; 'customer'; 'auto'. */
  who: string;
  /** e.g. 'created', 'ready', 'arrived', 'collected', 'cancelled', 'undo readyAt', 'texted', 'wrote', 'approved', 'denied', 'signed in'. */
  what: string;
  /** Short: '41 Cyrus', or a masked number. */
  about: string;
  /** Of the order, or the id of the reminder. */
  key?: string;
}
