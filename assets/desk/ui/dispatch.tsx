import { now } from '../data/clock';
import { decide, deciding, inLine, openSessions, providers } from '../data/dispatch';
import { roster, sessions, waiting } from '../data/tables';
import type { Duty, Provider } from '../lib/providers';
import { ageOf, clockTime, minuteMs } from '../lib/times';
import { PhoneNumber } from './number';
import { Empty, List } from './states';

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
                  <b>{shownAs(data.provider)}</b> with {shownAs(data.receiver)}
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

/** Names stay; masked numbers look as everywhere else. */
const shownAs = (who: string): string => who.replace(/^…/, '•••• ');

const dutyNames: Readonly<Record<Duty, string>> = {
  pending: 'Waiting for approval',
  available: 'Available',
  engaged: 'In a session',
  off: 'Off',
};
const duties = ['pending', 'available', 'engaged', 'off'] as const;

function Providers() {
  const all = providers.value;
  return (
    <section class="column" aria-label="Providers">
      <h2>
        Providers <span class="column-count">{all.length}</span>
      </h2>
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

function ProviderRow({ provider: { number, name, duty, approval, sinceMs } }: { provider: Provider }) {
  const isDeciding = deciding.value.has(number);
  return (
    <li class="row row-provider">
      {name !== undefined && <b>{name}</b>}
      <PhoneNumber number={number} />
      {sinceMs !== undefined && duty === 'available' && <span class="row-end">{ageOf(now.value - sinceMs)}</span>}
      {approval === 'denied' && <span class="row-end">denied</span>}
      {duty === 'pending' && (
        <span class="row-actions">
          <button
            type="button"
            class="button primary"
            disabled={isDeciding}
            onClick={() => void decide(number, 'approve')}
          >
            {isDeciding ? 'One moment…' : 'Approve'}
          </button>
          <button type="button" class="button" disabled={isDeciding} onClick={() => void decide(number, 'deny')}>
            Deny
          </button>
        </span>
      )}
    </li>
  );
}
