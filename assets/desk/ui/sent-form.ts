import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../../../src/desk/contract';
import { newActionId, post } from '../data/api';
import { signedOut } from '../data/session';
import { say } from '../data/toast';

export interface SentForm {
  readonly ref: RefObject<HTMLFormElement>;
  readonly isSending: boolean;
  /** What is wrong with a field. */
  problemOf(field: string): string | undefined;
  /** What is wrong, but with none of its fields. */
  readonly otherProblem: string | undefined;
  /** Something else is written in it now. */
  changed(): void;
  /** Shows what is wrong, and goes to the first such field. */
  refuse(failure: Failure): void;
  /** @returns the desk's answer; undefined if it refused, which is shown then */
  send<T>(path: string, body: object): Promise<T | undefined>;
  /** Nobody has closed it meanwhile, and perhaps opened it anew. */
  isOpen(): boolean;
}

/** A form that is sent to the desk. The same words are the same action, however often they are sent. */
export function useSentForm(fields: readonly string[]): SentForm {
  const ref = useRef<HTMLFormElement>(null);
  const failure = useSignal<Failure | undefined>(undefined);
  const isSending = useSignal(false);
  const actionId = useRef(newActionId());
  const isOpen = useRef(true);
  useEffect(
    () => () => {
      isOpen.current = false;
    },
    [],
  );

  const errors = failure.value?.errors ?? [];
  const isNamed = errors.some(({ field }) => field !== undefined && fields.includes(field));
  const refuse = (refused: Failure) => {
    failure.value = refused;
    requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return {
    ref,
    isSending: isSending.value,
    problemOf: (name) => errors.find(({ field }) => field === name)?.message,
    otherProblem: isNamed ? undefined : failure.value?.message,
    changed() {
      actionId.current = newActionId();
    },
    refuse,
    async send<T>(path: string, body: object) {
      if (isSending.value) return undefined;
      isSending.value = true;
      failure.value = undefined;
      const answer = await post<T>(path, { actionId: actionId.current, ...body });
      isSending.value = false;
      if (answer.ok) return answer.body;
      if (answer.status === 401) signedOut(answer.failure.message);
      else if (isOpen.current) refuse(answer.failure);
      else say({ words: answer.failure.message, isProblem: true });
      return undefined;
    },
    isOpen: () => isOpen.current,
  };
}
