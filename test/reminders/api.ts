import type { ShownReminder } from '../../src/reminders/shown';
import type { TestFrontdesk } from '../frontdesk';

export interface ApiReply {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    message?: string;
    reminder_id?: string;
    errors?: { field: string; message: string }[];
  };
}

/** Whoever holds the API's key. */
export interface Api {
  call(action: string, body: unknown, headers?: Record<string, string>): Promise<ApiReply>;
  /** Creates a reminder that can be created, and answers its id. */
  book(fields?: Record<string, unknown>): Promise<string>;
  fetch(id: string): Promise<ShownReminder>;
}

export function apiOf(frontdesk: TestFrontdesk): Api {
  const key = frontdesk.deployed.variables.REMINDER_API_KEY;
  const call: Api['call'] = async (action, body, headers = {}) => {
    const response = await fetch(`${frontdesk.emulator.serviceUrl}/reminder/${action}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const answer = { status: response.status, body: (await response.json()) as ApiReply['body'] };
    await frontdesk.emulator.world.causes.settled();
    return answer;
  };
  return {
    call,
    async book(fields = {}) {
      const { status, body } = await call('create', { ...appointment, ...fields });
      if (status !== 200 || body.reminder_id === undefined) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body.reminder_id;
    },
    async fetch(id) {
      const { status, body } = await call('fetch', { reminder_id: id });
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body as unknown as ShownReminder;
    },
  };
}

export const patient = '+12223334444';

/** Tests begin here: a Saturday, noon in UTC. */
export const start = '2027-03-20T12:00:00Z';

/** Two days and an hour after the tests begin. */
export const appointment = {
  contact_number: '12223334444',
  appointment_time: '2027-03-22T13:00+0000',
  notify_window: 24,
  location: 'Central Park',
  participant: 'NY Running Club',
};

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
