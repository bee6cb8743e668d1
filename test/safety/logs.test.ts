import type { Fault } from '../../emulator/net/faults';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { deskLink, deskWith, followLink } from '../frontdesk/desk';
import { ask, askSigned, pathsOf } from './deployed-functions';
import { proofFor } from './proofs';

let frontdesk: TestFrontdesk;
let lines: string[];
/** What the day brought forth that nobody may read in a log, by what it is. */
let secrets: Map<string, string>;
/** The calls of Functions: whether one ended by itself, and how many lines say so. */
const calls = new Map<string, { ended: boolean; lines: number }>();
const callOf = (invocation: string) => {
  const call = calls.get(invocation) ?? { ended: false, lines: 0 };
  calls.set(invocation, call);
  return call;
};

beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
  lines = [];
  frontdesk.emulator.world.log.subscribe((event) => {
    if (event.kind === 'console') {
      lines.push(event.text);
      const { event: name } = JSON.parse(event.text);
      if (name === 'call' || name === 'failed') callOf(event.invocation).lines += 1;
    }
    if (event.kind === 'function') callOf(event.invocation).ended = event.status !== 0;
  });
  secrets = new Map();
  await day();
  await frontdesk.emulator.world.causes.settled();
});
afterAll(() => frontdesk.stop());

const [ana, ben, cal, dee, eli] = ['111', '112', '113', '114', '115'].map((end) => `+12025550${end}`) as [
  string,
  string,
  string,
  string,
  string,
];
const minute = 60_000;
const hour = 60 * minute;
const day24 = 24 * hour;

/** With so much that fails that every line which can be logged has a reason. */
async function failing(fault: Fault, work: () => Promise<unknown>): Promise<void> {
  const id = frontdesk.emulator.faults.add(fault);
  try {
    await work();
    await frontdesk.emulator.world.causes.settled();
  } finally {
    frontdesk.emulator.faults.remove(id);
  }
}

async function day(): Promise<void> {
  const { emulator, deployed, admin, phone } = frontdesk;
  for (const name of ['TICK_KEY', 'REMINDER_API_KEY', 'DESK_SECRET', 'API_SECRET', 'ZOOM_CLIENT_SECRET']) {
    secrets.set(name, deployed.variables[name] ?? '');
  }
  secrets.set('the auth token', emulator.account.authToken);
  secrets.set(
    'the credentials',
    Buffer.from(`${emulator.account.accountSid}:${emulator.account.authToken}`).toString('base64'),
  );

  // Dispatch
  for (const number of [ana, ben]) {
    await phone(number).texts('!subscribe');
    await admin.texts(`!approve ${number}`);
    await phone(number).texts('!name Dana Diaz');
    await phone(number).texts('!available');
  }
  await admin.texts('!approve 2025550199');
  await admin.texts('!showall');
  await phone(cal).texts('1');
  await phone(cal).texts('0');
  await failing({ kind: 'status', url: 'zoom.us', status: 500 }, () => phone(cal).texts('1'));
  await phone(dee).texts('1');
  await phone(eli).texts('1');
  await phone(eli).texts('STOP');
  await phone(eli).texts('START');
  emulator.messaging.setHandset(ben, { reachable: false, errorCode: 30003 });
  await phone(ben).texts('!done');
  await phone(ben).texts('!available');
  emulator.messaging.setHandset(ben, { reachable: true });
  for (const kind of ['refuse', 'lost', 'status'] as const) {
    for (const url of ['Messages.json', 'Documents', 'Maps', 'zoom']) {
      await failing({ kind, url, status: 500, code: 20500 }, async () => {
        await phone(cal).texts('0');
        await phone(cal).texts('1');
        await phone(ana).texts('!available');
        await admin.texts(`!deny ${ben}`);
        await admin.texts('!desk');
        await frontdesk.tick();
      });
    }
  }
  await failing({ kind: 'status', url: 'Messages.json', status: 400, code: 21610 }, () => phone(cal).texts('1'));
  await frontdesk.tick();

  // The desk and pickup
  const link = await deskLink(frontdesk);
  const { cookie = '' } = await followLink(link);
  secrets.set("the link's key", new URL(link).searchParams.get('key') ?? '');
  secrets.set('the session', cookie.split('=')[1] ?? '');
  const desk = deskWith(frontdesk, cookie);
  const token = await desk.post<{ token: string }>('token');
  secrets.set('the Sync token', token.body.token);
  const order = await desk.order({ name: 'Dee Doe', phone: dee, note: 'call 202-555-0114' });
  await desk.post('orders/ready', { key: order.key });
  await desk.post('orders/text', { key: order.key, body: `We are at ${dee}` });
  for (const said of ['ARRIVE', 'Y', 'red Mini', 'ABC 123']) await phone(dee).texts(said);
  await failing({ kind: 'status', url: 'Messages.json', status: 400, code: 21610 }, () =>
    desk.post('orders/create', { name: 'Nobody', phone: '+12025550116' }),
  );
  for (const url of ['Messages.json', 'Maps', 'Documents', 'Permissions']) {
    await failing({ kind: 'status', url, status: 500, code: 20500 }, async () => {
      await followLink(link);
      await desk.post('token');
      await desk.post('orders/create', { name: 'Cal Coe', phone: cal });
      await desk.post('orders/text', { key: order.key, body: 'hello' });
      await desk.post('dispatch/approve', { number: ben });
      await phone(dee).texts('ARRIVE');
    });
  }

  // Reminders
  const headers = { authorization: `Bearer ${secrets.get('REMINDER_API_KEY')}`, 'idempotency-key': 'a-key-of-theirs' };
  const appointment = (days: number) => ({
    contact_number: eli.slice(1),
    appointment_time: new Date(emulator.world.clock.now() + days * day24).toISOString(),
    notify_window: 24,
    location: 'Room 4',
    participant: 'Dr Doe',
  });
  await ask(frontdesk, '/reminder/create', { json: appointment(2), headers });
  for (const kind of ['refuse', 'lost', 'status'] as const) {
    for (const url of ['Messages.json', 'Maps', 'Documents']) {
      await failing({ kind, url, status: 500, code: 20500 }, async () => {
        await ask(frontdesk, '/reminder/create', {
          json: appointment(3),
          headers: { authorization: headers.authorization },
        });
        await ask(frontdesk, '/reminder/list', { headers });
        await frontdesk.tick();
      });
    }
  }
  await frontdesk.advance(day24 + hour);
  await frontdesk.tick();
  await phone(eli).texts('Yes');
  await frontdesk.advance(2 * day24);
  await frontdesk.tick();

  // Callers whom nobody let in, with what they brought
  for (const path of pathsOf('public')) {
    await ask(frontdesk, path, {
      headers: { authorization: `Bearer x${secrets.get('TICK_KEY')}`, cookie: `${cookie}x` },
    });
    await ask(frontdesk, path, { query: `?key=${secrets.get("the link's key")}x` });
    await ask(frontdesk, path, {
      ...(await proofFor(path)?.given(frontdesk)),
      json: { number: dee, From: dee, contact_number: dee },
    });
  }
  for (const path of pathsOf('protected')) {
    await askSigned(frontdesk, path, {
      form: [
        ['From', 'nobody'],
        ['Body', `my number is ${dee}`],
        ['phone', dee.slice(1)],
      ],
    });
  }
}

test('there was something to log', () => {
  expect(lines.length).toBeGreaterThan(50);
  const events = new Set(lines.map((line) => JSON.parse(line).event));
  for (const event of ['failed', 'text.failed', 'zoom.meeting.failed', 'order-text-failed', 'roster-notice-failed']) {
    expect([...events]).toContain(event);
  }
});

test('every line is JSON that names its event', () => {
  const wrong = lines.filter((line) => typeof JSON.parse(line).event !== 'string');
  expect(wrong).toEqual([]);
});

test('each call of a Function leaves one line: how it ended, about which text, what came of it', () => {
  const of = (event: string) => lines.map((line) => JSON.parse(line)).filter((line) => line.event === event);
  expect(calls.size).toBeGreaterThan(100);
  expect([...calls].filter(([, { ended, lines: own }]) => ended && own !== 1)).toEqual([]);
  const texts = of('call').filter(({ path, outcome }) => path === '/sms/inbound' && outcome !== 'from nobody');
  expect(texts.filter(({ messageSid, outcome, from }) => !/^SM\w{32}$/.test(messageSid) || !outcome || !from)).toEqual(
    [],
  );
  const outcomes = new Set(texts.map(({ outcome }) => outcome));
  for (const outcome of ['request: matched', 'approve: approved', 'stop', 'pickup', 'flow', 'reminders', 'desk: link'])
    expect([...outcomes]).toContain(outcome);
  expect(of('call')).toContainEqual(
    expect.objectContaining({ path: '/sms/status', messageStatus: 'delivered', status: 200 }),
  );
  expect(of('call')).toContainEqual(
    expect.objectContaining({ path: '/desk/orders/create', who: '…0100', status: 201 }),
  );
  expect(of('call')).toContainEqual(expect.objectContaining({ path: '/reminder/create', status: 401 }));
  expect(of('call')).toContainEqual(expect.objectContaining({ path: '/tick', ran: true }));
});

test('no line holds a secret', () => {
  const told = [...secrets].filter(([, secret]) => secret.length < 8 || lines.some((line) => line.includes(secret)));
  expect(told.map(([what]) => what)).toEqual([]);
  const zoom = frontdesk.emulator.world.tables.snapshot()['zoom-tokens'] ?? new Map();
  expect(zoom.size).toBeGreaterThan(0);
  for (const issued of zoom.keys()) expect(lines.filter((line) => line.includes(issued))).toEqual([]);
  expect(
    lines.filter((line) => /desk\/sign-in\?|Bearer \S|Basic \S|eyJ[\w-]{10}|frontdesk_session/.test(line)),
  ).toEqual([]);
});

test('no line holds the whole number of anybody', () => {
  const digits = /(?<!\w)\+?1?[ (.-]*202[) .-]*555[ .-]*01\d\d(?!\w)/;
  expect(lines.filter((line) => digits.test(line))).toEqual([]);
  expect(lines.filter((line) => /\+\d{8,}|12025550\d{3}/.test(line))).toEqual([]);
});

test('no line holds what people wrote', () => {
  expect(lines.filter((line) => /Dana Diaz|Dee Doe|Dr Doe|red Mini|ABC 123|We are at|my number is/.test(line))).toEqual(
    [],
  );
});

test('no line holds a meeting that strangers could join', () => {
  expect(lines.filter((line) => /zoom\.us\/j\/|pwd=/.test(line))).toEqual([]);
});
