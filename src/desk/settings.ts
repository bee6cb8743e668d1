import { fieldOf } from '../door/event';
import { type DeskAnswer, failed } from './answer';
import { type StaffCall, staffDoor } from './door';
import { saveHours } from './hours';
import { savePause } from './pause';
import { saveTextOf } from './save-text';

const settings: ReadonlyMap<string, (call: StaffCall) => Promise<DeskAnswer>> = new Map([
  ['hours', saveHours],
  ['pause', savePause],
  ['text', saveTextOf],
]);

/** One Function for all that staff set: an account's deploy has room for fifty. */
export const settingsDoor = staffDoor(async (call) => {
  const save = settings.get(fieldOf(call.event, 'what') ?? '');
  if (save !== undefined) return save(call);
  const message = `what must be one of ${[...settings.keys()].join(', ')}.`;
  return failed(400, message, { errors: [{ field: 'what', message }] });
});
