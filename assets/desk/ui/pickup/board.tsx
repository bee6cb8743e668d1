import { canUndoNow } from '../../data/can-undo';
import { now } from '../../data/clock';
import { board, foundBoard, openKey, search, undoFact } from '../../data/orders';
import { orders } from '../../data/tables';
import { type Board, type Column, columns, lastFactOf, nameOf, sinceMsOf } from '../../lib/board';
import { clockTime } from '../../lib/times';
import { factWords } from '../../lib/words';
import { ClosedList } from '../closed-list';
import { useFirstOf } from '../first-of';
import { NewButton } from '../new-button';
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
        <NewButton
          label="New order"
          open={() => {
            isNewOrderOpen.value = true;
          }}
        />
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
      <ClosedJustNow cards={foundBoard.value.closed} />
    </>
  );
}

function ColumnOf({ column, cards }: { column: Column; cards: Board[Column] }) {
  const [shown, more] = useFirstOf(cards, firstCards, firstCards);
  const isSearching = search.value.trim() !== '';
  const { title, how } = emptyWords[column];
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
        {shown.map((card) => (
          <OrderCard key={card.key} card={card} />
        ))}
        {more}
      </List>
    </section>
  );
}

function ClosedJustNow({ cards }: { cards: Board['closed'] }) {
  const rows = cards.flatMap(({ key, data }) => {
    const fact = lastFactOf(data);
    if (fact === undefined || !canUndoNow(data, fact, now.value)) return [];
    return {
      key,
      name: nameOf(data),
      words: `${factWords[fact].toLowerCase()} ${clockTime(sinceMsOf(data))}`,
      open: () => {
        openKey.value = key;
      },
      undo: () => void undoFact(key, fact),
    };
  });
  return <ClosedList title="Closed just now" rows={rows} />;
}
