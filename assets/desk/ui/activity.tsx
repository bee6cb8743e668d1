import type { Activity } from '../../../src/desk/contract';
import { now } from '../data/clock';
import { view } from '../data/desk';
import { openKey, shownOrders } from '../data/orders';
import { showReminder } from '../data/reminders';
import { activity } from '../data/tables';
import { clockTime, dayOf } from '../lib/times';
import { whatOf, whoOf } from '../lib/words';
import { Empty, List } from './states';

const shownAtMost = 200;

export function ActivityView() {
  const all = [...activity.items.value.values()]
    .sort((one, other) => (one.key > other.key ? -1 : 1))
    .slice(0, shownAtMost);
  const days = grouped(all);
  const today = dayOf(now.value);
  return (
    <section class="activity" aria-label="Activity">
      <List
        loading={activity.loading.value}
        what="what happened"
        isEmpty={all.length === 0}
        empty={
          <Empty title="Nothing has happened yet">
            <p>Who did what shows here: orders, arrivals, texts, approvals. It is kept for three days.</p>
          </Empty>
        }
      >
        {[...days].map(([day, items]) => (
          <section key={day}>
            <h2>{day === today ? 'Today' : day}</h2>
            <ol class="rows">
              {items.map(({ key, data }) => (
                <li key={key} class="row row-activity">
                  <time dateTime={data.at}>{clockTime(Date.parse(data.at))}</time>
                  <span class="activity-who">{whoOf(data.who)}</span>
                  <span class="activity-what">{whatOf(data.what)}</span>
                  <About of={data} />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </List>
    </section>
  );
}

type Rows = readonly { key: string; data: Activity }[];

/** What it was about, which can be looked at while it is there: an order on the board, a reminder on any day. */
function About({ of: { about, key } }: { of: Activity }) {
  const words = about.replace(/^…/, '•••• ');
  const open = key === undefined ? undefined : openerOf(key);
  if (open === undefined) return <span class="about">{words}</span>;
  return (
    <button type="button" class="about" onClick={open}>
      {words}
    </button>
  );
}

const isReminder = (key: string): boolean => /^[0-9a-f]{32}$/.test(key);

function openerOf(key: string): (() => void) | undefined {
  if (isReminder(key)) {
    return () => {
      view.value = 'reminders';
      void showReminder(key);
    };
  }
  if (!shownOrders.value.has(key)) return undefined;
  return () => {
    view.value = 'pickup';
    openKey.value = key;
  };
}

function grouped(all: Rows): Map<string, Rows> {
  const days = new Map<string, Rows>();
  for (const item of all) {
    const day = dayOf(Date.parse(item.data.at));
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return days;
}
