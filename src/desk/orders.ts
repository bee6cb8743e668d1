import type { OrderItem as StoredOrder } from '../pickup/orders';
import { matchArrival, press, type StaffOutcome, textCustomer, undoFact } from '../pickup/staff';
import { type DeskAnswer, failed, fine } from './answer';
import type { OrderAnswer, OrderItem } from './contract';
import { fieldsOf, type StaffCall, staffDoor } from './door';
import { actFields, matchFields, textFields, undoFields } from './order-fields';

export const shown = ({ key, revision, data }: StoredOrder): OrderItem => ({ key, revision, data });

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
