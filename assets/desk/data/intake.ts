import { computed, signal } from '@preact/signals';
import type { Failure, SettingAnswer, SettingItem } from '../../../src/desk/contract';
import type { HoursItem } from '../../../src/settings/hours';
import type { Hours } from '../../../src/settings/opening';
import type { PauseItem } from '../../../src/settings/pause';
import type { Item } from '../lib/items';
import { type Answer, newActionId, post } from './api';
import { offers, signedOut } from './session';
import { settings } from './tables';
import { say } from './toast';

// Whether people are taken: the opening hours, and the pause.

const itemOf = <T>(key: string) => computed(() => settings.items.value.get(key) as Item<T> | undefined);

export const hoursItem = itemOf<HoursItem>('hours');
export const pauseItem = itemOf<PauseItem>('pause');

/** Who is new is asked about only where people come: for a provider, or for an order. */
export const takesPeople = computed(() => offers('dispatch') || offers('pickup'));

/** The pause, while it lasts. */
export const pause = computed(() => {
  const data = pauseItem.value?.data;
  return data?.paused && takesPeople.value ? data : undefined;
});

/** A press that was not answered yet. */
export const isPausing = signal(false);

function take(answer: Answer<SettingAnswer>): void {
  const item = (answer.ok ? answer.body.item : answer.failure.setting) as SettingItem<never> | undefined;
  if (item !== undefined) settings.put(item);
  if (!answer.ok && answer.status === 401) signedOut(answer.failure.message);
}

/** @returns whether it was done */
export async function setPaused(paused: boolean, words?: string): Promise<boolean> {
  if (isPausing.value) return false;
  isPausing.value = true;
  const revision = pauseItem.value?.revision ?? '';
  const answer = await post<SettingAnswer>('settings', {
    what: 'pause',
    actionId: newActionId(),
    revision,
    paused,
    words,
  });
  isPausing.value = false;
  take(answer);
  if (!answer.ok) {
    say({ words: answer.failure.message, isProblem: true });
    return false;
  }
  const undo = paused ? () => void setPaused(false) : undefined;
  say({ words: paused ? 'Paused: nobody new is taken' : 'Resumed: people are taken again', undo });
  return true;
}

/** The opening hours as they are being written; undefined while nobody does. `revision` is of what was there when it began. */
export interface HoursDraft {
  readonly hours: Hours;
  readonly revision: string;
  readonly problems: Failure['errors'];
  /** What is wrong with it as a whole. */
  readonly trouble?: string;
}
export const draft = signal<HoursDraft | undefined>(undefined);
export const isSaving = signal(false);

export const savedHours = computed(() => hoursItem.value?.data.hours);

/** Somebody else has saved something since the draft was begun. */
export const isOutdated = computed(
  () => draft.value !== undefined && draft.value.revision !== (hoursItem.value?.revision ?? ''),
);

export type Edit<T> = (change: (now: T) => T) => void;

export function begin(hours: Hours): void {
  draft.value = { hours, revision: hoursItem.value?.revision ?? '', problems: [] };
}

/** Changes what is written now: two fields may change before the page is drawn anew. */
export const edit: Edit<Hours> = (change) => {
  const hours = draft.value?.hours ?? savedHours.value;
  if (hours === undefined) return;
  const revision = draft.value?.revision ?? hoursItem.value?.revision ?? '';
  draft.value = { hours: change(hours), revision, problems: draft.value?.problems ?? [] };
};

/** What is written now is to stand, whatever was saved meanwhile. */
export function keepMine(): void {
  if (draft.value !== undefined) draft.value = { ...draft.value, revision: hoursItem.value?.revision ?? '' };
}

export const discard = (): void => {
  draft.value = undefined;
};

/** Saves; without hours it is always open. */
export async function saveHours(hours: Hours | null): Promise<void> {
  if (isSaving.value) return;
  isSaving.value = true;
  const sent = draft.value;
  const revision = sent?.revision ?? hoursItem.value?.revision ?? '';
  const answer = await post<SettingAnswer>('settings', { what: 'hours', actionId: newActionId(), revision, hours });
  isSaving.value = false;
  take(answer);
  if (answer.ok) {
    // What was written since goes on from what stands now
    if (draft.value === sent) discard();
    else keepMine();
    say({ words: hours === null ? 'Always open' : 'Opening hours saved' });
    return;
  }
  const { errors, message } = answer.failure;
  if (draft.value === undefined) say({ words: message, isProblem: true });
  // What the other one saved, and what is wrong with a field, is shown there
  else
    draft.value = {
      ...draft.value,
      problems: errors,
      trouble: answer.status === 409 ? undefined : troubleOf(answer.failure),
    };
}

const troubleOf = ({ errors, message }: Failure): string =>
  errors.some(({ field }) => field?.startsWith('hours.')) ? 'Not saved: see what is marked above.' : message;
