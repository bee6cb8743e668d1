import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { Ellipsis, PhoneOff } from 'lucide-preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isOnHandset, type Thread, type ThreadText, unreadIn } from '../lib/conversation';
import { errorWordsOf } from '../lib/delivery-words';
import { maskNumber, spaceNumber } from '../lib/phone-numbers';
import { relativeDayOf } from '../lib/times';
import { Bubble } from './bubble';
import { Composer } from './composer';
import type { Phone } from './control';
import { HandsetPanel } from './handset-panel';
import { Empty } from './states';
import { nowMs, today } from './store/clock';
import { handsets, isReachable } from './store/phones';
import { inHand, markRead, threadOf } from './store/threads';

/** Texts drawn at once; earlier ones are a button away. */
const drawnAtOnce = 60;

export function PhoneCard({ phone }: { phone: Phone }) {
  const { number, name, role } = phone;
  const thread = threadOf(number);
  const isOpen = useSignal(false);
  const isRevealed = useSignal(false);
  const shown = useComputed(() => (isRevealed.value ? spaceNumber(number) : maskNumber(number)));
  const unread = unreadIn(thread.value);
  const reachable = isReachable(number);
  const read = () => {
    inHand.value = number;
    markRead(number);
  };
  return (
    <section
      class={`phone ${unread > 0 ? 'is-new' : ''}`}
      data-number={number}
      aria-label={`${name}'s phone`}
      onFocusIn={({ target, currentTarget }) => {
        read();
        // Not under a pointer that is pressing: what it presses would move away
        if (target instanceof Element && target.matches(':focus-visible')) {
          bringIntoSight(currentTarget);
        }
      }}
      onFocusOut={() => {
        inHand.value = undefined;
      }}
      onPointerDown={read}
    >
      <header class="phone-head">
        <div class="phone-who">
          <h2>{name}</h2>
          {role && role.toLowerCase() !== name.toLowerCase() && <span class="phone-role">{role}</span>}
        </div>
        <button
          type="button"
          class="phone-number"
          aria-label={`${shown.value}: ${isRevealed.value ? 'hide' : 'show'} ${name}'s number`}
          onClick={() => {
            isRevealed.value = !isRevealed.value;
          }}
        >
          {shown}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={`${name}'s handset`}
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          <Ellipsis size={20} aria-hidden="true" />
        </button>
      </header>
      {isOpen.value && <HandsetPanel phone={phone} />}
      {!reachable && !isOpen.value && (
        <p class="phone-off is-late">
          <PhoneOff size={16} aria-hidden="true" />
          Unreachable: texts fail with {errorWordsOf(handsets.value.get(number)?.errorCode ?? 30003)}
        </p>
      )}
      <Conversation phone={phone} />
      <Composer phone={phone} />
    </section>
  );
}

/** To where the row of phones comes to rest anyway; elsewhere it would snap back. */
function bringIntoSight(card: HTMLElement): void {
  const row = card.parentElement?.getBoundingClientRect();
  const { left, right } = card.getBoundingClientRect();
  if (row !== undefined && (left < row.left || right > row.right)) {
    card.scrollIntoView({ inline: 'start', block: 'nearest' });
  }
}

function Conversation({ phone }: { phone: Phone }) {
  const thread = threadOf(phone.number);
  const limit = useSignal(drawnAtOnce);
  const shown = useComputed(() => thread.value.filter(isOnHandset));
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const texts = shown.value;
  const drawn = texts.slice(-limit.value);

  // A new text is followed, unless somebody reads further up.
  useSignalEffect(() => {
    const last = shown.value.at(-1);
    if (last?.direction === 'inbound') isAtEnd.current = true;
  });
  useLayoutEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  });

  return (
    <div
      class="conversation"
      ref={box}
      role="log"
      aria-label={`Conversation of ${phone.name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 48;
      }}
    >
      {texts.length === 0 && <NoTexts phone={phone} />}
      {texts.length > drawn.length && (
        <button
          type="button"
          class="button quiet earlier"
          onClick={() => {
            isAtEnd.current = false;
            limit.value += drawnAtOnce;
          }}
        >
          Show {Math.min(drawnAtOnce, texts.length - drawn.length)} earlier
        </button>
      )}
      <Bubbles texts={drawn} />
    </div>
  );
}

function Bubbles({ texts }: { texts: Thread }) {
  today.value;
  const now = nowMs.peek() ?? 0;
  const dayOfText = (text: ThreadText | undefined) => text && relativeDayOf(Date.parse(text.date), now);
  return (
    <>
      {texts.map((text, index) => {
        const day = dayOfText(text);
        return (
          <div key={text.sid} class="bubble-place">
            {day !== dayOfText(texts[index - 1]) && <p class="day">{day}</p>}
            <Bubble text={text} />
          </div>
        );
      })}
    </>
  );
}

function NoTexts({ phone }: { phone: Phone }) {
  const [first] = phone.quick ?? [];
  return (
    <Empty title="No texts yet">
      <p>{first ? `Try “${first}” below: the answer arrives here.` : 'Write below: the answer arrives here.'}</p>
    </Empty>
  );
}
