import { randomBytes } from 'node:crypto';
import { notFound } from '../core/errors';
import { newSid } from '../core/ids';
import type { ApiCall, Operation, World } from '../core/world';
import { pageOf } from '../rest/paging';
import { rfc2822 } from './dates';
import { textOf } from './form';
import type { KeyRecord } from './records';

/** The Key resource of api.twilio.com. A key's secret is told once, in the answer that creates it. */
export function keysApi({ tables, clock }: World): Record<string, Operation> {
  const keys = tables.open<KeyRecord>('keys');

  const find = (call: ApiCall): KeyRecord => {
    const record = keys.get(call.path.Sid ?? '');
    if (!record) throw notFound(new URL(call.url).pathname);
    return record;
  };

  return {
    CreateNewKey(call) {
      const now = clock.now();
      const record: KeyRecord = {
        sid: newSid('SK'),
        secret: randomBytes(16).toString('hex'),
        friendlyName: textOf(call.form, 'FriendlyName') ?? '',
        dateCreated: now,
        dateUpdated: now,
      };
      keys.set(record.sid, record);
      return { status: 201, body: { ...keyJson(record), secret: record.secret } };
    },
    FetchKey: (call) => ({ status: 200, body: keyJson(find(call)) }),
    ListKey: (call) => pageOf(call, 'keys', [...keys.values()], keyJson),
    UpdateKey(call) {
      const known = find(call);
      const friendlyName = textOf(call.form, 'FriendlyName') ?? known.friendlyName;
      const record = { ...known, friendlyName, dateUpdated: clock.now() };
      keys.set(record.sid, record);
      return { status: 200, body: keyJson(record) };
    },
    DeleteKey(call) {
      keys.delete(find(call).sid);
      return { status: 204 };
    },
  };
}

const keyJson = ({ sid, friendlyName, dateCreated, dateUpdated }: KeyRecord) => ({
  sid,
  friendly_name: friendlyName,
  date_created: rfc2822(dateCreated),
  date_updated: rfc2822(dateUpdated),
});
