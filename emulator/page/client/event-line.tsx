import { ArrowDownLeft, ArrowUpRight, Clock, SquareFunction, SquareTerminal, Waypoints, Webhook } from 'lucide-preact';
import type { LoggedEvent } from '../../core/world';
import { callWordsOf, webhookWordsOf } from '../lib/call-words';
import { isProblem } from '../lib/cause-tree';
import { errorWordsOf, statusWordOf } from '../lib/delivery-words';
import { dayOf, secondOf, tookOf } from '../lib/times';
import { nameOf } from './store/phones';
import { about } from './store/told';

/** One event in one line: what it is, what became of it, how long it took. */
export function EventLine({ event }: { event: LoggedEvent }) {
  switch (event.kind) {
    case 'call': {
      const { product, resource } = callWordsOf(event.url);
      return (
        <>
          <span class="verb">{event.method}</span>
          <span class="what" title={`${event.method} ${event.url}`}>
            <b>{product}</b> {resource}
            {event.note && <span class="note"> {event.note}</span>}
          </span>
          <Status status={event.status} isProblem={isProblem(event)} />
          <span class="took">{tookOf(event.ms)}</span>
        </>
      );
    }
    case 'webhook':
      return (
        <>
          <Webhook size={16} aria-label="Webhook" />
          <span class="what" title={`${event.method} ${event.url}`}>
            <b>{event.method}</b> {webhookWordsOf(event.url, about.value.publicUrl)}
            {event.error && <span class="is-problem-text"> {event.error}</span>}
          </span>
          <Status status={event.status} isProblem={isProblem(event)} />
          <span class="took">{tookOf(event.ms)}</span>
        </>
      );
    case 'function':
      return (
        <>
          <SquareFunction size={16} aria-label="Function" />
          <span class="what">{event.path}</span>
          <Status status={event.status} isProblem={isProblem(event)} />
          <span class="took">{tookOf(event.ms)}</span>
        </>
      );
    case 'console':
      return (
        <>
          <SquareTerminal size={16} aria-label={`console.${event.level}`} />
          <pre class={`what console is-${event.level}`}>
            {event.level !== 'log' && event.level !== 'info' && <b>{event.level} </b>}
            {event.text}
          </pre>
        </>
      );
    case 'message':
      return <MessageLine event={event} />;
    case 'step':
      return (
        <>
          <Waypoints size={16} aria-label="Studio step" />
          <span class="what">
            {event.widget} <span class="note">{event.event}</span>
          </span>
        </>
      );
    case 'clock':
      return (
        <>
          <Clock size={16} aria-label="Clock" />
          <span class="what">
            Clock moved to {dayOf(Date.parse(event.to))} {secondOf(Date.parse(event.to))}
          </span>
        </>
      );
  }
}

function MessageLine({ event }: { event: Extract<LoggedEvent, { kind: 'message' }> }) {
  const isInbound = event.direction === 'inbound';
  const { word, delivery } = statusWordOf(event.status);
  const Icon = isInbound ? ArrowUpRight : ArrowDownLeft;
  return (
    <>
      <Icon size={16} aria-label={isInbound ? 'Text from' : 'Text to'} />
      <span class="what text" title={event.body}>
        <b>{nameOf(isInbound ? event.from : event.to)}</b> {event.body}
      </span>
      <span class={`mark is-${delivery}`}>{event.errorCode ? `${word}: ${errorWordsOf(event.errorCode)}` : word}</span>
    </>
  );
}

export function Status({ status, isProblem }: { status: number; isProblem: boolean }) {
  const meaning = isProblem ? 'is-problem' : status >= 400 && status !== 404 ? 'is-waiting' : 'is-plain';
  return <span class={`status ${meaning}`}>{status === 0 ? 'none' : status}</span>;
}
