import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ReminderFields, ReminderPreview } from '../../../../src/desk/contract';
import { post } from '../../data/api';
import { now } from '../../data/clock';
import { viewer } from '../../data/reminder-days';
import { windowWords } from '../../lib/reminders';
import { whenOf } from '../../lib/times';

const typingMs = 300;

/** The text as it will arrive, said by the Function that would send it. */
export function Preview({ fields, isNew }: { fields: ReminderFields | undefined; isNew: boolean }) {
  const shown = useSignal<ReminderPreview | undefined>(undefined);
  const asked = useRef(0);
  const question = fields === undefined ? undefined : JSON.stringify(fields);
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    if (question === undefined) {
      shown.value = undefined;
      return;
    }
    const timer = setTimeout(async () => {
      const answer = await post<ReminderPreview>('reminders/preview', JSON.parse(question));
      // What cannot be read yet is said when it is booked
      if (mine === asked.current) shown.value = answer.ok ? answer.body : undefined;
    }, typingMs);
    return () => clearTimeout(timer);
  }, [question, shown]);

  const preview = shown.value;
  return (
    <section class="preview" aria-label="The text that will go out" aria-live="polite">
      {preview === undefined ? (
        <p class="hint">With a day and a time, the text shows here as it will arrive.</p>
      ) : (
        <>
          <div class="text is-out">
            <p>{preview.body}</p>
          </div>
          <p class="hint">
            <b>
              {preview.segments} {preview.segments === 1 ? 'segment' : 'segments'}
            </b>
            {` · ${preview.used} of ${preview.room} characters${preview.encoding === 'UCS-2' ? ', because of a character that plain SMS lacks' : ''}`}
          </p>
          {isNew && <Goes texts={preview.texts} />}
        </>
      )}
    </section>
  );
}

function Goes({ texts }: Pick<ReminderPreview, 'texts'>) {
  const going = texts.filter(({ goes }) => goes !== 'skipped');
  if (going.length === 0) return <p class="reason">No text goes out: it would come after the appointment.</p>;
  const when = going.map(({ hoursBefore, dueMs, goes }) =>
    goes === 'now' ? 'at once' : `${whenOf(dueMs, now.value, viewer.value)} (${windowWords({ hoursBefore })})`,
  );
  return <p class="hint">Goes out {when.join(' and ')}.</p>;
}
