import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/** A list that draws its first rows, and more of them when asked: thousands at once would make the page slow. */
export function Newest<T>({
  of,
  atOnce,
  more,
  row,
}: {
  of: readonly T[];
  atOnce: number;
  more: string;
  row(each: T): ComponentChildren;
}) {
  const limit = useSignal(atOnce);
  return (
    <ol class="flat">
      {of.slice(0, limit.value).map(row)}
      {of.length > limit.value && (
        <li>
          <button
            type="button"
            class="button quiet more"
            onClick={() => {
              limit.value += atOnce;
            }}
          >
            {more}
          </button>
        </li>
      )}
    </ol>
  );
}
