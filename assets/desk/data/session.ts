import { batch, signal } from '@preact/signals';
import type { Session } from '../../../src/desk/contract';
import type { ServiceName } from '../../../src/services';

export type Phase =
  | { kind: 'starting' }
  | { kind: 'open'; session: Session }
  | { kind: 'signed-out'; message: string }
  | { kind: 'failed'; why: string };

export const phase = signal<Phase>({ kind: 'starting' });

export const offers = (service: ServiceName): boolean =>
  phase.value.kind === 'open' && phase.value.session.services.includes(service);

const forgetting: (() => void)[] = [];

/** Who is signed out sees nothing of what was there: whoever holds something of it, says here how it is forgotten. */
export const onSignOut = (forget: () => void): void => {
  forgetting.push(forget);
};

export function signedOut(message: string): void {
  batch(() => {
    for (const forget of forgetting) forget();
    phase.value = { kind: 'signed-out', message };
  });
}
