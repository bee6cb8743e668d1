import { signal } from '@preact/signals';
import { control, type Fault, type FaultForm } from '../control';
import { attempt, reasonOf } from './notices';

export const faults = signal<readonly Fault[]>([]);

export async function addFault(fault: FaultForm): Promise<string | undefined> {
  try {
    await control.addFault(fault);
    faults.value = await control.faults();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

export const removeFault = (id: number): Promise<void> =>
  attempt('The fault was not removed', async () => {
    await control.removeFault(id);
    faults.value = await control.faults();
  });

export const removeFaults = (): Promise<void> =>
  attempt('The faults were not removed', async () => {
    await control.removeFaults();
    faults.value = await control.faults();
  });
