import { computed, signal } from '@preact/signals';
import type { Decided } from '../../../src/desk/contract';
import { providersOf } from '../lib/providers';
import { newActionId, post } from './api';
import { signedOut } from './session';
import { pool, roster, sessions, waiting } from './tables';
import { say } from './toast';

type Decision = 'approve' | 'deny';

/** Decisions that were not answered yet, by number. */
export const deciding = signal<ReadonlyMap<string, Decision>>(new Map());

export const providers = computed(() => providersOf(roster.items.value, pool.items.value, sessions.items.value));
export const pendingProviders = computed(() => providers.value.filter(({ duty }) => duty === 'pending'));

/** Who waits, in order; an intent to end a session is nobody's place in line. */
export const inLine = computed(() =>
  [...waiting.items.value.values()]
    .flatMap(({ key, data }) => (data.kind === 'request' ? [{ key, receiver: data.receiver, atMs: data.atMs }] : []))
    .sort((one, other) => (one.key < other.key ? -1 : 1)),
);

export const openSessions = computed(() =>
  [...sessions.items.value.values()].sort((one, other) => one.data.endsAtMs - other.data.endsAtMs),
);

/** @returns what is wrong with the number, where that is what is wrong */
export async function decide(number: string, how: Decision): Promise<string | undefined> {
  if (deciding.value.has(number)) return undefined;
  deciding.value = new Map([...deciding.value, [number, how]]);
  const answer = await post<Decided>(`dispatch/${how}`, { actionId: newActionId(), number });
  deciding.value = new Map([...deciding.value].filter(([each]) => each !== number));
  if (answer.ok) {
    say({ words: answer.body.message });
    return undefined;
  }
  if (answer.status === 400) return answer.failure.message;
  say({ words: answer.failure.message, isProblem: true });
  if (answer.status === 401) signedOut(answer.failure.message);
  return undefined;
}
