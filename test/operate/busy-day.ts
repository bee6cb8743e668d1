import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Desk, signIn } from '../frontdesk/desk';

/** The people of a day on which everything happens. */
export const people = {
  ana: '+12025550111', // a provider
  ben: '+12025550112', // another one
  cal: '+12025550113', // a receiver
  dee: '+12025550114', // a customer
  eli: '+12025550115', // a patient
  fay: '+12025550116', // speaks Spanish
  gus: '+12025550117', // does not want to be texted
  hal: '+12025550118', // waits in line
} as const;

const minute = 60_000;
const dayMs = 24 * 60 * minute;

export interface BusyDay {
  readonly frontdesk: TestFrontdesk;
  readonly desk: Desk;
  readonly order: string; // its key
  readonly reminder: string; // its id
}

/** Opens a front desk and lets every conversation happen that stores something. Nobody's texts are left unread. */
export async function busyDay(): Promise<BusyDay> {
  const frontdesk = await openFrontdesk({ rateLimits: false });
  const { admin, phone } = frontdesk;
  const text = async (who: keyof typeof people, ...bodies: string[]) => {
    for (const body of bodies) await phone(people[who]).texts(body);
  };
  for (const who of ['ana', 'ben'] as const) {
    await text(who, '!subscribe');
    await admin.texts(`!approve ${people[who]}`);
  }
  await text('ana', '!name Ana Diaz', '!available');
  await text('cal', '1');
  await text('hal', '1');
  await text('fay', '!lang es', 'hello');
  await text('gus', 'STOP');

  const desk = await signIn(frontdesk);
  const { key: order } = await desk.order({ name: 'Dee Doe', phone: people.dee, note: 'nuts' });
  await desk.post('orders/ready', { key: order });
  await text('dee', 'ARRIVE', 'Dee Doe', 'Y', 'red Mini');
  const reminder = await book(frontdesk, people.eli, 2 * dayMs, 'key-of-eli');
  await book(frontdesk, people.eli, 500 * dayMs);
  for (const one of frontdesk.phones) one.ignoreTexts();
  return { frontdesk, desk, order, reminder };
}

/** An appointment so long from now; answers the reminder's id. */
export async function book(
  { emulator, deployed }: TestFrontdesk,
  who: string,
  inMs: number,
  idempotencyKey?: string,
): Promise<string> {
  const response = await fetch(`${emulator.serviceUrl}/reminder/create`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${deployed.variables.REMINDER_API_KEY}`,
      'content-type': 'application/json',
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify({
      contact_number: who,
      appointment_time: new Date(emulator.world.clock.now() + inMs).toISOString(),
      time_zone: 'America/New_York',
      notify_window: 24,
      location: 'Room 4',
      participant: 'Dr Doe',
    }),
  });
  const body = (await response.json()) as { reminder_id?: string };
  if (body.reminder_id === undefined) throw new Error(`Not booked: ${JSON.stringify(body)}`);
  await emulator.world.causes.settled();
  return body.reminder_id;
}
