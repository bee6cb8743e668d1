import { useSignal } from '@preact/signals';
import { now } from '../../data/clock';
import { decide, deciding, inLine, openSessions, providers } from '../../data/dispatch';
import { roster, sessions, waiting } from '../../data/tables';
import type { Duty, Provider } from '../../lib/providers';
import { ageOf, clockTime, minuteMs } from '../../lib/times';
import { PhoneNumber } from '../number';
import { Empty, List } from '../states';

export function DispatchView() {
  return (
    <div class="columns columns-dispatch">
      <Waiting />
      <Sessions />
      <Providers />
    </div>
  );
}

function Waiting() {
  const people = inLine.value;
  return (
    <section class="column" aria-label="Waiting">
      <h2>
        Waiting <span class="column-count">{people.length}</span>
      </h2>
      <List
        loading={waiting.loading.value}
        what="who waits"
        isEmpty={people.length === 0}
        empty={
          <Empty title="Nobody is waiting">
            <p>Who texts 1 while no provider is available waits here, in order.</p>
          </Empty>
        }
      >
        <ol class="rows">
          {people.map(({ key, receiver, atMs }, index) => (
            <li key={key} class="row">
              <b class="place">{index + 1}</b>
              <PhoneNumber number={receiver} />
              <span class="row-end">{ageOf(now.value - atMs)}</span>
            </li>
          ))}
        </ol>
      </List>
    </section>
  );
}

function Sessions() {
  const open = openSessions.value;
  return (
    <section class="column" aria-label="Sessions">
      <h2>
        Sessions <span class="column-count">{open.length}</span>
      </h2>
      <List
        loading={sessions.loading.value}
        what="the sessions"
        isEmpty={open.length === 0}
        empty={
          <Empty title="No open session">
            <p>When somebody is connected, both show here with the time they have left.</p>
          </Empty>
        }
      >
        <ol class="rows">
          {open.map(({ key, data }) => {
            const leftMs = Math.min(data.endsAtMs - now.value, data.endsAtMs - data.startedAtMs);
            return (
              <li key={key} class="row row-session">
                <span>
                  {data.providerName === undefined ? (
                    <PhoneNumber number={data.provider} />
                  ) : (
                    <b>{data.providerName}</b>
                  )}{' '}
                  with <PhoneNumber number={data.receiver} />
                </span>
                <span class={`row-end ${leftMs <= 5 * minuteMs ? 'is-late' : ''}`}>
                  {leftMs > 0 ? `${Math.ceil(leftMs / minuteMs)} min left` : 'time is up'}
                </span>
                <progress
                  max={Math.max(1, data.endsAtMs - data.startedAtMs)}
                  value={Math.max(0, now.value - data.startedAtMs)}
                  aria-label="Time used"
                />
                <span class="hint">since {clockTime(data.startedAtMs)}</span>
              </li>
            );
          })}
        </ol>
      </List>
    </section>
  );
}

const dutyNames: Readonly<Record<Duty, string>> = {
  pending: 'Waiting for approval',
  available: 'Available',
  engaged: 'In a session',
  off: 'Off',
  denied: 'Denied',
};
const duties = ['pending', 'available', 'engaged', 'off', 'denied'] as const;

function Providers() {
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
