import { Check, CheckCheck, CircleAlert, Clock, RotateCw } from 'lucide-preact';
import type { ThreadText } from '../lib/conversation';
import { type Delivery, errorWordsOf, statusWordOf } from '../lib/delivery-words';
import { piecesOf } from '../lib/text-links';
import { timeOf } from '../lib/times';
import { sendAgain } from './store/threads';
import { about } from './store/told';

const marks: Record<Delivery, typeof Clock> = { waiting: Clock, sent: Check, done: CheckCheck, problem: CircleAlert };

export function Bubble({ text }: { text: ThreadText }) {
  const isOwn = text.direction === 'inbound';
  const isLost = statusWordOf(text.status).delivery === 'problem';
  return (
    <article
      class={`bubble ${isOwn ? 'is-own' : ''} ${isLost ? 'is-lost' : text.isNew ? 'is-new' : ''}`}
      data-sid={text.sid}
    >
      <p class="bubble-body">
        <Words body={text.body} />
      </p>
      <footer class="bubble-foot">
        <time dateTime={text.date}>{timeOf(Date.parse(text.date))}</time>
        <Mark text={text} />
        {text.refused && (
          <button type="button" class="button quiet again" onClick={() => sendAgain(text)}>
            <RotateCw size={16} aria-hidden="true" />
            Send again
          </button>
        )}
      </footer>
    </article>
  );
}

function Words({ body }: { body: string }) {
  if (body === '') return <em class="hint">an empty text</em>;
  return (
    <>
      {piecesOf(body, about.value).map(({ text, href }, index) =>
        href ? (
          <a
            key={index}
            href={href}
            target="_blank"
            rel="noreferrer"
            title={href === text ? undefined : `Opens ${href}`}
          >
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </>
  );
}

function Mark({ text }: { text: ThreadText }) {
  const { word, delivery } = statusWordOf(text.status);
  const Icon = marks[delivery];
  const why = text.refused ?? (text.errorCode ? errorWordsOf(text.errorCode) : undefined);
  return (
    <span class={`mark is-${delivery}`}>
      <Icon size={12} aria-hidden="true" />
      {why === undefined ? word : `${word}: ${why}`}
    </span>
  );
}
