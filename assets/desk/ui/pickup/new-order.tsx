import { signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { CreateOrder, Failure, OrderAnswer, Session } from '../../../../src/desk/contract';
import { post } from '../../data/api';
import { signedOut } from '../../data/desk';
import { cancelOrder, newActionId, setTrouble } from '../../data/orders';
import { orders } from '../../data/tables';
import { say } from '../../data/toast';
import { nameOf } from '../../lib/board';
import { Modal } from '../modal';
import { Trouble } from '../trouble';

export const isNewOrderOpen = signal(false);

const fields = [
  { name: 'name', label: 'Name', optional: false, autocomplete: 'off', maxLength: 60 },
  { name: 'phone', label: 'Phone', optional: false, autocomplete: 'off', maxLength: 40 },
  { name: 'number', label: 'Order number', optional: true, autocomplete: 'off', maxLength: 12 },
  { name: 'note', label: 'Note', optional: true, autocomplete: 'off', maxLength: 300 },
] as const;
type FieldName = (typeof fields)[number]['name'];
type Values = Readonly<Record<FieldName, string>>;

const empty: Values = { name: '', phone: '', number: '', note: '' };

const hints: Partial<Record<FieldName, string>> = { number: 'The next free one, if you leave it empty.' };

const missing: Partial<Record<FieldName, string>> = {
  name: 'Whose order is it?',
  phone: 'Where should the texts go?',
};

export function NewOrder({ session }: { session: Session }) {
  return (
    <Modal isOpen={isNewOrderOpen} titleId="new-order-title">
      <Form session={session} />
    </Modal>
  );
}

function Form({ session }: { session: Session }) {
  const values = useSignal<Values>(empty);
  const failure = useSignal<Failure | undefined>(undefined);
  const isSending = useSignal(false);
  // Kept for retries of the same order, new for another one
  const actionId = useRef(newActionId());
  const form = useRef<HTMLFormElement>(null);

  const problemOf = (name: FieldName) => failure.value?.errors.find(({ field }) => field === name)?.message;
  const others = failure.value?.errors.some(({ field }) => fields.some(({ name }) => name === field))
    ? undefined
    : failure.value?.message;

  const refuse = (refused: Failure) => {
    failure.value = refused;
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  const send = async (event: Event) => {
    event.preventDefault();
    if (isSending.value) return;
    const { name, phone, number, note } = values.value;
    const errors = fields.flatMap(({ name: field }) => {
      const message = missing[field];
      return message !== undefined && values.value[field].trim() === '' ? [{ field, message }] : [];
    });
    if (errors.length > 0) {
      refuse({ message: '', errors });
      return;
    }
    isSending.value = true;
    failure.value = undefined;
    const body: CreateOrder = {
      actionId: actionId.current,
      name,
      phone,
      ...(number.trim() !== '' && { number }),
      ...(note.trim() !== '' && { note }),
    };
    const answer = await post<OrderAnswer>('orders/create', body);
    isSending.value = false;
    if (!answer.ok) {
      if (answer.status === 401) signedOut(answer.failure.message);
      refuse(answer.failure);
      return;
    }
    const { order, warning } = answer.body;
    orders.put(order);
    if (warning !== undefined) setTrouble(order.key, warning);
    say({ words: `${nameOf(order.data)}: placed`, undo: () => void cancelOrder(order.key) });
    isNewOrderOpen.value = false;
  };

  return (
    <form ref={form} noValidate onSubmit={(event) => void send(event)}>
      <h2 id="new-order-title">New order</h2>
      {fields.map(({ name, label, optional, autocomplete, maxLength }, index) => {
        const problem = problemOf(name);
        const hint = name === 'phone' ? `Without a country code: ${session.settings.defaultCountry}.` : hints[name];
        return (
          <label class="field" key={name}>
            <span class="field-label">
              {label} {optional && <i>optional</i>}
            </span>
            <input
              name={name}
              type={name === 'phone' ? 'tel' : 'text'}
              autocomplete={autocomplete}
              maxLength={maxLength}
              autofocus={index === 0}
              value={values.value[name]}
              aria-invalid={problem !== undefined}
              aria-describedby={`new-order-${name}`}
              onInput={(event) => {
                values.value = { ...values.value, [name]: event.currentTarget.value };
                actionId.current = newActionId();
              }}
            />
            <span id={`new-order-${name}`} class={problem === undefined ? 'hint' : 'field-problem'}>
              {problem ?? hint ?? ''}
            </span>
          </label>
        );
      })}
      {others && <Trouble why={others} />}
      <div class="dialog-actions">
        <button
          type="button"
          class="button"
          onClick={() => {
            isNewOrderOpen.value = false;
          }}
        >
          Close
        </button>
        <button type="submit" class="button primary" disabled={isSending.value}>
          {isSending.value ? 'Placing…' : 'Place and text'}
        </button>
      </div>
    </form>
  );
}
