import { activityMap } from './activity';
import type { ShardedMap } from './dispatch/keys';
import { documents, rosterMap, sessionsMap } from './dispatch/states';
import { conversationDocument } from './inbound/conversation';
import { optOutDocument } from './opt-outs';
import { personDocument } from './people';
import type { E164 } from './phone';
import { customerDocument } from './pickup/customer';
import { ordersMap, textsMap } from './pickup/order';
import { reminderMap } from './reminders/reminder';
import { appointmentsDocument, workMap } from './reminders/shelf';
import type { ServiceName } from './services';
import { settingsMap } from './settings/map';

/**
 * Every kind of thing that Frontdesk stores in Sync: what it is, whose number it holds, and how long it is kept. The export, the forgetting
 * of a person, the Maps of a deploy and docs/data.md read it; a test finds what is stored and does not stand here.
 */
export interface StoredKind {
  readonly in: 'Document' | 'Map';
  /** With '<digits>' where the number of the one whose data it is stands, '<hash>' where a hash does. A Map may be split: 'pool-0'. */
  readonly name: string;
  readonly what: string;
  /** Whose it is: where that service is off, nothing of it is made. */
  readonly part?: ServiceName;
  /** Whose numbers stand in it, in words; undefined when nobody's do. */
  readonly numbers?: string;
  /** In words, for docs/data.md. */
  readonly kept: string;
  /** Sync forgets it by itself. Otherwise `kept` says why it must not. */
  readonly expires: boolean;
  /** Whose data it is: numbers or their digits. Undefined when the name says it, or when it is nobody's. */
  readonly owners?: (key: string, data: Fields) => readonly unknown[];
  /** It belongs to whoever owns the thing that it names: an order, a reminder, a request. */
  readonly follows?: boolean;
  /** Of the data of somebody else: what is left of it when this number is taken out. */
  readonly without?: (data: Fields, number: E164) => Fields;
  /** Stays when its owner is forgotten, with this of its data. */
  readonly stays?: (data: Fields) => Fields | undefined;
}

/** The data of an item, which may be of an older version. */
export type Fields = Readonly<Record<string, unknown>>;

/** In a name, for a number's digits. */
export const digitsPlaceholder = '<digits>';
const anybody: E164 = `+${digitsPlaceholder}`;
const pool: ShardedMap = 'pool';
const waiting: ShardedMap = 'waiting';

const without = (data: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

export const storedKinds: readonly StoredKind[] = [
  {
    in: 'Document',
    name: documents.provider(digitsPlaceholder),
    what: 'a provider: name, approval, whether they are on duty and with whom',
    numbers: 'the provider; the admin who decided; while they serve, the receiver',
    kept: 'until they are forgotten: an approval, and a refusal, hold until an admin takes them back',
    expires: false,
    without: (data, number) => (data.decidedBy === number ? without(data, 'decidedBy') : data),
  },
  {
    in: 'Document',
    name: documents.request(digitsPlaceholder),
    what: 'the newest request of a phone for a provider, its meeting link, and how many it made on that day',
    numbers: 'the receiver; the provider whom they met',
    kept: '7 days after it was made or matched',
    expires: true,
    without: (data, number) =>
      data.provider === number
        ? { ...without(data, 'provider', 'providerName', 'providerLanguage', 'meeting', 'words'), avoid: undefined }
        : data,
  },
  {
    in: 'Map',
    name: pool,
    part: 'dispatch',
    what: 'who is available: a copy of the provider',
    numbers: 'as in the provider',
    kept: 'while they are available',
    expires: false,
    owners: (key, { provider }) => [key.split('-')[1], fieldsOf(provider).number],
    without: (data, number) =>
      fieldsOf(data.provider).decidedBy === number
        ? { ...data, provider: without(fieldsOf(data.provider), 'decidedBy') }
        : data,
  },
  {
    in: 'Map',
    name: waiting,
    part: 'dispatch',
    what: 'what was begun and is to be finished: requests in line, sessions to end',
    numbers: 'the receiver; for the end of a session, the provider',
    kept: 'until it is finished, at most until the request is forgotten: the next tick takes it away then',
    expires: false,
    owners: (_, { receiver, provider }) => [receiver, provider],
  },
  {
    in: 'Map',
    name: rosterMap,
    part: 'dispatch',
    what: 'every provider, for `!showall` and the desk: name and approval',
    numbers: 'the provider',
    kept: 'as long as the provider',
    expires: false,
    owners: (key) => [key],
  },
  {
    in: 'Map',
    name: sessionsMap,
    part: 'dispatch',
    what: 'the sessions on the desk',
    numbers: 'the provider, with their name; the receiver',
    kept: 'until 10 minutes after the session',
    expires: true,
    owners: (_, { provider, receiver }) => [provider, receiver],
  },
  {
    in: 'Document',
    name: documents.dispatchTick,
    what: 'when the last tick ran, and where the next one goes on',
    kept: 'always one',
    expires: false,
  },
  {
    in: 'Map',
    name: ordersMap,
    part: 'pickup',
    what: 'an order or an arrival: name, note, car, plate, the last texts',
    numbers: 'the customer; whoever picks it up',
    kept: '14 days while it is open, 1 hour once it is closed',
    expires: true,
    owners: (_, { phone }) => [phone],
    without: (data, number) =>
      data.arrivedPhone === number ? without(data, 'arrivedPhone', 'arrivedName', 'carMake', 'carLicense') : data,
  },
  {
    in: 'Map',
    name: textsMap,
    part: 'pickup',
    what: 'the texts with a customer, as the desk shows them',
    numbers: 'the customer; whoever picks the order up',
    kept: '7 days',
    expires: true,
    owners: (key, { phone }) => [key.split('-')[0], phone],
  },
  {
    in: 'Document',
    name: customerDocument(anybody),
    what: "where a phone's orders are found",
    numbers: 'the customer',
    kept: '14 days after the last order',
    expires: true,
  },
  {
    in: 'Document',
    name: 'pickup.numbers',
    what: 'the last order number that was given out',
    kept: 'always one',
    expires: false,
  },
  {
    in: 'Document',
    name: 'pickup.tick',
    what: 'when texts about orders were last looked after',
    kept: 'always one',
    expires: false,
  },
  {
    in: 'Document',
    name: 'reminders.tick',
    what: 'when reminders were last looked after by traffic, or by an open desk',
    part: 'reminders',
    kept: 'always one',
    expires: false,
  },
  {
    in: 'Document',
    name: conversationDocument(anybody),
    what: 'that a phone is answering the questions of a flow',
    numbers: 'the customer',
    kept: '70 minutes; once the last question is answered, 1 hour',
    expires: true,
  },
  {
    in: 'Map',
    name: reminderMap,
    part: 'reminders',
    what: 'an appointment: when, where, with whom, its texts, the answer',
    numbers: 'the patient',
    kept: '30 days after the appointment; when that is more than a year ahead, it gets this time with its next change',
    expires: true,
    owners: (_, { contact }) => [contact],
  },
  {
    in: 'Map',
    name: workMap,
    part: 'reminders',
    what: 'what has to be done for a reminder, and when',
    numbers: 'none; of a phone that texted STOP, declined or chose a language, its own until its texts are taken back',
    kept: 'until it is done',
    expires: false,
    owners: (key) => [/(?:stop|declined|language)-(\d+)$/.exec(key)?.[1]],
    follows: true,
  },
  {
    in: 'Document',
    name: appointmentsDocument(anybody),
    what: "a phone's appointments: which reminders, with whom",
    numbers: 'the patient',
    kept: '30 days after the last appointment',
    expires: true,
  },
  {
    in: 'Document',
    name: 'idempotency.<hash>',
    what: 'which reminder an Idempotency-Key stands for, and whether it was deleted',
    kept: 'until the appointment, and 1 day at least',
    expires: true,
    follows: true,
  },
  {
    in: 'Document',
    name: personDocument(anybody),
    what: 'the language that somebody chose, the menus that they got lately, and the error that says that no text reaches their number',
    numbers: 'the phone',
    kept: '1 day, that no text reaches a number 30 days; who chose a language with `!lang` is not asked again, so it stays until they are forgotten',
    expires: false,
  },
  {
    in: 'Document',
    name: optOutDocument(anybody),
    what: 'that a phone texted STOP or START',
    numbers: 'the phone',
    kept: 'a stop for good, also when the person is forgotten: without it they could be texted again; a start 1 day',
    expires: false,
    stays: ({ stopped, atMs }) => (stopped === true ? { stopped, atMs, messageSid: '' } : undefined),
  },
  {
    in: 'Document',
    name: 'desk-link.<hash>',
    what: 'a link to the desk; only a keyed hash of it',
    numbers: 'the admin',
    kept: '10 minutes',
    expires: true,
    owners: (_, { admin }) => [admin],
  },
  {
    in: 'Document',
    name: 'desk-session.<hash>',
    what: 'a browser that is signed in at the desk; only a keyed hash of its cookie',
    numbers: 'the admin',
    kept: '12 hours',
    expires: true,
    owners: (_, { admin }) => [admin],
  },
  {
    in: 'Map',
    name: activityMap,
    what: 'who did what at the desk',
    numbers: 'none in full; the names on orders',
    kept: '3 days',
    expires: true,
    follows: true,
  },
  {
    in: 'Map',
    name: settingsMap,
    what: 'what staff set at the desk: edited texts, opening hours, a pause',
    numbers: 'none in full',
    kept: 'until staff change it',
    expires: false,
  },
];

const shapeOf = (kind: StoredKind): RegExp => {
  const parts = kind.name.split(/<\w+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const name = parts.join(kind.name.includes(digitsPlaceholder) ? '(\\d{7,15})' : '[0-9a-f]{16,}');
  return new RegExp(`^${name}${kind.in === 'Map' ? '(?:-\\d+)?' : ''}$`);
};

const shapes = storedKinds.map((kind) => ({ kind, shape: shapeOf(kind) }));

/** What a Document or a Map is, by its name; undefined for one that is not ours. */
export const storedKind = (place: StoredKind['in'], name: string): StoredKind | undefined =>
  shapes.find(({ kind, shape }) => kind.in === place && shape.test(name))?.kind;

/** The digits of the number that a Document's name carries. */
export const digitsInName = (name: string): string | undefined =>
  shapes.map(({ shape }) => shape.exec(name)?.[1]).find((digits) => digits !== undefined);

/** The Maps that are created with a deploy of these services, unsplit: 'pool', not 'pool-0'. */
export const storedMaps = (services: readonly ServiceName[]): string[] =>
  storedKinds
    .filter((kind) => kind.in === 'Map' && (kind.part === undefined || services.includes(kind.part)))
    .map(({ name }) => name);
