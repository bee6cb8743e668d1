import { timeDigits } from '../../src/reminders/reminder';
import type { Bench } from './bench';
import { exampleOf, multiply } from './growth';
import { type Act, costHead, costRows, growthHead, growthRows } from './measure';
import { median, table } from './table';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const seeded = '+13125550100';
let used = 0;
/** A phone that has no appointment yet. */
const newPhone = (): string => `+1415556${String(used++).padStart(4, '0')}`;

/** The reminder API, for who has its key. */
function apiOf({ local }: Bench) {
  const { emulator, deployed } = local;
  return async (action: string, fields: object): Promise<{ reminder_id: string }> => {
    const response = await fetch(`${emulator.serviceUrl}/reminder/${action}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${deployed.variables.REMINDER_API_KEY}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(fields),
    });
    if (!response.ok) throw new Error(`${action}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { reminder_id: string };
  };
}

const nowMs = ({ local }: Bench) => local.emulator.world.clock.now();

function actsOf(bench: Bench): readonly Act[] {
  const call = apiOf(bench);
  const { control } = bench;
  const appointment = (contact_number: string, daysAhead: number, notify_window: number | number[]) => ({
    contact_number,
    appointment_time: new Date(Math.ceil((nowMs(bench) + daysAhead * dayMs) / minuteMs) * minuteMs).toISOString(),
    notify_window,
    location: 'Main Hall',
    participant: 'Dr Ito',
  });
  const book = async (daysAhead = 3) => (await call('create', appointment(newPhone(), daysAhead, [24, 2]))).reminder_id;
  /** A phone that was just reminded of its appointment. */
  const reminded = async () => {
    const phone = newPhone();
    await call('create', appointment(phone, 0.5, 24)); // it is late for 24 hours before: the text goes out at once
    return phone;
  };
  const ofOne = (name: string, act: (id: string) => Promise<unknown>): Act => ({
    name,
    ready: async () => {
      const id = await book();
      return () => act(id);
    },
  });
  const reply = (name: string, words: string): Act => ({
    name,
    ready: async () => {
      const phone = await reminded();
      return () => control.text(phone, words);
    },
  });
  return [
    {
      name: 'create',
      ready: async () => {
        const fields = appointment(newPhone(), 3, [24, 2]);
        return () => call('create', fields);
      },
    },
    ofOne('fetch', (reminder_id) => call('fetch', { reminder_id })),
    ofOne('list a day', () => call('list', { day: new Date(nowMs(bench) + 3 * dayMs).toISOString().slice(0, 10) })),
    ofOne('update, the words', (reminder_id) => call('update', { reminder_id, location: 'Room 4' })),
    ofOne('update, the time', (reminder_id) =>
      call('update', { reminder_id, appointment_time: appointment('', 4, 24).appointment_time }),
    ),
    ofOne('delete', (reminder_id) => call('delete', { reminder_id })),
    reply('Yes', 'Yes'),
    reply('No', 'No'),
    reply('neither', 'hmm'),
    { name: 'tick, nothing due', ready: async () => () => tick(bench) },
  ];
}

async function tick({ local }: Bench): Promise<{ more: boolean; looked: { reminders: number } }> {
  const { emulator, deployed } = local;
  const response = await fetch(`${emulator.serviceUrl}/tick`, {
    method: 'POST',
    headers: { authorization: `Bearer ${deployed.variables.TICK_KEY}` },
  });
  if (!response.ok) throw new Error(`tick: ${response.status} ${await response.text()}`);
  return (await response.json()) as { more: boolean; looked: { reminders: number } };
}

/** Stores so many reminders that wait in our queue, of as many phones, `everyMs` apart; their texts are due to be handed over in five days. */
async function store(bench: Bench, size: number, everyMs: number): Promise<void> {
  const { local } = bench;
  const aheadMs = 40 * dayMs;
  const appointmentMs = Math.ceil((nowMs(bench) + aheadMs) / minuteMs) * minuteMs;
  let id = '';
  const example = await exampleOf(local.emulator, async () => {
    const answer = await apiOf(bench)('create', {
      contact_number: seeded,
      appointment_time: new Date(appointmentMs).toISOString(),
      notify_window: 24,
    });
    id = answer.reminder_id;
  });
  // Its times count: those of what is to be done, and the appointment's own
  const times = example.items.flatMap(({ key }) => /^([0-9a-f]{12})\./.exec(String(key))?.[1] ?? []);
  multiply(local.emulator, example, size - 1, (text, n) => {
    const laterMs = n * everyMs;
    const ownId = timeDigits(appointmentMs + laterMs) + n.toString(16).padStart(20, '0');
    const moved = times.reduce(
      (all, digits) => all.replaceAll(`"${digits}.`, `"${timeDigits(Number.parseInt(digits, 16) + laterMs)}.`),
      text.replaceAll(`.${id}`, `.${ownId}`).replaceAll(id, ownId),
    );
    return moved.replaceAll(seeded.slice(1), String(13_000_000_000 + n));
  });
}

export async function benchReminders(bench: Bench): Promise<void> {
  const { control, local, print, quick } = bench;
  const acts = actsOf(bench);
  await control.reset();
  print('\n## Reminders: what a call costs\n');
  print(table(costHead, await costRows(bench, acts)));

  print('\n## Reminders: as more are stored\n');
  const grow = async (size: number) => {
    await control.reset();
    await store(bench, size, minuteMs);
  };
  print(table(growthHead(bench), await growthRows(bench, acts, grow)));

  print('\n## Reminders: a tick with texts to hand over\n');
  await control.reset();
  await store(bench, quick ? 50 : 300, 0);
  await local.emulator.world.clock.moveTo(nowMs(bench) + 6 * dayMs);
  const perCall: number[] = [];
  const beganMs = performance.now();
  for (let more = true; more; ) {
    const answer = await tick(bench);
    more = answer.more;
    perCall.push(answer.looked.reminders);
  }
  const seconds = (performance.now() - beganMs) / 1000;
  const texts = (await control.scheduled()).length;
  print(
    table(
      ['texts handed over', 'calls of tick', 'looked at in a call', 'a second'],
      [[texts, perCall.length, median(perCall), texts / seconds]],
    ),
  );
}
