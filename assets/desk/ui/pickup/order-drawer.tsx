import { RotateCw } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import type { Order, Fact as OrderFact, Session } from '../../../../src/desk/contract';
import { isOpen, legalMoves, statusOf } from '../../../../src/pickup/moves';
import { canUndoNow } from '../../data/can-undo';
import { now } from '../../data/clock';
import {
  cancelOrder,
  handOver,
  mainActionOf,
  markReady,
  openKey,
  resendText,
  shownOrders,
  touch,
  undoFact,
} from '../../data/orders';
import { type Card, carOf, nameOf } from '../../lib/board';
import { minuteMs, secondMs, whenOf } from '../../lib/times';
import { factWords, textKindWords, undoWords } from '../../lib/words';
import { AskTwice } from '../ask-twice';
import { UndoButton } from '../closed-list';
import { Drawer, Fact } from '../drawer';
import { PhoneNumber } from '../number';
import { Compose, Conversation } from './conversation';
import { Delivery } from './delivery';
import { FindOrder } from './find-order';
import { OrderTrouble } from './order-card';

const facts: readonly OrderFact[] = ['readyAt', 'arrivedAt', 'collectedAt', 'cancelledAt'];

export function OrderDrawer({ session }: { session: Session }) {
  const key = openKey.value;
  const item = key === undefined ? undefined : shownOrders.value.get(key);
  // Opening it is what counts as looking
  useEffect(() => {
    if (item !== undefined) touch(item);
  }, [item?.key]);
  if (item === undefined) return null;
  const { data } = item;
  const main = data.kind === 'arrival' ? undefined : mainActionOf(data);
  const canBeReady = data.kind === 'order' && data.readyAt === undefined && statusOf(data) === 'here';
  return (
    <Drawer
      of={item.key}
      title={nameOf(data)}
      number={data.arrivedPhone ?? data.phone}
      foot={<Compose key={`compose ${item.key}`} item={item} />}
    >
      <OrderTrouble of={item.key} />
      {data.kind === 'arrival' && isOpen(data) && <FindOrder arrival={item} />}
      {(main || canBeReady || isOpen(data)) && (
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
          <CancelOrder key={item.key} item={item} />
        </div>
      )}
      <Facts item={item} />
      <Conversation key={item.key} item={item} />
    </Drawer>
  );
}

function Facts({ item: { key, data } }: { item: Card }) {
  const at = (moment: string) => whenOf(Date.parse(moment), now.value);
  const car = carOf(data);
  return (
    <dl class="facts">
      <Fact name="Placed">{at(data.placedAt)}</Fact>
      {facts.map((fact) => {
        const moment = data[fact];
        if (moment === undefined) return null;
        return (
          <Fact key={fact} name={factWords[fact]}>
            {at(moment)}
            {canUndoNow(data, fact, now.value) && (
              <UndoButton undo={() => void undoFact(key, fact)}>{undoWords[fact]}</UndoButton>
            )}
          </Fact>
        );
      })}
      {car !== undefined && <Fact name="Car">{car}</Fact>}
      {data.arrivedName !== undefined && <Fact name="Says">{data.arrivedName}</Fact>}
      {data.arrivedPhone !== undefined && (
        <Fact name="Order's phone">
          <PhoneNumber number={data.phone} />
        </Fact>
      )}
      {data.note && <Fact name="Note">{data.note}</Fact>}
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
        <Fact key={kind} name={textKindWords[kind].replace(/^t/, 'T')}>
          <span>
            {whenOf(Date.parse(text.at), now.value)} <Delivery status={text.status} />
            {text.status === 'failed' && text.reason && <span class="reason">{text.reason}</span>}
          </span>
        </Fact>
      ))}
    </>
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

/** A customer is texted that their order is off. */
function CancelOrder({ item: { key, data } }: { item: Card }) {
  if (!isOpen(data)) return null;
  return data.kind === 'arrival' ? (
    <AskTwice words="Take off the board" act={() => void cancelOrder(key)} />
  ) : (
    <AskTwice words="Cancel order" question="Cancel and text them?" act={() => void cancelOrder(key)} />
  );
}
