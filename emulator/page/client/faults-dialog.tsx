import { useSignal } from '@preact/signals';
import { Trash2 } from 'lucide-preact';
import { type Fault, type FaultForm, type FaultKind, faultKinds } from './control';
import { closeDialog, Dialog } from './dialog';
import { addFault, faults, removeFault, removeFaults } from './store/faults';

const kindWords: Record<FaultKind, string> = {
  delay: 'answer late',
  refuse: 'refuse the connection',
  status: 'answer with an error',
  lost: 'take effect, lose the answer',
  kill: 'kill the Function that calls',
};

export function FaultsDialog() {
  const active = faults.value;
  return (
    <Dialog title="Faults">
      <p class="hint">What goes wrong on purpose: API calls that match answer late, badly or not at all.</p>
      {active.length === 0 ? (
        <p class="nothing">No fault is set. All calls are answered as they should be.</p>
      ) : (
        <ul class="faults">
          {active.map((fault) => (
            <li key={fault.id}>
              <span class="what">{faultWords(fault)}</span>
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove: ${faultWords(fault)}`}
                onClick={() => void removeFault(fault.id)}
              >
                <Trash2 size={16} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {active.length > 1 && (
        <button type="button" class="button quiet" onClick={() => void removeFaults()}>
          Remove all
        </button>
      )}
      <AddFault />
    </Dialog>
  );
}

function faultWords({ method, url, nth, times, kind, ms, status, code, after, struck }: Fault): string {
  const which = `${method ?? 'any'} ${url ?? 'call'}`;
  const when = `${nth && nth > 1 ? `, from call ${nth}` : ''}${times ? `, ${times === 1 ? 'once' : `${times} times`}` : ''}`;
  const how = {
    delay: `${ms ?? 0} ms late`,
    refuse: 'connection refused',
    status: `answers ${status ?? 500}${code ? ` (${code})` : ''}`,
    lost: 'answer lost',
    kill: after ? 'Function dies after it' : 'Function dies before it',
  }[kind];
  const soFar = struck === undefined || struck === 0 ? '' : ` (struck ${struck})`;
  return `${which}: ${how}${when}${soFar}`;
}

const numberIn = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));

function AddFault() {
  const kind = useSignal<FaultKind>('delay');
  const problem = useSignal<string | undefined>(undefined);
  const submit = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const field = (name: string) => String(data.get(name) ?? '').trim();
    const fault: FaultForm = {
      method: field('method') || undefined,
      url: field('url') || undefined,
      nth: numberIn(field('nth')),
      times: numberIn(field('times')),
      kind: kind.value,
      ms: numberIn(field('ms')),
      status: numberIn(field('status')),
      code: numberIn(field('code')),
      after: data.has('after') || undefined,
    };
    problem.value = await addFault(fault);
    if (problem.value === undefined) closeDialog();
  };
  return (
    <form
      class="add-fault"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <h3>New fault</h3>
      <div class="fields">
        <label class="field">
          <span>Method</span>
          <select name="method">
            <option value="">any</option>
            <option>GET</option>
            <option>POST</option>
            <option>DELETE</option>
          </select>
        </label>
        <label class="field grow">
          <span>URL contains</span>
          <input name="url" type="text" placeholder="any, or /Messages.json" autoComplete="off" spellcheck={false} />
        </label>
      </div>
      <div class="fields">
        <label class="field grow">
          <span>What happens</span>
          <select
            name="kind"
            value={kind.value}
            onChange={(event) => {
              kind.value = faultKinds.find((known) => known === event.currentTarget.value) ?? 'delay';
            }}
          >
            {faultKinds.map((known) => (
              <option key={known} value={known}>
                {kindWords[known]}
              </option>
            ))}
          </select>
        </label>
        {kind.value === 'delay' && <NumberField name="ms" label="Milliseconds" value={500} />}
        {kind.value === 'status' && <NumberField name="status" label="Status" value={500} />}
        {kind.value === 'status' && <NumberField name="code" label="Twilio code" />}
      </div>
      {kind.value === 'kill' && (
        <label class="check">
          <input type="checkbox" name="after" />
          after the call took effect
        </label>
      )}
      <div class="fields">
        <NumberField name="nth" label="From call" value={1} />
        <NumberField name="times" label="How often (empty: always)" value={1} />
      </div>
      <p class="field-problem" role="alert">
        {problem.value}
      </p>
      <div class="dialog-actions">
        <button type="submit" class="button primary">
          Add the fault
        </button>
      </div>
    </form>
  );
}

function NumberField({ name, label, value }: { name: string; label: string; value?: number }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input name={name} type="number" min={0} defaultValue={value === undefined ? '' : String(value)} />
    </label>
  );
}
