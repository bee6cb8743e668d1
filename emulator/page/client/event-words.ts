import type { LoggedEvent } from '../../core/world';
import { callWordsOf, webhookWordsOf } from '../lib/call-words';
import { nameOf } from './store/phones';
import { about } from './store/told';

/** What the filter looks into: a line as it is shown, and the names and numbers behind it. */
export function wordsOf(event: LoggedEvent): string {
  switch (event.kind) {
    case 'call': {
      const { product, resource } = callWordsOf(event.url);
      return `${event.method} ${product} ${resource} ${event.note ?? ''} ${event.status} ${event.function ?? ''}`;
    }
    case 'webhook':
      return `${event.method} ${webhookWordsOf(event.url, about.value.publicUrl)} ${event.status} ${event.error ?? ''}`;
    case 'function':
      return `function ${event.path} ${event.status}`;
    case 'console':
      return `${event.level} ${event.text} ${event.function}`;
    case 'message': {
      const error = event.errorCode ?? '';
      return `${nameOf(event.from)} ${nameOf(event.to)} ${event.from} ${event.to} ${event.body} ${event.status} ${error}`;
    }
    case 'step':
      return `${event.widget} ${event.event} ${event.executionSid}`;
    case 'clock':
      return `clock ${event.from} ${event.to}`;
  }
}
