import { noteActivity } from '../activity';
import type { E164 } from '../phone';
import { masked } from '../phone';
import { createOrder, orderKey } from '../pickup/create';
import type { OrderItem as StoredOrder } from '../pickup/orders';
import { aboutOf, matchArrival, press, type StaffOutcome, textCustomer, undoFact } from '../pickup/staff';
import { typedNumber } from '../typed-number';
import type { DeskAnswer } from './answer';
import { failed, fine } from './answer';
import type { OrderAnswer, OrderItem } from './contract';
import { fieldsOf, type StaffCall, staffDoor } from './door';
import { actFields, createFields, matchFields, textFields, undoFields } from './fields';

const shown = ({ key, revision, data }: StoredOrder): OrderItem => ({ key, revision, data });

const answerOf = (outcome: StaffOutcome): DeskAnswer => {
  switch (outcome.kind) {
    case 'done': {
      const body: OrderAnswer = {
        order: shown(outcome.item),
        ...(outcome.warning !== undefined && { warning: outcome.warning }),
      };
      return fine(body);
    }
    case 'not-now':
      return failed(409, outcome.why, { order: shown(outcome.item) });
    case 'not-found':
      return failed(404, 'There is no such order any more.');
  }
};

const wrong = (field: string, message: string) => failed(400, message, { errors: [{ field, message }] });

export const createDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, createFields);
  if ('refused' in fields) return fields.refused;
  const { actionId, name, phone: typed, number, note } = fields.input;
  const phone: E164 | undefined = typedNumber(typed, frontdesk.config.defaultCountry);
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
  const warning = told.kind === 'unknown' ? 'Twilio does not answer; the text goes out as soon as it does.' : undefined;
  return fine({ order: shown(item), ...(warning !== undefined && { warning }) } satisfies OrderAnswer, 201);
});

type Simple = Parameters<typeof press>[1];

/** A press that needs to know no more than which order. */
export const pressDoor = (move: Simple) =>
  staffDoor(async ({ frontdesk, event, session }: StaffCall) => {
    const fields = fieldsOf(event, actFields);
    if ('refused' in fields) return fields.refused;
    return answerOf(await press(frontdesk, move, { ...fields.input, by: session.admin }));
  });

export const undoDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, undoFields);
  if ('refused' in fields) return fields.refused;
  const { fact, ...pressed } = fields.input;
  return answerOf(await undoFact(frontdesk, { ...pressed, by: session.admin }, fact));
});

export const textCustomerDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, textFields);
  if ('refused' in fields) return fields.refused;
  const { body, ...pressed } = fields.input;
  return answerOf(await textCustomer(frontdesk, { ...pressed, by: session.admin }, body));
});

export const matchDoor = staffDoor(async ({ frontdesk, event, session }) => {
  const fields = fieldsOf(event, matchFields);
  if ('refused' in fields) return fields.refused;
  const { arrival, ...pressed } = fields.input;
  return answerOf(await matchArrival(frontdesk, { ...pressed, by: session.admin }, arrival));
});
