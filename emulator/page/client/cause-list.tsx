import { useComputed, useSignal } from '@preact/signals';
import { ArrowDownLeft, ChevronRight, CircleAlert, Clock, MessageSquare, Terminal, Zap } from 'lucide-preact';
import { type Cause, type Effect, listed, matching } from '../lib/cause-tree';
import { secondOf } from '../lib/times';
import { EventLine } from './event-line';
import { wordsOf } from './event-words';
import { Empty } from './states';
import { filter } from './store/choices';
import { causes } from './store/log';
import { nameOf } from './store/phones';

/** Drawn at once: enough to scroll through, little enough to stay quick with a full log. */
const causesAtOnce = 100;
const effectsAtOnce = 200;

/** The newest cause first; it stands open until the next one comes, unless somebody opened or closed it. */
export function CauseList() {
  const limit = useSignal(causesAtOnce);
  const opened = useSignal<ReadonlyMap<string, boolean>>(new Map());
  const shown = useComputed(() => matching(causes.value, filter.value, wordsOf).reverse());
  const all = shown.value;
  if (all.length === 0) return <NothingYet />;
  const isFiltered = filter.value.trim() !== '';
  return (
    <>
      <ol class="causes">
        {all.slice(0, limit.value).map((cause, index) => {
          const isOpen = opened.value.get(cause.id) ?? (isFiltered || (index === 0 && cause.kind !== 'tools'));
          return (
            <CauseItem
              key={`${cause.id} ${cause.n}`}
              cause={cause}
              isOpen={isOpen}
              toggle={() => {
                opened.value = new Map(opened.value).set(cause.id, !isOpen);
              }}
            />
          );
        })}
      </ol>
      {all.length > limit.value && (
        <button
          type="button"
          class="button quiet more"
          onClick={() => {
            limit.value += causesAtOnce;
          }}
        >
          Show {Math.min(causesAtOnce, all.length - limit.value)} earlier of {all.length}
        </button>
      )}
    </>
  );
}

export function NothingYet() {
  if (filter.value.trim() !== '') {
    return (
      <Empty title="Nothing matches">
        <p>No line of the log holds “{filter.value.trim()}”.</p>
      </Empty>
    );
  }
  return (
    <Empty title="Nothing has happened yet">
      <p>Text from one of the phones: what it sets off (webhook, Function, API calls, texts) folds out here.</p>
    </Empty>
  );
}

function CauseItem({ cause, isOpen, toggle }: { cause: Cause; isOpen: boolean; toggle: () => void }) {
  const { effects, tally } = cause;
  return (
    <li class="cause">
      <button type="button" class="cause-head" aria-expanded={isOpen} onClick={toggle} disabled={effects.length === 0}>
        <ChevronRight size={16} class="fold" aria-hidden="true" />
        <time>{secondOf(Date.parse(cause.at))}</time>
        <CauseWords cause={cause} />
        <span class="tally">
          {tally.calls > 0 && <span>{countOf(tally.calls, 'call')}</span>}
          {tally.texts > 0 && <span>{countOf(tally.texts, 'text')}</span>}
          {tally.problems > 0 && (
            <span class="is-problem-text">
              <CircleAlert size={12} aria-hidden="true" /> {countOf(tally.problems, 'problem')}
            </span>
          )}
        </span>
      </button>
      {isOpen && effects.length > 0 && <Effects effects={effects} />}
    </li>
  );
}

const countOf = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function CauseWords({ cause }: { cause: Cause }) {
  if (cause.text) {
    return (
      <span class="cause-words">
        <MessageSquare size={16} aria-hidden="true" />
        <b>{nameOf(cause.text.from)}</b> <span class="cause-text">{cause.text.body}</span>
      </span>
    );
  }
  const first = cause.effects[0]?.event;
  if (first?.kind === 'message') {
    return (
      <span class="cause-words">
        <ArrowDownLeft size={16} aria-hidden="true" />
        <b>to {nameOf(first.to)}</b> <span class="cause-text">{first.body}</span>
      </span>
    );
  }
  const [Icon, words] =
    cause.kind === 'clock'
      ? [Clock, 'Clock moved']
      : cause.kind === 'tools'
        ? [Terminal, 'Calls by tools']
        : [Zap, named(cause.name)];
  return (
    <span class="cause-words">
      <Icon size={16} aria-hidden="true" />
      <b>{words}</b>
    </span>
  );
}

/** The emulator's names for what comes from outside, in words. */
const namedCauses: Readonly<Record<string, string>> = {
  alarm: 'Something fell due',
  message: 'A text on its way',
  request: 'A request to the service',
  console: 'Console',
  event: 'By itself',
};
const named = (name: string): string => namedCauses[name] ?? name;

export function Effects({ effects }: { effects: readonly Effect[] }) {
  const limit = useSignal(effectsAtOnce);
  const rows = listed(effects);
  return (
    <ol class="effects">
      {rows.slice(0, limit.value).map(({ effect, times }) => (
        <li key={effect.key}>
          <div class="line">
            {effect.latest ? <EventLine event={effect.latest} /> : <Running path={effect.path ?? ''} />}
            {times > 1 && <span class="times">{times} times</span>}
          </div>
          {effect.children.length > 0 && <Effects effects={effect.children} />}
        </li>
      ))}
      {rows.length > limit.value && (
        <li>
          <button
            type="button"
            class="button quiet more"
            onClick={() => {
              limit.value += effectsAtOnce;
            }}
          >
            Show {Math.min(effectsAtOnce, rows.length - limit.value)} more of {rows.length}
          </button>
        </li>
      )}
    </ol>
  );
}

function Running({ path }: { path: string }) {
  return (
    <>
      <span class="mark is-waiting">running</span>
      <span class="what">{path}</span>
    </>
  );
}
