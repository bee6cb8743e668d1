import * as v from 'valibot';
import { HoursSchema } from '../settings/hours';
import { setHours } from '../settings/set-hours';
import type { DeskAnswer } from './answer';
import { fieldsOf, type StaffCall } from './door';
import { actionId, revision } from './fields';
import { settingAnswer } from './pause';

export const hoursFields = v.object({ actionId, revision, hours: v.nullable(HoursSchema) });

export async function saveHours({ frontdesk, event, session }: StaffCall): Promise<DeskAnswer> {
  const fields = fieldsOf(event, hoursFields);
  if ('refused' in fields) return fields.refused;
  const { actionId: id, revision: seen, hours } = fields.input;
  return settingAnswer(await setHours(frontdesk, { hours: hours ?? undefined, admin: session.admin, id, seen }));
}
