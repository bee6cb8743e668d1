import { memoryFrontdesk } from '../../test/memory-frontdesk';
import { TwilioCallError } from '../twilio/call-error';
import { createReminder } from './create';
import { tick } from './tick';

const dayMs = 24 * 60 * 60_000;
const tooMany = () =>
  new TwilioCallError('SyncMapItems.create', {}, Object.assign(new Error('Rate limit exceeded'), { status: 429 }));

/** So many reminders that wait in our queue, and are due to be handed over in six days. */
async function waiting(count: number) {
  const frontdesk = memoryFrontdesk({ MESSAGING_SERVICE_SID: 'MG0' });
  const appointment_time = new Date(frontdesk.now + 40 * dayMs).toISOString();
  for (let n = 0; n < count; n += 1) {
    const contact_number = `1202555${String(1000 + n)}`;
    const { status } = await createReminder(
      frontdesk,
      { contact_number, appointment_time, notify_window: 24 },
      undefined,
    );
    expect(status).toBe(200);
  }
  frontdesk.now += 6 * dayMs;
  return frontdesk;
}
const scheduledIn = ({ sent }: ReturnType<typeof memoryFrontdesk>) => new Set(sent.map(({ to }) => to)).size;

test('what is too much at once is done a little later, and is no failure', async () => {
  const frontdesk = await waiting(30);
  let tokens = 40;
  frontdesk.store.before = (call) => {
    if (!/^(create|remove) reminder-work/.test(call)) return;
    tokens -= 1;
    if (tokens < 0) throw tooMany();
  };
  const pauses: number[] = [];
  const pause = async (ms: number) => {
    pauses.push(ms);
    tokens = 20;
  };
  const report = await tick(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY, pause });
  expect(report).toMatchObject({ failed: 0, more: false });
  expect(pauses.length).toBeGreaterThan(1);
  expect(frontdesk.sent).toHaveLength(30);
  expect(scheduledIn(frontdesk)).toBe(30);
});

test('when Twilio takes nothing at all, it ends in time, and says that there is more', async () => {
  const frontdesk = await waiting(3);
  frontdesk.store.before = () => {
    throw tooMany();
  };
  const pause = async (ms: number) => {
    frontdesk.now += ms;
  };
  const report = await tick(frontdesk, { deadlineMs: frontdesk.now + 8000, pause });
  expect(report).toEqual({ done: 0, failed: 0, more: true });
  expect(frontdesk.sent).toEqual([]);
});

test('a tick that dies over a text leaves it to the next ones, also to one that came right behind it', async () => {
  const frontdesk = await waiting(1);
  const { sendText } = frontdesk;
  let reached = () => {};
  const begun = new Promise<void>((resolve) => {
    reached = resolve;
  });
  frontdesk.sendText = () => {
    reached();
    return new Promise(() => {}); // it dies there
  };
  void tick(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY });
  await begun;
  frontdesk.sendText = sendText;
  expect(await tick(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY })).toMatchObject({ failed: 0, more: false });
  expect(frontdesk.sent).toEqual([]);
  for (let minute = 0; minute < 3; minute += 1) {
    frontdesk.now += 61_000;
    await tick(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY });
  }
  expect(frontdesk.sent).toHaveLength(1);
});

test('two ticks with the same work in hand: one hands over, and its death is noticed', async () => {
  const frontdesk = await waiting(1);
  const { sendText } = frontdesk;
  let claims = 0;
  let release = () => {};
  const both = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Neither claims the text before both have read it
  frontdesk.store.before = async (call) => {
    if (!/^update reminders\//.test(call)) return;
    claims += 1;
    if (claims === 2) release();
    if (claims <= 2) await both;
  };
  frontdesk.sendText = () => new Promise(() => {});
  const ticks = [1, 2].map(() => tick(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY }));
  await Promise.race(ticks);
  expect(claims).toBeGreaterThanOrEqual(2);
  frontdesk.sendText = sendText;
  for (let minute = 0; minute < 3; minute += 1) {
    frontdesk.now += 61_000;
    await tick(frontdesk, { deadlineMs: Number.POSITIVE_INFINITY });
  }
  expect(frontdesk.sent).toHaveLength(1);
});
