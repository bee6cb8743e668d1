import { useSignal } from '@preact/signals';
import { isOpen } from '../../../../src/pickup/moves';
import { matchArrival, openKey, shownOrders } from '../../data/orders';
import { type Card, isFound, nameOf } from '../../lib/board';

const mostCandidates = 8;

/** An arrival whose order was not found: staff know better. */
export function FindOrder({ arrival }: { arrival: Card }) {
  const text = useSignal('');
  const open = [...shownOrders.value.values()].filter(({ data }) => data.kind === 'order' && isOpen(data));
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
              <b>{nameOf(data)}</b> <span>{data.readyAt === undefined ? 'not ready yet' : 'ready'}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
