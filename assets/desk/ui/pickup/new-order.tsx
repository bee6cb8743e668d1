import { signal, useSignal } from '@preact/signals';
import type { CreateOrder, OrderAnswer, Session } from '../../../../src/desk/contract';
import { cancelOrder, setTrouble } from '../../data/orders';
import { orders } from '../../data/tables';
import { say } from '../../data/toast';
import { nameOf } from '../../lib/board';
import { Modal } from '../modal';
import { useSentForm } from '../sent-form';
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
  const form = useSentForm(fields.map(({ name }) => name));

  const send = async (event: Event) => {
    event.preventDefault();
    const { name, phone, number, note } = values.value;
    const errors = fields.flatMap(({ name: field }) => {
      const message = missing[field];
      return message !== undefined && values.value[field].trim() === '' ? [{ field, message }] : [];
    });
    if (errors.length > 0) {
      form.refuse({ message: '', errors });
      return;
    }
    const body: Omit<CreateOrder, 'actionId'> = {
      name,
      phone,
      ...(number.trim() !== '' && { number }),
      ...(note.trim() !== '' && { note }),
    };
    const answer = await form.send<OrderAnswer>('orders/create', body);
    if (answer === undefined) return;
    const { order, warning } = answer;
    orders.put(order);
    if (warning !== undefined) setTrouble(order.key, warning);
    say({ words: `${nameOf(order.data)}: placed`, undo: () => void cancelOrder(order.key) });
    if (form.isOpen()) isNewOrderOpen.value = false;
  };

  return (
    <form ref={form.ref} noValidate onSubmit={(event) => void send(event)}>
      <h2 id="new-order-title">New order</h2>
      {fields.map(({ name, label, optional, autocomplete, maxLength }, index) => {
        const problem = form.problemOf(name);
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
                form.changed();
              }}
            />
            <span id={`new-order-${name}`} class={problem === undefined ? 'hint' : 'field-problem'}>
              {problem ?? hint ?? ''}
            </span>
          </label>
        );
      })}
      {form.otherProblem && <Trouble why={form.otherProblem} />}
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
        <button type="submit" class="button primary" disabled={form.isSending}>
          {form.isSending ? 'Placing…' : 'Place and text'}
        </button>
      </div>
    </form>
  );
}
