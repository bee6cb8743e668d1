import { signal, useSignal } from '@preact/signals';
import { Download } from 'lucide-preact';
import type { ExportedReminders } from '../../../../src/desk/contract';
import { newActionId, post } from '../../data/api';
import { days, timeZone } from '../../data/reminder-days';
import { signedOut } from '../../data/session';
import { Modal } from '../modal';
import { Trouble } from '../trouble';

export const isExportOpen = signal(false);

/** All appointments of some days as a file for a spreadsheet, however many there are. */
export function ExportDialog() {
  return (
    <Modal isOpen={isExportOpen} titleId="export-title">
      <Form />
    </Modal>
  );
}

function Form() {
  const from = useSignal(days.value[0] ?? '');
  const until = useSignal(days.value.at(-1) ?? '');
  const problem = useSignal<string | undefined>(undefined);
  /** How many rows there are so far; undefined: nothing is being read. */
  const count = useSignal<number | undefined>(undefined);

  const download = async (event: Event) => {
    event.preventDefault();
    if (count.value !== undefined) return;
    if (from.value === '' || until.value === '' || until.value < from.value) {
      problem.value = 'Choose the first and the last day.';
      return;
    }
    problem.value = undefined;
    count.value = 0;
    const parts: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await post<ExportedReminders>('reminders/export', {
        actionId: newActionId(),
        from: from.value,
        until: until.value,
        timeZone: timeZone.value,
        cursor,
      });
      if (!answer.ok) {
        count.value = undefined;
        problem.value = answer.failure.message;
        if (answer.status === 401) signedOut(answer.failure.message);
        return;
      }
      if (parts.length === 0) parts.push(byteOrderMark, answer.body.header);
      parts.push(answer.body.rows);
      count.value += answer.body.count;
      cursor = answer.body.next;
    } while (cursor !== undefined && isExportOpen.value);
    if (isExportOpen.value) save(parts, `reminders-${from.value}-to-${until.value}.csv`);
    isExportOpen.value = false;
  };

  return (
    <form noValidate onSubmit={(event) => void download(event)}>
      <h2 id="export-title">Export appointments</h2>
      <label class="field">
        <span class="field-label">First day</span>
        <input
          type="date"
          value={from.value}
          onInput={(event) => {
            from.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="field">
        <span class="field-label">Last day</span>
        <input
          type="date"
          value={until.value}
          onInput={(event) => {
            until.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="hint">One row for each appointment, with phone, state and answer. Cancelled ones are not in it.</p>
      {problem.value !== undefined && <Trouble why={problem.value} />}
      <div class="dialog-actions">
        <button
          type="button"
          class="button"
          onClick={() => {
            isExportOpen.value = false;
          }}
        >
          Close
        </button>
        <button type="submit" class="button primary" disabled={count.value !== undefined}>
          <Download size={20} aria-hidden="true" />
          {count.value === undefined ? 'Download CSV' : `${count.value} read…`}
        </button>
      </div>
    </form>
  );
}

/** By it, a spreadsheet knows UTF-8. */
const byteOrderMark = '\ufeff';

function save(parts: readonly string[], name: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
