import { signal } from '@preact/signals';
import { onSignOut } from './session';

export interface Toast {
  readonly words: string;
  readonly isProblem?: boolean;
  /** Takes it back. */
  readonly undo?: () => void;
}

export const toast = signal<Toast | undefined>(undefined);
/** The last thing that can be taken back, also after its words are gone. */
let lastUndo: (() => void) | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const shownMs = 10_000;

export function say(what: Toast): void {
  toast.value = what;
  lastUndo = what.undo;
  clearTimeout(timer);
  timer = setTimeout(hideToast, shownMs);
}

export function hideToast(): void {
  toast.value = undefined;
}

export function undoLast(): void {
  const undo = lastUndo;
  lastUndo = undefined;
  hideToast();
  undo?.();
}

onSignOut(() => {
  hideToast();
  lastUndo = undefined;
});
