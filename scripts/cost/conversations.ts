import { localAdmin } from '../start/local';
import type { LocalFrontdesk } from '../start/local-frontdesk';
import { signedIn } from './desk';

const ana = '+12025550111';
const cal = '+12025550113';
const dee = '+12025550114';
const eli = '+12025550115';

/** A local Twilio with the front desk on it. */
export type Local = Pick<LocalFrontdesk, 'emulator' | 'deployed'>;

/** Somebody's dealings with the front desk, from their first text to the last one. */
export interface Conversation {
  /** As `--month` names it. */
  readonly name: string;
  readonly what: string;
  /** Lets happen what comes before it, which is not counted, and answers the conversation itself. */
  begin(local: Local): Promise<() => Promise<unknown>>;
}

const text = ({ emulator }: Local, from: string, ...bodies: string[]) =>
  bodies.reduce<Promise<unknown>>(
    (before, body) => before.then(() => emulator.messaging.inbound({ from, body })),
    Promise.resolve(),
  );

const provider = async (local: Local) => {
  await text(local, ana, '!subscribe');
  await text(local, localAdmin, `!approve ${ana}`);
};
const available = async (local: Local) => {
  await provider(local);
  await text(local, ana, '!available');
};

const hourMs = 60 * 60_000;

async function book({ emulator, deployed }: Local): Promise<void> {
  const response = await fetch(`${emulator.serviceUrl}/reminder/create`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${deployed.variables.REMINDER_API_KEY}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      contact_number: eli,
      appointment_time: new Date(emulator.world.clock.now() + 72 * hourMs).toISOString(),
      time_zone: 'America/New_York',
      notify_window: 24,
      location: 'Room 4',
    }),
  });
  if (!response.ok) throw new Error(`The appointment was not taken: ${await response.text()}`);
}

const tick = ({ emulator, deployed }: Local) =>
  fetch(`${emulator.serviceUrl}/tick`, {
    method: 'POST',
    headers: { authorization: `Bearer ${deployed.variables.TICK_KEY}` },
  });

/** A conversation before which nothing, or only this, has happened. */
const after =
  (given: (local: Local) => Promise<unknown>, run: (local: Local) => Promise<unknown>) => async (local: Local) => {
    await given(local);
    return () => run(local);
  };
const fresh = async () => undefined;

export const conversations: readonly Conversation[] = [
  {
    name: 'match',
    what: '1, both get the link, the provider texts !done',
    begin: after(available, async (local) => {
      await text(local, cal, '1');
      await text(local, ana, '!done');
    }),
  },
  {
    name: 'wait',
    what: '1 with nobody there, then !available and the match',
    begin: after(provider, async (local) => {
      await text(local, cal, '1');
      await text(local, ana, '!available');
    }),
  },
  {
    name: 'cancel',
    what: '1, both get the link, and 0',
    begin: after(available, (local) => text(local, cal, '1', '0')),
  },
  { name: 'provider', what: '!subscribe, one admin is asked, !approve', begin: after(fresh, provider) },
  {
    name: 'duty',
    what: '!available, and !unavailable later',
    begin: after(provider, (local) => text(local, ana, '!available', '!unavailable')),
  },
  {
    name: 'pickup',
    what: 'an order at the desk, ready, ARRIVE with all questions, handed over',
    async begin(local) {
      const desk = await signedIn(local);
      return async () => {
        const key = await desk.order({ name: 'Dee Doe', phone: dee });
        await desk.press('ready', key);
        await text(local, dee, 'ARRIVE', 'Dee Doe', 'Y', 'red Mini', 'ABC 123');
        await desk.press('collected', key);
      };
    },
  },
  {
    name: 'reminder',
    what: 'an appointment, one text the day before, Yes',
    begin: after(fresh, async (local) => {
      await book(local);
      const { clock } = local.emulator.world;
      await clock.moveTo(clock.now() + 49 * hourMs);
      await text(local, eli, 'Yes');
    }),
  },
  { name: 'showall', what: '!showall', begin: after(provider, (local) => text(local, localAdmin, '!showall')) },
  { name: 'menu', what: 'hello, and the menu', begin: after(fresh, (local) => text(local, cal, 'hello')) },
  { name: 'tick', what: 'one call of /tick with nothing to do', begin: after(available, tick) },
];
