import { X } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { closeDrawer } from './keys';
import { PhoneNumber } from './number';

interface Props {
  /** The key of what is in it. */
  of: string;
  title: string;
  number: string;
  children: ComponentChildren;
  /** Stands at its foot, whatever is scrolled. */
  foot?: ComponentChildren;
}

/** One thing whole, over the side of the view. Whoever opens it is in it, and stays in it when what they pressed goes. */
export function Drawer({ of, title, number, children, foot }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const focused = useRef<Element>();
  useLayoutEffect(() => heading.current?.focus(), [of]);
  useEffect(() => {
    const isGone = focused.current?.isConnected === false;
    if (isGone && document.activeElement === document.body) heading.current?.focus();
  });
  return (
    <aside
      class="drawer"
      aria-labelledby="drawer-title"
      onFocusIn={({ target }) => {
        if (target instanceof Element) focused.current = target;
      }}
    >
      <header class="drawer-top">
        <h2 id="drawer-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <PhoneNumber number={number} />
        <button type="button" class="icon-button" aria-label="Close (Esc)" onClick={closeDrawer}>
          <X size={24} aria-hidden="true" />
        </button>
      </header>
      <div class="drawer-body">{children}</div>
      {foot}
    </aside>
  );
}

/** One line of a drawer's `dl.facts`. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
