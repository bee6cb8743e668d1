import { useSignal } from '@preact/signals';
import { Ban, RotateCw, Undo2, X } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Fact, Order, Session } from '../../../../src/desk/contract';
import { isOpen as isOpenOrder, legalMoves, statusOf } from '../../../../src/pickup/moves';
import { canUndoNow } from '../../data/can-undo';
import { now } from '../../data/clock';
import {
  cancelOrder,
  handOver,
  mainActionOf,
  markReady,
  matchArrival,
  openKey,
  resendText,
  shownOrders,
  touch,
  undoFact,
} from '../../data/orders';
import { type Card, carOf, isFound, nameOf } from '../../lib/board';
import { minuteMs, secondMs, whenOf } from '../../lib/times';
import { factWords, textKindWords, undoWords } from '../../lib/words';
import { closeDrawer } from '../keys';
import { PhoneNumber } from '../number';
import { Compose, Conversation } from './conversation';
import { Delivery } from './delivery';
import { OrderTrouble } from './order-card';

const facts: readonly Fact[] = ['readyAt', 'arrivedAt', 'collectedAt', 'cancelledAt'];

export function Drawer({ session }: { session: Session }) {
  const key = openKey.value;
  const item = key === undefined ? undefined : shownOrders.value.get(key);
  const title = useRef<HTMLHeadingElement>(null);
  // Opening it is what counts as looking
  useEffect(() => {
    title.current?.focus();
    if (item !== undefined) touch(item);
  }, [key]);
  if (item === undefined) return null;
  const { data } = item;
  const main = data.kind === 'arrival' ? undefined : mainActionOf(data);
  const canBeReady = data.kind === 'order' && data.readyAt === undefined && statusOf(data) === 'here';
  return (
    <aside class="drawer" aria-labelledby="drawer-title">
      <header class="drawer-top">
        <h2 id="drawer-title" ref={title} tabIndex={-1}>
          {nameOf(data)}
        </h2>
        <PhoneNumber number={data.arrivedPhone ?? data.phone} />
        <button type="button" class="icon-button" aria-label="Close (Esc)" onClick={closeDrawer}>
          <X size={24} aria-hidden="true" />
        </button>
      </header>
      <div class="drawer-body">
        <OrderTrouble of={item.key} />
        {data.kind === 'arrival' && isOpenOrder(data) && <FindOrder arrival={item} />}
        {(main || canBeReady || isOpenOrder(data)) && (
          <div class="drawer-actions">
            {canBeReady && (
              <button type="button" class="button primary" onClick={() => void markReady(item.key)}>
                Ready
              </button>
            )}
            {main && (
              <button type="button" class={`button ${canBeReady ? '' : 'primary'}`} onClick={() => main.act(item.key)}>
                {main.label}
              </button>
            )}
            {statusOf(data) === 'preparing' && (
              <button type="button" class="button" onClick={() => void handOver(item.key)}>
                Handed over
              </button>
            )}
            <Resend item={item} session={session} />
            <CancelButton key={item.key} item={item} />
          </div>
        )}
        <Facts item={item} />
        <Conversation key={item.key} item={item} />
      </div>
      <Compose key={`compose ${item.key}`} item={item} />
    </aside>
  );
}

function Facts({ item: { key, data } }: { item: Card }) {
  const at = (moment: string) => whenOf(Date.parse(moment), now.value);
  const car = carOf(data);
  return (
    <dl class="facts">
      <Row name="Placed">{at(data.placedAt)}</Row>
      {facts.map((fact) => {
        const moment = data[fact];
        if (moment === undefined) return null;
        return (
          <Row key={fact} name={factWords[fact]}>
            {at(moment)}
            {canUndoNow(data, fact, now.value) && (
              <button type="button" class="button" onClick={() => void undoFact(key, fact)}>
                <Undo2 size={20} aria-hidden="true" />
                {undoWords[fact]}
              </button>
            )}
          </Row>
        );
      })}
      {car !== undefined && <Row name="Car">{car}</Row>}
      {data.arrivedName !== undefined && <Row name="Says">{data.arrivedName}</Row>}
      {data.arrivedPhone !== undefined && (
        <Row name="Order's phone">
          <PhoneNumber number={data.phone} />
        </Row>
      )}
      {data.note && <Row name="Note">{data.note}</Row>}
      <TextRows order={data} />
    </dl>
  );
}

function TextRows({ order }: { order: Order }) {
  const sent = Object.entries(order.texts)
    .flatMap(([kind, text]) => (text ? [{ kind: kind as keyof typeof textKindWords, text }] : []))
    .sort((one, other) => (one.text.at < other.text.at ? -1 : 1));
  return (
    <>
      {sent.map(({ kind, text }) => (
        <Row key={kind} name={textKindWords[kind].replace(/^t/, 'T')}>
          <span>
            {whenOf(Date.parse(text.at), now.value)} <Delivery status={text.status} />
            {text.status === 'failed' && text.reason && <span class="reason">{text.reason}</span>}
          </span>
        </Row>
      ))}
    </>
  );
}

function Row({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Resend({ item: { key, data }, session }: { item: Card; session: Session }) {
  if (data.kind === 'arrival' || !legalMoves[statusOf(data)].includes('resend')) return null;
  const kind = data.readyAt === undefined ? 'placed' : 'ready';
  const last = data.texts[kind];
  const coolMs = session.settings.resendAfterSeconds * secondMs;
  const restMs = last === undefined || last.status === 'failed' ? 0 : Date.parse(last.at) + coolMs - now.value;
  return (
    <button type="button" class="button" disabled={restMs > 0} onClick={() => void resendText(key)}>
      <RotateCw size={20} aria-hidden="true" />
      {restMs > 0 ? `Text again in ${Math.ceil(restMs / minuteMs)} min` : 'Text again'}
    </button>
  );
}

/** Two presses: a customer is texted that their order is off. */
function CancelButton({ item: { key, data } }: { item: Card }) {
  const isAsked = useSignal(false);
  if (!isOpenOrder(data)) return null;
  const words = data.kind === 'arrival' ? 'Take off the board' : 'Cancel order';
  return (
    <button
      type="button"
      class={`button danger ${isAsked.value ? 'is-asked' : ''}`}
      onClick={() => {
        if (isAsked.value || data.kind === 'arrival') void cancelOrder(key);
        isAsked.value = !isAsked.value;
      }}
      onBlur={() => {
        isAsked.value = false;
      }}
    >
      <Ban size={20} aria-hidden="true" />
      {isAsked.value ? 'Cancel and text them?' : words}
    </button>
  );
}

const mostCandidates = 8;

/** An arrival whose order was not found: staff know better. */
function FindOrder({ arrival }: { arrival: Card }) {
  const text = useSignal('');
  const open = [...shownOrders.value.values()].filter(({ data }) => data.kind === 'order' && isOpenOrder(data));
  const found = open.filter(({ data }) => isFound(data, text.value));
  return (
    <section class="find" aria-label="Find the order">
      <h3>Which order is it?</h3>
      <input
        type="search"
        placeholder="Name or number"
        aria-label="Name or number of the order"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      {found.length === 0 && <p class="hint">No open order fits.</p>}
      <ul>
        {found.slice(0, mostCandidates).map(({ key, data }) => (
          <li key={key}>
            <button
              type="button"
              class="button"
              onClick={() => {
                void matchArrival(key, arrival.key);
                openKey.value = key;
              }}
            >
              <b>{nameOf(data)}</b> {data.readyAt === undefined ? 'not ready yet' : 'ready'}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
