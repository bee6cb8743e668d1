import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bookingAt } from './service';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: object;
}
const id = 'a'.repeat(32);
const created: Answer = { status: 200, body: { message: 'Successfully created', reminder_id: id } };
const fields = { contact_number: '+12025550123', notify_window: '24' };

let server: Server;
let url: string;
let answers: Answer[];
let asked: { headers: IncomingHttpHeaders; body: string }[];
let pauses: number[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      asked.push({ headers: request.headers, body });
      const { status, headers, body: answer } = answers.shift() ?? { status: 500 };
      response.writeHead(status, headers).end(answer === undefined ? '<html>' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers = [];
  asked = [];
  pauses = [];
});
afterAll(() => server.close());

const sleep = async (ms: number) => void pauses.push(ms);
const book = (given = fields) => bookingAt({ url, key: 'secret', sleep })(given);

test('the key, the arguments, and a key of the request that only its content makes', async () => {
  answers = [created, created, created];
  expect(await book()).toEqual({ kind: 'created', id });
  await book({ notify_window: '24', contact_number: '+12025550123' });
  await book({ ...fields, notify_window: '48' });
  expect(asked[0]).toMatchObject({ headers: { authorization: 'Bearer secret' }, body: JSON.stringify(fields) });
  const keys = asked.map(({ headers }) => headers['idempotency-key']);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('what was there already is told apart from what is new', async () => {
  answers = [
    { ...created, headers: { 'Idempotent-Replayed': 'true' } },
    {
      status: 409,
      body: {
        message: 'Unable to create a new reminder. Duplicate contact_number 12025550123.',
        errors: [
          { field: 'appointment_time', message: `is that of reminder ${id} for the same contact and participant` },
        ],
      },
    },
  ];
  expect(await book()).toEqual({ kind: 'there', id });
  expect(await book()).toEqual({ kind: 'there', id });
});

test('what was booked under this key and deleted since is told apart from what is refused', async () => {
  const errors = [{ field: 'Idempotency-Key', message: `stands for reminder ${id}, which was deleted` }];
  answers = [{ status: 409, body: { message: 'Deleted.', errors } }];
  expect(await book()).toEqual({ kind: 'deleted' });
});

test('what the service refuses is refused with its words', async () => {
  const errors = [{ field: 'contact_number', message: 'has opted out of texts' }];
  answers = [{ status: 409, body: { message: 'Opted out.', errors } }, { status: 400 }];
  expect(await book()).toEqual({ kind: 'refused', errors });
  expect(await book()).toEqual({ kind: 'refused', errors: [{ field: 'line', message: 'was answered with 400' }] });
});

test('busy, failing, or the same request under way: again, later each time, or when it says', async () => {
  answers = [
    { status: 429, headers: { 'Retry-After': '7' } },
    { status: 503 },
    { status: 409, body: { message: 'A request with this Idempotency-Key is under way.', errors: [] } },
    created,
  ];
  expect(await book()).toEqual({ kind: 'created', id });
  expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(pauses).toHaveLength(3);
  expect(pauses[0]).toBeGreaterThan(6500);
  expect(pauses[0]).toBeLessThanOrEqual(7000);
});

test('it gives up after seven tries, at once without the right key, and when it is stopped', async () => {
  answers = Array.from({ length: 7 }, () => ({ status: 503 }));
  await expect(book()).rejects.toThrow('the service answers 503, after 7 tries');
  answers = [{ status: 401 }];
  await expect(book()).rejects.toThrow(/REMINDER_API_KEY/);
  answers = [{ status: 404 }];
  await expect(book()).rejects.toThrow(/no reminder API/);
  answers = [{ status: 503 }];
  await expect(bookingAt({ url, key: 'secret', sleep, signal: AbortSignal.abort() })(fields)).rejects.toThrow(
    'stopped',
  );
  expect(asked).toHaveLength(9);
});
