import { useSignal } from '@preact/signals';
import { Plus, Undo2 } from 'lucide-preact';
import { canUndoNow } from '../../data/can-undo';
import { now } from '../../data/clock';
import { board, foundBoard, openKey, search, undoFact } from '../../data/orders';
import { orders } from '../../data/tables';
import { type Board, type Column, columns, lastFactOf, nameOf, sinceMsOf } from '../../lib/board';
import { clockTime } from '../../lib/times';
import { factWords } from '../../lib/words';
import { SearchBox } from '../search-box';
import { Empty, List } from '../states';
import { isNewOrderOpen } from './new-order';
import { OrderCard } from './order-card';

const names: Readonly<Record<Column, string>> = { here: 'Here', ready: 'Ready', preparing: 'Preparing' };

const emptyWords: Readonly<Record<Column, { title: string; how: string }>> = {
  here: { title: 'Nobody is waiting', how: 'Who texts ARRIVE shows up here, with a sound.' },
  ready: { title: 'Nothing is ready', how: 'An order moves here when you press Ready, and its customer is texted.' },
  preparing: { title: 'Nothing to prepare', how: 'New order (n) puts one here and texts its customer.' },
};

/** So many cards a column shows at once; a board is for looking at. */
const firstCards = 60;

export function PickupView() {
  const { here, ready, preparing } = board.value;
  return (
    <>
      <div class="tools">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            isNewOrderOpen.value = true;
          }}
        >
          <Plus size={20} aria-hidden="true" />
          New order <kbd>n</kbd>
        </button>
        <SearchBox text={search} label="Search name, number, plate" />
        <p class="counts">
          Preparing <b>{preparing.length}</b> · Ready <b>{ready.length}</b> · Here <b>{here.length}</b>
        </p>
      </div>
      <div class="columns">
        {columns.map((column) => (
          <ColumnOf key={column} column={column} cards={foundBoard.value[column]} />
        ))}
      </div>
      <Closed cards={foundBoard.value.closed} />
    </>
  );
}

function ColumnOf({ column, cards }: { column: Column; cards: Board[Column] }) {
  const shown = useSignal(firstCards);
  const isSearching = search.value.trim() !== '';
  const { title, how } = emptyWords[column];
  const rest = cards.length - shown.value;
  return (
    <section class={`column column-${column}`} aria-label={names[column]}>
      <h2>
        {names[column]} <span class="column-count">{cards.length}</span>
      </h2>
      <List
        loading={orders.loading.value}
        what="the orders"
        isEmpty={cards.length === 0}
        empty={
          isSearching ? (
            <Empty title="Not found here" />
          ) : (
            <Empty title={title}>
              <p>{how}</p>
            </Empty>
          )
        }
      >
        {cards.slice(0, shown.value).map((card) => (
          <OrderCard key={card.key} card={card} />
        ))}
        {rest > 0 && (
          <button
            type="button"
            class="button more"
            onClick={() => {
              shown.value += firstCards;
            }}
          >
            Show {Math.min(rest, firstCards)} more of {rest}
          </button>
        )}
      </List>
    </section>
  );
}

/** What was closed just now, for the wrong tap. */
function Closed({ cards }: { cards: Board['closed'] }) {
  const undoable = cards.filter(({ data }) => {
    const fact = lastFactOf(data);
    return fact !== undefined && canUndoNow(data, fact, now.value);
  });
  if (undoable.length === 0) return null;
  return (
    <section class="closed" aria-label="Closed just now">
      <h2>Closed just now</h2>
      <ul>
        {undoable.slice(0, 12).map(({ key, data }) => {
          const fact = lastFactOf(data);
          return (
            <li key={key}>
              <button
                type="button"
                class="closed-name"
                onClick={() => {
                  openKey.value = key;
                }}
              >
                <b>{nameOf(data)}</b> {fact && factWords[fact].toLowerCase()} {clockTime(sinceMsOf(data))}
              </button>
              <button type="button" class="button" onClick={() => fact && void undoFact(key, fact)}>
                <Undo2 size={20} aria-hidden="true" />
                Undo
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
