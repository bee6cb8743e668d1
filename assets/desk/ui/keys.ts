import { view } from '../data/desk';
import { mainActionOf, openKey, shownOrders } from '../data/orders';
import { isFormOpen, openReminder } from '../data/reminders';
import { offers, phase } from '../data/session';
import { undoLast } from '../data/toast';
import { isNewOrderOpen } from './pickup/new-order';
import { isExportOpen } from './reminders/export-dialog';

// `/` searches, `n` makes a new order, arrows go between cards, Enter does the main thing, `t` opens texts, `u` takes back.

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);

// The focus moves in a microtask: after Preact's own, which draws what changed, and before the next key, however fast somebody types.

export function onKey(event: KeyboardEvent): void {
  if (phase.value.kind !== 'open' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === 'Escape') {
    // An open dialog closes by itself
    if (!isNewOrderOpen.value && !isExportOpen.value) closeDrawer();
    return;
  }
  if (isTyping(event.target) || isNewOrderOpen.value || isExportOpen.value) return;
  // A key that is held down goes from card to card, but does nothing to each of them
  if (event.repeat && !event.key.startsWith('Arrow')) return;
  switch (event.key) {
    case '/': {
      if (view.value !== 'reminders' && view.value !== 'settings') {
        if (!offers('pickup')) return;
        view.value = 'pickup';
      }
      event.preventDefault();
      queueMicrotask(() => document.querySelector<HTMLInputElement>('#search')?.focus());
      return;
    }
    case 'n':
      if (view.value === 'reminders') isFormOpen.value = true;
      else if (offers('pickup')) isNewOrderOpen.value = true;
      else return;
      event.preventDefault();
      return;
    case 'u':
      undoLast();
      return;
    case 'ArrowDown':
    case 'ArrowUp':
    case 'ArrowLeft':
    case 'ArrowRight':
      if (moveFocus(event.key)) event.preventDefault();
      return;
    case 'Enter':
    case 't':
    case ' ':
      onCard(event);
      return;
  }
}

export function closeDrawer(): void {
  const reminder = openReminder.value;
  if (reminder !== undefined) {
    openReminder.value = undefined;
    queueMicrotask(() => appointmentOf(reminder)?.focus());
  } else {
    isFormOpen.value = false;
  }
  const key = openKey.value;
  if (key === undefined) return;
  openKey.value = undefined;
  queueMicrotask(() => cardOf(key)?.focus());
}

const appointmentOf = (key: string) =>
  document.querySelector<HTMLElement>(`.appointment[data-reminder="${CSS.escape(key)}"]`);
const cardOf = (key: string) => document.querySelector<HTMLElement>(`.card[data-key="${CSS.escape(key)}"]`);

function onCard(event: KeyboardEvent): void {
  const { target } = event;
  // On a button of the card the button is meant
  if (!(target instanceof HTMLElement) || !target.matches('.card')) return;
  const { reminder } = target.dataset;
  if (reminder !== undefined) {
    event.preventDefault();
    openReminder.value = reminder;
    return;
  }
  const item = shownOrders.value.get(target.dataset.key ?? '');
  if (item === undefined) return;
  event.preventDefault();
  if (event.key === 'Enter') {
    const next = neighbour(target);
    mainActionOf(item.data)?.act(item.key);
    if (openKey.value === undefined) queueMicrotask(() => (cardOf(next ?? '') ?? firstCard())?.focus());
    return;
  }
  openKey.value = item.key;
}

const cardsOf = (column: Element): HTMLElement[] => [...column.querySelectorAll<HTMLElement>('.card[tabindex]')];
const filledColumns = (): Element[] =>
  [...document.querySelectorAll('.column')].filter((each) => cardsOf(each).length > 0);
const firstCard = () => document.querySelector<HTMLElement>('.card[tabindex]');

const neighbour = (card: HTMLElement): string | undefined => {
  const cards = cardsOf(card.closest('.column') ?? document.body);
  const at = cards.indexOf(card);
  return (cards[at + 1] ?? cards[at - 1])?.dataset.key;
};

function moveFocus(key: 'ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'ArrowRight'): boolean {
  const all = filledColumns();
  const focused = document.activeElement?.closest<HTMLElement>('.card');
  if (!focused) {
    firstCard()?.focus();
    return firstCard() !== null;
  }
  const column = focused.closest('.column');
  const columnAt = all.indexOf(column ?? document.body);
  if (column === null || columnAt < 0) return false;
  const cards = cardsOf(column);
  const at = cards.indexOf(focused);
  const vertical = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (vertical !== 0) {
    cards[at + vertical]?.focus();
    return true;
  }
  const next = all[columnAt + (key === 'ArrowRight' ? 1 : -1)];
  if (next) {
    const there = cardsOf(next);
    there[Math.min(at, there.length - 1)]?.focus();
  }
  return true;
}
