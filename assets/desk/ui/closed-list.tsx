import { Undo2 } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

/** What was closed a moment ago, with the way back. */
export interface ClosedRow {
  readonly key: string;
  readonly name: string;
  readonly words: string;
  open(): void;
  undo(): void;
}

const shownAtMost = 12;

/** For the wrong tap; on every desk. */
export function ClosedList({ title, rows }: { title: string; rows: readonly ClosedRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="closed" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {rows.slice(0, shownAtMost).map(({ key, name, words, open, undo }) => (
          <li key={key}>
            <button type="button" class="closed-name" onClick={open}>
              <b>{name}</b> {words}
            </button>
            <UndoButton undo={undo}>Undo</UndoButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function UndoButton({ undo, children }: { undo: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="button" onClick={undo}>
      <Undo2 size={20} aria-hidden="true" />
      {children}
    </button>
  );
}
