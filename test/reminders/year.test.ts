import type { Text } from '../../src/frontdesk';
import { createReminder } from '../../src/reminders/create';
import { deleteReminder } from '../../src/reminders/remove';
import { tick } from '../../src/reminders/tick';
import { updateReminder } from '../../src/reminders/update';
import { memoryFrontdesk } from '../memory-frontdesk';
import { day, hour, minute } from './api';

// A year of 10 000 appointments, with Twilio's queue in memory: every reminder once, none early, none late, none after a cancel.

interface QueuedText extends Text {
  readonly sid: string;
  readonly leavesMs: number;
  canceled?: boolean;
}

const begin = Date.parse('2027-01-01T00:00:00Z');
const count = 10_000;
const windowMs = 24 * hour;

/** Repeatable, and even enough. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('every reminder once, in time, and none after a cancel', async () => {
  const random = randomFrom(7);
  const frontdesk = memoryFrontdesk({ MESSAGING_SERVICE_SID: 'MG0' });
  const queue = new Map<string, QueuedText>();
  frontdesk.sendText = async (text) => {
    const sid = `SM${queue.size}`;
    queue.set(sid, { ...text, sid, leavesMs: text.sendAtMs ?? frontdesk.now });
    return { messageSid: sid, to: text.to };
  };
  frontdesk.queue = {
    async cancel(sid) {
      const text = queue.get(sid);
      if (text === undefined) return undefined;
      if (text.leavesMs <= frontdesk.now) return 'sent';
      text.canceled = true;
      return 'canceled';
    },
    find: async () => [],
    async fetch(sid) {
      const text = queue.get(sid);
      return text && { messageSid: sid, to: text.to, status: 'delivered' };
    },
  };

  interface Booked {
    id: string;
    appointmentMs: number;
    /** Since when it stands as it is now. */
    sinceMs: number;
    deleted?: boolean;
  }
  const booked: Booked[] = [];
  const events: { atMs: number; run: () => Promise<void> }[] = [];
  const after = (atMs: number, run: () => Promise<void>) => events.push({ atMs, run });
  const time = (ms: number) => new Date(ms).toISOString();
  const answered = (answer: { status: number; body: object }): string => {
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as { reminder_id: string }).reminder_id;
  };

  for (let n = 0; n < count; n += 1) {
    const createdMs = begin + Math.floor(random() * 365) * day + Math.floor(random() * 1440) * minute;
    const aheadMs = Math.ceil((random() < 0.3 ? random() * 3 : random() * 200) * 1440) * minute;
    const fate = random();
    const entry: Booked = { id: '', appointmentMs: createdMs + aheadMs, sinceMs: createdMs };
    booked.push(entry);
    after(createdMs, async () => {
      const answer = await createReminder(
        frontdesk,
        {
          contact_number: `1202${5000000 + (n % 2000)}`,
          participant: `Person ${n}`,
          appointment_time: time(entry.appointmentMs),
          notify_window: 24,
        },
        undefined,
      );
      entry.id = answered(answer);
    });
    const laterMs = createdMs + Math.ceil(random() * (aheadMs / minute - 1)) * minute;
    if (fate < 0.1) {
      after(laterMs, async () => {
        answered(await deleteReminder(frontdesk, entry.id));
        entry.deleted = true;
        entry.sinceMs = laterMs;
      });
    } else if (fate < 0.2) {
      after(laterMs, async () => {
        entry.appointmentMs += 3 * day;
        entry.sinceMs = laterMs;
        entry.id = answered(await updateReminder(frontdesk, entry.id, { appointment_time: time(entry.appointmentMs) }));
      });
    }
  }
  for (let atMs = begin; atMs < begin + 600 * day; atMs += 12 * hour) {
    after(atMs, async () => {
      expect((await tick(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY })).failed).toBe(0);
    });
  }
  events.sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, run } of events) {
    frontdesk.now = atMs;
    await run();
  }

  const sent = new Map<string, QueuedText[]>();
  for (const text of queue.values()) {
    if (text.canceled) continue;
    const id = text.about?.id ?? '';
    sent.set(id, [...(sent.get(id) ?? []), text]);
  }
  const wrong: string[] = [];
  for (const { id, appointmentMs, sinceMs, deleted } of booked) {
    const texts = sent.get(id) ?? [];
    const dueMs = Math.max(appointmentMs - windowMs, sinceMs);
    if (deleted) {
      if (texts.some(({ leavesMs }) => leavesMs > sinceMs)) wrong.push(`${id} was sent after it was deleted`);
      continue;
    }
    if (texts.length !== 1) wrong.push(`${id} was sent ${texts.length} times`);
    for (const { leavesMs } of texts) {
      const tooClose = dueMs - sinceMs < 16 * minute;
      if (leavesMs !== (tooClose ? sinceMs : dueMs))
        wrong.push(`${id} left at ${time(leavesMs)}, not at ${time(dueMs)}`);
    }
  }
  expect(wrong.slice(0, 10)).toEqual([]);
  expect([...sent.values()].flat().length).toBeGreaterThan(count * 0.85);
  expect(frontdesk.store.maps.get('reminder-work')?.size ?? 0).toBe(0);
});
