import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SyncClient } from 'twilio-sync';
import type { Session, SyncToken } from '../../src/desk/contract';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Desk, deskLink, deskWith, followLink, signIn } from '../frontdesk/desk';
import { syncDocuments, syncItems } from '../frontdesk/sync';

let frontdesk: TestFrontdesk;
beforeAll(async () => {
  frontdesk = await openFrontdesk();
});
beforeEach(() => frontdesk.reset());
afterAll(() => frontdesk.stop());

const functions = join(__dirname, '..', '..', 'functions');
const pathsOf = (folder: string) =>
  readdirSync(join(functions, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replace(/(\.protected)?\.ts$/, '')}`);
const staffPaths = pathsOf('desk').filter((path) => path !== 'desk/sign-in');
const strangers = ['', 'frontdesk_session=', `frontdesk_session=${'x'.repeat(43)}`, 'frontdesk_session=__proto__'];

describe('O16 without a session', () => {
  test.each(staffPaths)('%s answers 401 and no data', async (path) => {
    for (const cookie of strangers) {
      const { status, body } = await deskWith(frontdesk, cookie).post<object>(path.replace('desk/', ''), {
        name: 'Cyrus',
        phone: '+12025550114',
        key: 'order-1',
        number: '+12025550111',
      });
      expect([status, Object.keys(body)]).toEqual([401, ['message', 'errors']]);
    }
    expect((await syncItems(frontdesk, 'orders')).size).toBe(0);
  });
});

test.each(pathsOf('pickup'))('O20 %s refuses who has no signature of Twilio', async (path) => {
  const response = await fetch(`${frontdesk.emulator.serviceUrl}/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ phone: '+12025550114', execution: 'FN1' }),
  });
  expect(response.status).toBe(403);
});

describe('signing in', () => {
  test('a link is good once, also when it is used twice at once', async () => {
    const link = await deskLink(frontdesk);
    const answers = await Promise.all([followLink(link), followLink(link), followLink(link)]);
    expect(answers.filter(({ cookie }) => cookie !== undefined)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(2);
    expect((await followLink(link)).cookie).toBeUndefined();
  });

  test('a preview of the link does not use it up', async () => {
    const link = await deskLink(frontdesk);
    const preview = await fetch(link);
    expect(preview.headers.get('set-cookie')).toBeNull();
    expect(preview.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect((await followLink(link)).status).toBe(303);
  });

  test('a link is good for ten minutes', async () => {
    const link = await deskLink(frontdesk);
    await frontdesk.advance(10 * 60_000 + 1000);
    expect((await followLink(link)).cookie).toBeUndefined();
  });

  test('others than admins get none', async () => {
    const cal = frontdesk.phone('+12025550113');
    await cal.texts('!desk');
    expect(cal).toHear(/don't have permission/);
  });

  test('the cookie is out of reach of scripts and of other sites', async () => {
    const link = new URL(await deskLink(frontdesk));
    const response = await fetch(link.origin + link.pathname, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ key: link.searchParams.get('key') ?? '', go: '1' }),
    });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly/);
    expect(response.headers.get('set-cookie')).toMatch(/Secure/);
    expect(response.headers.get('set-cookie')).toMatch(/SameSite=Strict/);
  });

  test('a session ends by signing out, and by time', async () => {
    const [one, other] = [await signIn(frontdesk), await signIn(frontdesk)];
    expect((await one.get<Session>('session')).body.who).toBe('…0100');
    expect((await one.post('sign-out')).status).toBe(200);
    expect((await one.get('session')).status).toBe(401);
    expect((await other.get('session')).status).toBe(200);
    await frontdesk.advance(12 * 3_600_000 + 1000);
    expect((await other.get('session')).status).toBe(401);
  });

  test('what is stored lets nobody in', async () => {
    const link = await deskLink(frontdesk);
    const key = new URL(link).searchParams.get('key') ?? '';
    const { cookie = '' } = await followLink(link);
    const stored = JSON.stringify([...(await syncDocuments(frontdesk))]);
    expect(stored).toMatch(/desk-session\.[\s\S]*desk-link\.|desk-link\.[\s\S]*desk-session\./);
    expect(stored).not.toContain(cookie.split('=')[1]);
    expect(stored).not.toContain(key);
  });
});

test('a request from a foreign page is refused: it cannot send our header', async () => {
  const desk = await signIn(frontdesk);
  const { status } = await desk.post('orders/create', { name: 'X', phone: '+12025550114' }, { 'x-frontdesk': 'no' });
  expect(status).toBe(403);
  expect((await syncItems(frontdesk, 'orders')).size).toBe(0);
});

describe('O16 the token', () => {
  let desk: Desk;
  let client: SyncClient;
  beforeEach(async () => {
    desk = await signIn(frontdesk);
    await desk.order({ name: 'Cyrus', phone: '+12025550114' });
    const { body } = await desk.post<SyncToken>('token');
    const uri = body.twilsockUri;
    expect(uri).toBe(frontdesk.emulator.environment().TWILSOCK_URI);
    // The SDK takes where it connects as an option that its types do not name
    const options = { Sync: { twilsock: { uri } }, twilsock: { uri }, Twilsock: { uri } };
    client = new SyncClient(body.token, options as ConstructorParameters<typeof SyncClient>[1]);
  });
  afterEach(() => client.shutdown());

  test('reads the board and cannot write to it', async () => {
    const map = await client.map({ id: 'orders', mode: 'open_existing' });
    const { items } = await map.getItems();
    const [item] = items;
    expect(item?.data).toMatchObject({ name: 'Cyrus' });
    await expect(map.set('order-x', { name: 'Mallory' })).rejects.toThrow();
    await expect(map.remove(item?.key ?? '')).rejects.toThrow();
    await expect(map.update(item?.key ?? '', { name: 'Mallory' })).rejects.toThrow();
    expect([...(await syncItems<{ name: string }>(frontdesk, 'orders')).values()].map(({ name }) => name)).toEqual([
      'Cyrus',
    ]);
  });

  test('reads no sessions, no providers and no settings', async () => {
    for (const id of ['provider.12025550111', 'dispatch.tick', 'pickup.numbers']) {
      await expect(client.document({ id, mode: 'open_existing' })).rejects.toThrow();
    }
  });
});

test('what an admin decides at the desk is told in the same words', async () => {
  const desk = await signIn(frontdesk);
  const ana = frontdesk.phone('+12025550111');
  await ana.texts('!subscribe');
  expect(ana).toHear(/pending admin approval/);
  frontdesk.admin.ignoreTexts();
  const { status, body } = await desk.post<{ message: string }>('dispatch/approve', { number: ana.number });
  expect([status, body.message]).toEqual([200, expect.stringMatching(/^Provider approved\./)]);
  expect(ana).toHear(/approved and subscribed/);
  const denied = await desk.post<{ message: string }>('dispatch/deny', { number: 'nobody' });
  expect(denied.status).toBe(400);
});
