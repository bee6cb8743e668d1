import { useSignal } from '@preact/signals';
import { nextNumber, parseNumber } from '../lib/phone-numbers';
import { closeDialog, Dialog } from './dialog';
import { addPhone, phones } from './store/phones';

export function AddPhoneDialog() {
  const known = phones.peek();
  const roles = [...new Set(known.flatMap((phone) => (phone.role ? [phone.role] : [])))];
  const name = useSignal('');
  const typed = useSignal(nextNumber(known.map((phone) => phone.number)));
  const role = useSignal(roles.at(-1) ?? '');
  const problem = useSignal<string | undefined>(undefined);

  const submit = () => {
    const number = parseNumber(typed.value);
    if (number === undefined) {
      problem.value = 'A number has a plus sign, its country code and 7 to 15 digits, like +15005550113.';
      return;
    }
    const owner = known.find((phone) => phone.number === number);
    if (owner) {
      problem.value = `${owner.name} has this number.`;
      return;
    }
    closeDialog();
    const quick = known.find((phone) => phone.role === role.value)?.quick;
    void addPhone({
      number,
      name: name.value.trim() || `Phone ${number.slice(-4)}`,
      role: role.value || undefined,
      quick,
    });
  };

  return (
    <Dialog title="Add a phone">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label class="field">
          <span>Name</span>
          <input
            type="text"
            autoComplete="off"
            maxLength={40}
            placeholder="Bea"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
        </label>
        <label class="field">
          <span>Number</span>
          <input
            type="tel"
            autoComplete="off"
            value={typed.value}
            aria-invalid={problem.value !== undefined}
            aria-describedby="number-problem"
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              problem.value = undefined;
            }}
          />
        </label>
        <p id="number-problem" class="field-problem" role="alert">
          {problem.value}
        </p>
        {roles.length > 0 && (
          <label class="field">
            <span>Quick texts of</span>
            <select
              value={role.value}
              onChange={(event) => {
                role.value = event.currentTarget.value;
              }}
            >
              {roles.map((known) => (
                <option key={known} value={known}>
                  {known}
                </option>
              ))}
              <option value="">nobody</option>
            </select>
          </label>
        )}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={closeDialog}>
            Not now
          </button>
          <button type="submit" class="button primary">
            Add the phone
          </button>
        </div>
      </form>
    </Dialog>
  );
}
