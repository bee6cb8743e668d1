import { Car, Footprints, Hourglass, MessageSquare, TriangleAlert } from 'lucide-preact';
import type { Order } from '../../../../src/desk/contract';
import { statusOf } from '../../../../src/pickup/moves';
import { now } from '../../data/clock';
import { isPending, mainActionOf, openKey, setTrouble, troubles } from '../../data/orders';
import { phase } from '../../data/session';
import { type Card, carOf, hasUnreadText, isNewArrival, sinceMsOf } from '../../lib/board';
import { clockTime, minutesOf, patienceOf } from '../../lib/times';
import { textKindWords } from '../../lib/words';
import { Trouble } from '../trouble';
import { Delivery } from './delivery';

export function OrderCard({ card }: { card: Card }) {
  const { key, data } = card;
  const main = mainActionOf(data);
  const isNew = isNewArrival(data);
  const isOpen = openKey.value === key;
  const openDrawer = () => {
    openKey.value = key;
  };
  const car = carOf(data);
  const classes = ['card', isNew && 'is-new', isOpen && 'is-open', isPending(key) && 'is-pending']
    .filter(Boolean)
    .join(' ');
  return (
    <article
      class={classes}
      data-key={key}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows go from card to card, and Enter does a card's main action
      tabIndex={0}
      aria-label={`${data.number} ${data.name}`.trim()}
    >
      <button type="button" class="card-face" tabIndex={-1} onClick={openDrawer}>
        <span class="card-title">
          <span class="card-who">
            <b class="card-number">{data.number || '?'}</b> <bdi class="card-name">{data.name || 'Somebody'}</bdi>
          </span>
          <Waited order={data} />
        </span>
        {car !== undefined && (
          <span class="card-car">
            {data.inCar === false ? <Footprints size={20} aria-hidden="true" /> : <Car size={20} aria-hidden="true" />}
            <span>{car}</span>
          </span>
        )}
        <Facts order={data} />
      </button>
      <OrderTrouble of={key} />
      <div class="card-actions">
        {main && (
          <button type="button" class="button primary" onClick={() => main.act(key)}>
            {main.label}
          </button>
        )}
        <button type="button" class="button" onClick={openDrawer}>
          <MessageSquare size={20} aria-hidden="true" />
          {hasUnreadText(data) ? 'New text' : 'Text'}
          {hasUnreadText(data) && <i class="dot" aria-hidden="true" />}
        </button>
      </div>
    </article>
  );
}

function Facts({ order }: { order: Order }) {
  const status = statusOf(order);
  const kind = order.readyAt === undefined ? 'placed' : 'ready';
  const text = order.texts[kind];
  return (
    <span class="card-facts">
      {order.kind === 'arrival' && <span class="chip is-late">order not found yet</span>}
      {status === 'here' && order.kind === 'order' && (
        <span class={`chip ${order.readyAt === undefined ? 'is-late' : 'is-done'}`}>
          {order.readyAt === undefined ? 'not ready yet' : 'ready'}
        </span>
      )}
      {order.arrivedName !== undefined && <span>says “{order.arrivedName}”</span>}
      {status === 'preparing' && <span>placed {clockTime(Date.parse(order.placedAt))}</span>}
      {status !== 'here' && text && (
        <span>
          {textKindWords[kind]} {clockTime(Date.parse(text.at))} <Delivery status={text.status} />
        </span>
      )}
      {order.note && <span class="card-note">{order.note}</span>}
    </span>
  );
}

const patienceWords = { fine: 'waiting', late: 'waiting long', 'too-late': 'waiting too long' } as const;

/** Of who is here: how long, with a meaning. Of the others: how long they are what they are. */
function Waited({ order }: { order: Order }) {
  const waitedMs = Math.max(0, now.value - sinceMsOf(order));
  if (statusOf(order) !== 'here') return <span class="waited">{minutesOf(waitedMs)}</span>;
  const settings = phase.value.kind === 'open' ? phase.value.session.settings.waitingMinutes : { late: 3, tooLate: 8 };
  const patience = patienceOf(waitedMs, settings);
  return (
    <span class={`waited is-${patience}`} title={patienceWords[patience]}>
      {patience === 'late' && <Hourglass size={20} aria-hidden="true" />}
      {patience === 'too-late' && <TriangleAlert size={20} aria-hidden="true" />}
      {minutesOf(waitedMs)}
      <span class="unseen"> {patienceWords[patience]}</span>
    </span>
  );
}

export function OrderTrouble({ of: key }: { of: string }) {
  const why = troubles.value.get(key);
  if (why === undefined) return null;
  return <Trouble why={why} onClose={() => setTrouble(key, undefined)} />;
}
