import { useComputed, useSignal } from '@preact/signals';
import type { Cause, Effect } from '../lib/cause-tree';
import { matching } from '../lib/cause-tree';
import { secondOf } from '../lib/times';
import { Effects, NothingYet } from './cause-list';
import { EventLine } from './event-line';
import { wordsOf } from './event-words';
import { Empty } from './states';
import { causes, filter } from './store';

const drawnAtOnce = 100;

/** Every run of a Function with its console output and its calls, the newest first. */
export function FunctionList() {
  const limit = useSignal(drawnAtOnce);
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
    <ol class="flat">
      {shown.value.slice(0, limit.value).map(({ run, at }) => (
        <li key={run.key}>
          <div class="line run">
            <time>{secondOf(Date.parse(run.event?.at ?? at))}</time>
            {run.event ? <EventLine event={run.event} /> : <span class="what">{run.path} (running)</span>}
          </div>
          <Effects effects={run.children} />
        </li>
      ))}
      {shown.value.length > limit.value && (
        <li>
          <button
            type="button"
            class="button quiet more"
            onClick={() => {
              limit.value += drawnAtOnce;
            }}
          >
            Show earlier runs
          </button>
        </li>
      )}
    </ol>
  );
}

function runsOf(cause: Cause): { run: Effect; at: string }[] {
  const inside = (effect: Effect): Effect[] =>
    effect.path === undefined ? effect.children.flatMap(inside) : [effect, ...effect.children.flatMap(inside)];
  return cause.effects.flatMap(inside).map((run) => ({ run, at: cause.at }));
}
