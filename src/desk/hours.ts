import * as v from 'valibot';
import { HoursSchema } from '../settings/hours';
import { setHours } from '../settings/set-hours';
import { fieldsOf, staffDoor } from './door';
import { actionId, revision } from './fields';
import { settingAnswer } from './pause';

export const hoursFields = v.object({ actionId, revision, hours: v.nullable(HoursSchema) });

export const hoursDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, hoursFields);
  if ('refused' in fields) return fields.refused;
  const { actionId: id, revision: seen, hours } = fields.input;
  return settingAnswer(await setHours(frontdesk, { hours: hours ?? undefined, admin: session.admin, id, seen }));
});
