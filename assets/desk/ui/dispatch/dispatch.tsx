import { now } from '../../data/clock';
import { inLine, openSessions } from '../../data/dispatch';
import { sessions, waiting } from '../../data/tables';
import { ageOf, clockTime, minuteMs } from '../../lib/times';
import { PhoneNumber } from '../number';
import { Empty, List } from '../states';
import { Providers } from './providers';

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
