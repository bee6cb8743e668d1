import { useSignal } from '@preact/signals';
import { CornerDownLeft } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import type { Phone } from './control';
import { sendText, threadOf } from './store/threads';

export function Composer({ phone }: { phone: Phone }) {
  const body = useSignal('');
  const box = useRef<HTMLTextAreaElement>(null);
  const send = (text: string) => {
    if (text.trim() === '') return;
    void sendText(phone.number, text);
  };
  const sendTyped = () => {
    send(body.value);
    body.value = '';
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      sendTyped();
    }
    if (event.key === 'ArrowUp' && body.value === '') {
      const last = threadOf(phone.number)
        .peek()
        .findLast((text) => text.direction === 'inbound');
      if (last === undefined) return;
      event.preventDefault();
      body.value = last.body;
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        sendTyped();
        box.current?.focus();
      }}
    >
      <div class="composer-line">
        <textarea
          ref={box}
          rows={1}
          placeholder="text…"
          aria-label={`Text from ${phone.name}`}
          value={body.value}
          onInput={(event) => {
            body.value = event.currentTarget.value;
          }}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="icon-button send" aria-label="Send" disabled={body.value.trim() === ''}>
          <CornerDownLeft size={20} aria-hidden="true" />
        </button>
      </div>
      {phone.quick && phone.quick.length > 0 && (
        <div class="quick">
          {phone.quick.map((text) => (
            <button type="button" class="quick-text" key={text} onClick={() => send(text)}>
              {text}
            </button>
          ))}
        </div>
      )}
    </form>
  );
}
