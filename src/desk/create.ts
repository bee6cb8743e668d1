import { noteActivity } from '../activity';
import { masked } from '../phone';
import { createOrder, orderKey } from '../pickup/create';
import { aboutOf } from '../pickup/staff';
import { failed, fine } from './answer';
import type { OrderAnswer } from './contract';
import { fieldsOf, staffDoor } from './door';
import { createFields } from './order-fields';
import { shown } from './orders';
import { typedPhone } from './typed-phone';

// Apart from the other presses: the numbers of the world are most of its bundle.

const wrong = (field: string, message: string) => failed(400, message, { errors: [{ field, message }] });

export const createDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, createFields);
  if ('refused' in fields) return fields.refused;
  const { actionId, name, phone: typed, number, note } = fields.input;
  const phone = await typedPhone(frontdesk, typed);
  if (phone === undefined)
    return wrong('phone', 'This is not a phone number. Write it like (202) 555-0123 or +44 20 7946 0000.');
  if (phone === frontdesk.config.twilioNumber) return wrong('phone', 'This is our own number.');
  const created = await createOrder(frontdesk, { actionId, name, phone, number, note });
  if (created.kind === 'refused') return wrong('phone', created.reason);
  const { item, told } = created;
  await noteActivity(frontdesk, {
    id: actionId,
    who: masked(session.admin),
    what: 'created',
    about: aboutOf(item),
    key: orderKey(actionId),
  });
  const warning = told.kind === 'unknown' ? 'The text is not out yet. It goes out within two minutes.' : undefined;
  return fine({ order: shown(item), ...(warning !== undefined && { warning }) } satisfies OrderAnswer, 201);
});
