import { computed, signal } from '@preact/signals';
import { unreadIn } from '../../lib/conversation';
import { maskNumber } from '../../lib/phone-numbers';
import { control, type Handset, type Phone } from '../control';
import { attempt, reasonOf, tell } from './notices';
import { loadThread, threadOf } from './threads';
import { about } from './told';

export const phones = signal<readonly Phone[]>([]);
export const handsets = signal<ReadonlyMap<string, Handset>>(new Map());

export const unreadTotal = computed(() =>
  phones.value.reduce((sum, { number }) => sum + unreadIn(threadOf(number).value), 0),
);

/** How the page calls a number: by its phone, as the service's own, or masked. */
export function nameOf(number: string): string {
  const phone = phones.value.find((known) => known.number === number);
  if (phone) return phone.name;
  return about.value.numbers?.includes(number) ? 'Service' : maskNumber(number);
}

const without = ({ number }: Phone): readonly Phone[] => phones.peek().filter((known) => known.number !== number);

export async function addPhone(phone: Phone): Promise<void> {
  phones.value = [...phones.peek(), phone];
  try {
    await control.setPhones(phones.peek());
    await loadThread(phone.number, true);
  } catch (error) {
    phones.value = without(phone);
    tell(`The phone was not added: ${reasonOf(error)}`, 'problem');
  }
}

export async function removePhone(phone: Phone): Promise<void> {
  const place = phones.peek().findIndex((known) => known.number === phone.number);
  const putBack = () => {
    phones.value = without(phone).toSpliced(place, 0, phone);
  };
  phones.value = without(phone);
  try {
    await control.setPhones(phones.peek());
    const restore = () => {
      putBack();
      void attempt('The phone did not come back', () => control.setPhones(phones.peek()));
    };
    tell(`${phone.name} was removed.`, 'done', { name: 'Undo', run: restore });
  } catch (error) {
    putBack();
    tell(`${phone.name} was not removed: ${reasonOf(error)}`, 'problem');
  }
}

export async function setHandset(handset: Handset): Promise<void> {
  const before = handsets.peek();
  handsets.value = new Map(before).set(handset.number, handset);
  try {
    await control.setHandset(handset);
  } catch (error) {
    handsets.value = before;
    tell(`The handset stays as it was: ${reasonOf(error)}`, 'problem');
  }
}

export const isReachable = (number: string): boolean => handsets.value.get(number)?.reachable ?? true;
