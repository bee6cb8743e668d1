import { useComputed } from '@preact/signals';
import type { Cause, Effect } from '../lib/cause-tree';
import { matching } from '../lib/cause-tree';
import { secondOf } from '../lib/times';
import { Effects, NothingYet } from './cause-list';
import { EventLine } from './event-line';
import { wordsOf } from './event-words';
import { Newest } from './newest';
import { Empty } from './states';
import { filter } from './store/choices';
import { causes } from './store/log';

/** Every run of a Function with its console output and its calls, the newest first. */
export function FunctionList() {
  const shown = useComputed(() => matching(causes.value, filter.value, wordsOf).flatMap(runsOf).reverse());
  if (shown.value.length === 0) {
    if (filter.value.trim() !== '') return <NothingYet />;
    return (
      <Empty title="No Function has run yet">
        <p>
          Each run is listed here with what it wrote to the console and the calls it made. A text from a phone starts
          one.
        </p>
      </Empty>
    );
  }
  return (
    <Newest
      of={shown.value}
      atOnce={100}
      more="Show earlier runs"
      row={({ run, at }) => (
        <li key={run.key}>
          <div class="line run">
            <time>{secondOf(Date.parse(run.event?.at ?? at))}</time>
            {run.event ? <EventLine event={run.event} /> : <span class="what">{run.path} (running)</span>}
          </div>
          <Effects effects={run.children} />
        </li>
      )}
    />
  );
}

function runsOf(cause: Cause): { run: Effect; at: string }[] {
  const inside = (effect: Effect): Effect[] =>
    effect.path === undefined ? effect.children.flatMap(inside) : [effect, ...effect.children.flatMap(inside)];
  return cause.effects.flatMap(inside).map((run) => ({ run, at: cause.at }));
}
