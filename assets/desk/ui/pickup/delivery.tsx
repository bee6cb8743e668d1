import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-preact';
import type { TextStatus } from '../../../../src/desk/contract';
import { statusWords } from '../../lib/words';

const icons = { sending: Clock, sent: Check, delivered: CheckCheck, failed: CircleAlert } as const;

/** What became of a text: a shape and a word. */
export function Delivery({ status }: { status: TextStatus }) {
  const Icon = icons[status];
  return (
    <span class={`delivery is-${status}`}>
      <Icon size={16} aria-hidden="true" /> {statusWords[status]}
    </span>
  );
}
