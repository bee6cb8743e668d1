import { useSignal } from '@preact/signals';
import { now } from '../../data/clock';
import { decide, deciding, providers } from '../../data/dispatch';
import { roster } from '../../data/tables';
import type { Duty, Provider } from '../../lib/providers';
import { ageOf } from '../../lib/times';
import { PhoneNumber } from '../number';
import { Empty, List } from '../states';

const dutyNames: Readonly<Record<Duty, string>> = {
  pending: 'Waiting for approval',
  available: 'Available',
  engaged: 'In a session',
  off: 'Off',
  denied: 'Denied',
};
const duties = ['pending', 'available', 'engaged', 'off', 'denied'] as const;

/** Who may be matched, by what they do now; who asks to be one on top. */
export function Providers() {
  const all = providers.value;
  return (
    <section class="column" aria-label="Providers">
      <h2>
        Providers <span class="column-count">{all.length}</span>
      </h2>
      <ApproveNumber />
      <List
        loading={roster.loading.value}
        what="the providers"
        isEmpty={all.length === 0}
        empty={
          <Empty title="No providers yet">
            <p>Who texts !subscribe asks to be one. They show up here, to be approved.</p>
          </Empty>
        }
      >
        {duties.map((duty) => {
          const of = all.filter((provider) => provider.duty === duty);
          if (of.length === 0) return null;
          return (
            <section key={duty} class={`duty duty-${duty}`}>
              <h3>
                <i class="shape" aria-hidden="true" /> {dutyNames[duty]} <span class="column-count">{of.length}</span>
              </h3>
              <ul class="rows">
                {of.map((provider) => (
                  <ProviderRow key={provider.key} provider={provider} />
                ))}
              </ul>
            </section>
          );
        })}
      </List>
    </section>
  );
}

/** Makes somebody a provider who did not ask. */
function ApproveNumber() {
  const number = useSignal('');
  const problem = useSignal<string | undefined>(undefined);
  const approve = async (event: Event) => {
    event.preventDefault();
    if (number.value.trim() === '') return;
    problem.value = await decide(number.value, 'approve');
    if (problem.value === undefined) number.value = '';
  };
  return (
    <form class="approve-number" onSubmit={(event) => void approve(event)}>
      <input
        type="tel"
        aria-label="Number to approve as a provider"
        placeholder="A number to approve"
        aria-invalid={problem.value !== undefined}
        value={number.value}
        onInput={(event) => {
          number.value = event.currentTarget.value;
          problem.value = undefined;
        }}
      />
      <button type="submit" class="button" disabled={deciding.value.has(number.value)}>
        Approve
      </button>
      {problem.value !== undefined && (
        <p class="field-problem" role="alert">
          {problem.value}
        </p>
      )}
    </form>
  );
}

function ProviderRow({ provider: { number, name, duty, sinceMs } }: { provider: Provider }) {
  const pressed = deciding.value.get(number);
  const button = (how: 'approve' | 'deny', label: string, kind = '') => (
    <button
      type="button"
      class={`button ${kind}`}
      disabled={pressed !== undefined}
      onClick={() => void decide(number, how)}
    >
      {pressed === how ? 'One moment…' : label}
    </button>
  );
  return (
    <li class="row row-provider">
      {name !== undefined && <b>{name}</b>}
      <PhoneNumber number={number} />
      {sinceMs !== undefined && duty === 'available' && <span class="row-end">{ageOf(now.value - sinceMs)}</span>}
      {duty === 'pending' && (
        <span class="row-actions">
          {button('approve', 'Approve', 'primary')}
          {button('deny', 'Deny')}
        </span>
      )}
      {duty === 'denied' && <span class="row-actions">{button('approve', 'Approve after all')}</span>}
      {(duty === 'available' || duty === 'engaged' || duty === 'off') && (
        <details class="row-more">
          <summary>Take approval back</summary>
          <p class="hint">They are told, and are not matched any more. A session goes on to its end.</p>
          {button('deny', 'Take approval back', 'danger')}
        </details>
      )}
    </li>
  );
}
