import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A dialog that is open as long as the signal says so. Escape says that it is not. */
export function Modal({
  isOpen,
  titleId,
  children,
}: {
  isOpen: Signal<boolean>;
  titleId: string;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const closesByUs = useRef(false);
  // Before anything else happens: whoever presses n goes on typing
  useLayoutEffect(() => {
    if (isOpen.value) dialog.current?.showModal();
    else if (dialog.current?.open) {
      closesByUs.current = true;
      dialog.current.close();
    }
  }, [isOpen.value]);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      // At once: whoever presses Escape and then n has closed it before
      onCancel={() => {
        isOpen.value = false;
      }}
      onClose={() => {
        // It comes a moment after we closed it: by then it may have been asked for again
        if (!closesByUs.current) isOpen.value = false;
        closesByUs.current = false;
      }}
    >
      {isOpen.value && children}
    </dialog>
  );
}
