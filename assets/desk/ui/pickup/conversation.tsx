import { useSignal } from '@preact/signals';
import { Send } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { now } from '../../data/clock';
import { connections, readTexts } from '../../data/live';
import { sendText, setTextDraft, textDraftOf, touch } from '../../data/orders';
import type { Loading } from '../../data/table';
import { texts } from '../../data/tables';
import { type Card, hasUnreadText } from '../../lib/board';
import { whenOf } from '../../lib/times';
import { errorOf, quickReplies, whoOf } from '../../lib/words';
import { Failed, Skeleton } from '../states';
import { Delivery } from './delivery';

const longestText = 480;

/** Texts to and from one customer. */
export function Conversation({ item }: { item: Card }) {
  const { data } = item;
  const digits = (data.arrivedPhone ?? data.phone).slice(1);
  const loading = useSignal<Loading>({ kind: 'loading' });
  const end = useRef<HTMLLIElement>(null);

  const asked = useRef(0);
  const load = async () => {
    asked.current += 1;
    const mine = asked.current;
    loading.value = { kind: 'loading' };
    const read = await readTexts(digits).then(
      (): Loading => ({ kind: 'loaded' }),
      (error: unknown): Loading => ({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
    if (mine === asked.current) loading.value = read;
  };
  // Read once per phone and connection: what came while there was none does not come by itself
  useEffect(() => void load(), [digits, connections.value]);

  const shown = [...texts.items.value.values()]
    .filter(({ key }) => key.startsWith(`${digits}-`))
    .sort((one, other) => (one.data.at < other.data.at ? -1 : 1));
  const count = shown.length;
  const isUnread = hasUnreadText(data);
  const isFollowing = useRef(isUnread);
  // The newest text is looked at when it comes
  useEffect(() => {
    if (isFollowing.current) end.current?.scrollIntoView({ block: 'nearest' });
    if (loading.value.kind === 'loaded') isFollowing.current = true;
  }, [count, loading.value.kind]);
  // Who has the drawer open reads what comes
  // Only when something new came
  useEffect(() => {
    if (isUnread) touch(item);
  }, [isUnread]);

  return (
    <section class="conversation" aria-label="Texts">
      <h3>Texts</h3>
      {loading.value.kind === 'loading' && count === 0 && <Skeleton label="Loading the texts" />}
      {loading.value.kind === 'failed' && (
        <Failed title="Cannot read the texts" why={loading.value.why} retry={() => void load()} />
      )}
      {loading.value.kind === 'loaded' && count === 0 && <p class="hint">No texts with this customer yet.</p>}
      <ol>
        {shown.map(({ key, data: text }, index) => (
          <li key={key} class={`text is-${text.direction}`} ref={index === count - 1 ? end : undefined}>
            <p>{text.body}</p>
            <span class="text-facts">
              {text.by !== undefined && `${whoOf(text.by)} · `}
              {whenOf(Date.parse(text.at), now.value)} {text.direction === 'out' && <Delivery status={text.status} />}
              {text.status === 'failed' && <span class="reason">{errorOf(text.errorCode)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What staff write to the customer: at the drawer's foot, whatever is scrolled. */
export function Compose({ item }: { item: Card }) {
  const draft = textDraftOf(item.key);
  const send = (body: string) => {
    if (body.trim() === '') return;
    setTextDraft(item.key, '');
    void sendText(item.key, body.trim()).then((done) => {
      // What was not sent is not lost
      if (!done && textDraftOf(item.key) === '') setTextDraft(item.key, body);
    });
  };

  return (
    <footer class="drawer-foot">
      <fieldset class="quick" aria-label="Quick replies">
        {quickReplies.map((words) => (
          <button type="button" class="button" key={words} onClick={() => send(words)}>
            {words}
          </button>
        ))}
      </fieldset>
      <form
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          send(draft);
        }}
      >
        <textarea
          rows={2}
          maxLength={longestText}
          placeholder="Write to the customer"
          aria-label="Write to the customer"
          value={draft}
          onInput={(event) => {
            setTextDraft(item.key, event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send(draft);
          }}
        />
        <button type="submit" class="button primary" aria-label="Send" disabled={draft.trim() === ''}>
          <Send size={20} aria-hidden="true" />
        </button>
      </form>
    </footer>
  );
}
