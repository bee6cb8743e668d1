import { type Signal, signal } from '@preact/signals';
import type { LoggedEvent } from '../../../core/world';
import { answered, asRead, refreshed, type Thread, type ThreadText, withText } from '../../lib/conversation';
import { control } from '../control';
import { nowMs } from './clock';
import { reasonOf } from './notices';
import { serviceNumber } from './told';

const threads = new Map<string, Signal<Thread>>();

export function threadOf(number: string): Signal<Thread> {
  let thread = threads.get(number);
  if (thread === undefined) {
    thread = signal<Thread>([]);
    threads.set(number, thread);
  }
  return thread;
}

let localTexts = 0;

export async function sendText(from: string, body: string): Promise<void> {
  const thread = threadOf(from);
  localTexts += 1;
  const sid = `local-${localTexts}`;
  const to = serviceNumber.peek();
  const date = new Date(nowMs.peek() ?? Date.now()).toISOString();
  const local: ThreadText = { sid, direction: 'inbound', from, to: to ?? '', body, status: 'sending_here', date };
  thread.value = [...asRead(thread.peek()), local];
  try {
    const answer = await control.inbound({ from, to, body });
    thread.value = answered(thread.peek(), sid, answer);
  } catch (error) {
    thread.value = answered(thread.peek(), sid, { refused: reasonOf(error) });
  }
}

export function sendAgain(text: ThreadText): void {
  const thread = threadOf(text.from);
  thread.value = thread.peek().filter((known) => known.sid !== text.sid);
  void sendText(text.from, text.body);
}

/** The phone that somebody is at: what arrives there is read. */
export const inHand = signal<string | undefined>(undefined);

export function markRead(number: string): void {
  const thread = threadOf(number);
  thread.value = asRead(thread.peek());
}

export async function loadThread(number: string, isFirstLook: boolean): Promise<void> {
  const told = await control.messages(number);
  const thread = threadOf(number);
  thread.value = refreshed(thread.peek(), told, isFirstLook);
}

/** A text that the log tells of. */
export function noteText(event: Extract<LoggedEvent, { kind: 'message' }>): void {
  const { sid, direction, from, to, body, status, errorCode, at } = event;
  const number = direction === 'inbound' ? from : to;
  const thread = threadOf(number);
  const isNew = direction === 'outbound' && (inHand.peek() !== number || document.hidden);
  thread.value = withText(thread.peek(), { sid, direction, from, to, body, status, errorCode, date: at, isNew });
}

export function forgetThreads(): void {
  for (const thread of threads.values()) thread.value = [];
}
