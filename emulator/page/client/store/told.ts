import { computed, signal } from '@preact/signals';
import { spaceNumber } from '../../lib/phone-numbers';
import { type About, control, type Due, type Flow, type Scheduled } from '../control';
import { attempt } from './notices';

// What the emulator told of itself and of what is to come.

export const about = signal<About>({});
export const due = signal<readonly Due[]>([]);
export const scheduled = signal<readonly Scheduled[]>([]);
/** Undefined until asked for, or when the emulator has no Studio. */
export const flows = signal<readonly Flow[] | undefined>(undefined);
/** Which of the service's numbers is texted, when there are several. */
export const serviceNumber = signal<string | undefined>(undefined);
export const ownNumberWords = computed(() => (serviceNumber.value ? spaceNumber(serviceNumber.value) : ''));

export const loadFlows = (): Promise<void> =>
  attempt('The flows could not be read', async () => {
    flows.value = await control.flows();
  });
