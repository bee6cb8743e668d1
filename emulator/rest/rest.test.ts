import { createWorld, type OwnedWorld } from '../core/create-world';
import { TwilioApiError } from '../core/errors';
import type { ApiCall, HostRequest, Part } from '../core/world';
import { pageOf } from './paging';
import { createRest, type Rest } from './rest';

const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: '12345678901234567890123456789012' };
const key = { sid: `SK${'1'.repeat(32)}`, secret: 'open sesame' };
const serviceSid = `IS${'2'.repeat(32)}`;
const messages = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`;

let world: OwnedWorld;
let rest: Rest;
let calls: ApiCall[];
let answer: (call: ApiCall) => unknown;

const echo = (status: number) => (call: ApiCall) => {
  calls.push(call);
  return { status, body: answer(call) };
};
const part: Part = {
  operations: {
    'api.twilio.com': { CreateMessage: echo(201), ListMessage: (call) => pageOf(call, 'messages', numbers(5)) },
    'sync.twilio.com': {
      CreateDocument: echo(201),
      FetchDocument: echo(200),
      UpdateService: echo(200),
      ListService: (call) => pageOf(call, 'services', numbers(5)),
    },
  },
  ownChecks: ['CreateMessage'],
};
const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ sid: index }));

beforeAll(async () => {
  world = createWorld({ account });
  world.tables.open('keys').set(key.sid, key);
  rest = await createRest(world, [part]);
});
beforeEach(() => {
  calls = [];
  answer = () => ({});
});
afterAll(() => world.stop());

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const owner = basic(account.accountSid, account.authToken);

async function ask(method: string, url: string, form = '', headers: Record<string, string> = {}) {
  const host = new URL(url).hostname;
  const type: Record<string, string> = form === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  const request: HostRequest = { method, url, headers: { authorization: owner, ...type, ...headers }, body: form };
  const { status, body } = await rest.answer(host, request, {});
  return { status, body: JSON.parse(body) };
}

describe('who may call', () => {
  const url = `https://api.twilio.com${messages}`;

  test.each([
    ['nobody', ''],
    ['a wrong token', basic(account.accountSid, 'wrong')],
    ['another account', basic(`AC${'9'.repeat(32)}`, account.authToken)],
    ['a key with a wrong secret', basic(key.sid, account.authToken)],
    ['no password', `Basic ${Buffer.from(account.accountSid).toString('base64')}`],
    ['a bearer', `Bearer ${account.authToken}`],
  ])('%s: 401 with 20003', async (_, authorization) => {
    expect(await ask('GET', url, '', { authorization })).toMatchObject({
      status: 401,
      body: { code: 20003, status: 401, more_info: 'https://www.twilio.com/docs/errors/20003' },
    });
  });

  test('the account and its API keys are let in', async () => {
    expect((await ask('GET', url)).status).toBe(200);
    expect((await ask('GET', url, '', { authorization: basic(key.sid, key.secret) })).status).toBe(200);
  });

  test("another account's path is not there", async () => {
    const other = url.replace(account.accountSid, `AC${'9'.repeat(32)}`);
    expect(await ask('GET', other)).toMatchObject({ status: 404, body: { code: 20404 } });
  });
});

describe('where a call goes', () => {
  test('a path that is none: 404 with 20404', async () => {
    expect(await ask('GET', 'https://sync.twilio.com/v1/Nothing')).toMatchObject({
      status: 404,
      body: { code: 20404, message: 'The requested resource /v1/Nothing was not found' },
    });
  });

  test('an operation that nobody implements: 501, and it is named', async () => {
    const { status, body } = await ask('GET', `https://sync.twilio.com/v1/Services/${serviceSid}/Streams`);
    expect(status).toBe(501);
    expect(body.message).toMatch(/ListSyncStream/);
  });

  test('a version of an API that is not played: 501, and it is named', async () => {
    const { status, body } = await ask('GET', 'https://sync.twilio.com/v2/Services');
    expect([status, body.message]).toEqual([
      501,
      'The local Twilio has v1 of sync.twilio.com, not v2 (GET /v2/Services)',
    ]);
  });

  test('a method that the path does not have: 405 with 20004', async () => {
    expect(await ask('DELETE', 'https://sync.twilio.com/v1/Services')).toMatchObject({
      status: 405,
      body: { code: 20004 },
    });
  });

  test('two parts that implement the same operation do not start', async () => {
    await expect(createRest(world, [part, part])).rejects.toThrow(/CreateMessage/);
  });

  test('an operation that Twilio does not have cannot be implemented', async () => {
    const made = createRest(world, [{ operations: { 'sync.twilio.com': { CreateDocumnet: echo(201) } } }]);
    await expect(made).rejects.toThrow(/CreateDocumnet/);
  });

  test('path, query, headers and form arrive decoded; a repeated key is a list', async () => {
    const url = `https://sync.twilio.com/v1/Services/${serviceSid}/Documents?x=1&y=%2B2`;
    await ask('POST', url, 'UniqueName=a+b%26c&Data=%7B%7D&Tag=1&Tag=2', { 'x-mine': 'yes' });
    expect(calls[0]).toMatchObject({
      operationId: 'CreateDocument',
      host: 'sync.twilio.com',
      url,
      path: { ServiceSid: serviceSid },
      query: { x: '1', y: '+2' },
      form: { UniqueName: 'a b&c', Data: '{}', Tag: ['1', '2'] },
    });
    expect(calls[0]?.headers['x-mine']).toBe('yes');
    await ask('GET', `https://sync.twilio.com/v1/Services/${serviceSid}/Documents/order%3A1%2F2`);
    expect(calls[1]?.path.Sid).toBe('order:1/2');
  });
});

describe('what a call must be', () => {
  test('a value that is none of the allowed: 400, and the parameter is named', async () => {
    const url = `https://sync.twilio.com/v1/Services/${serviceSid}`;
    const { status, body } = await ask('POST', url, 'AclEnabled=perhaps');
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 20001, message: expect.stringContaining('AclEnabled') });
    expect((await ask('POST', url, 'AclEnabled=true&FriendlyName=')).status).toBe(200);
  });

  test('a page size beyond the limit: 400', async () => {
    expect((await ask('GET', 'https://sync.twilio.com/v1/Services?PageSize=1001')).status).toBe(400);
  });

  test('a part that checks for itself is asked whatever is sent', async () => {
    expect((await ask('POST', `https://api.twilio.com${messages}`, 'ScheduleType=nonsense')).status).toBe(201);
  });
});

describe('what goes wrong', () => {
  const url = `https://sync.twilio.com/v1/Services/${serviceSid}/Documents/a`;

  test("an operation's error is answered as Twilio words it", async () => {
    answer = () => {
      throw new TwilioApiError(412, 54103, 'The revision does not match', { given: 'a' });
    };
    expect(await ask('GET', url)).toEqual({
      status: 412,
      body: {
        code: 54103,
        message: 'The revision does not match',
        more_info: 'https://www.twilio.com/docs/errors/54103',
        status: 412,
        details: { given: 'a' },
      },
    });
  });

  test('a mistake of ours is said whole', async () => {
    const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    answer = () => {
      throw new TypeError('no such thing');
    };
    expect(await ask('GET', url)).toMatchObject({ status: 500, body: { message: expect.stringContaining('no such') } });
    silent.mockRestore();
  });

  test('with checkResponses, an answer that differs from the document is a failure and is kept', async () => {
    const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const checking = await createRest(world, [part], { checkResponses: true });
    answer = () => ({ sid: 7, flavour: 'mint' });
    const request = { method: 'GET', url, headers: { authorization: owner }, body: '' };
    const { status } = await checking.answer('sync.twilio.com', request, {});
    expect(status).toBe(500);
    expect(checking.violations[0]).toMatch(/FetchDocument/);
    expect(checking.violations[0]).toMatch(/flavour is not in Twilio's document/);
    expect(checking.violations[0]).toMatch(/unique_name is missing/);
    silent.mockRestore();
  });
});

describe('pages', () => {
  test('v1 lists are paged in meta', async () => {
    const { body } = await ask('GET', 'https://sync.twilio.com/v1/Services?PageSize=2');
    expect(body.services).toEqual(numbers(2));
    expect(body.meta).toMatchObject({ key: 'services', page: 0, page_size: 2, previous_page_url: null });
    const second = (await ask('GET', body.meta.next_page_url)).body;
    expect(second.services).toEqual(numbers(5).slice(2, 4));
    const third = (await ask('GET', second.meta.next_page_url)).body;
    expect(third.services).toEqual(numbers(5).slice(4));
    expect(third.meta.next_page_url).toBeNull();
    expect((await ask('GET', third.meta.previous_page_url)).body.services).toEqual(second.services);
  });

  test('v2010 lists are paged beside their resources, with paths', async () => {
    const { body } = await ask('GET', `https://api.twilio.com${messages}?PageSize=3&To=%2B1`);
    expect(body).toMatchObject({ page: 0, page_size: 3, start: 0, end: 2, previous_page_uri: null });
    expect(body.next_page_uri).toMatch(/^\/2010-04-01\/.*To=%2B1.*Page=1/);
    const next = (await ask('GET', `https://api.twilio.com${body.next_page_uri}`)).body;
    expect(next).toMatchObject({ messages: numbers(5).slice(3), start: 3, end: 4, next_page_uri: null });
  });
});
