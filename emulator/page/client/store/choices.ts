import { signal } from '@preact/signals';

// What the viewer chose.

export const tabs = ['Calls', 'Webhooks', 'Functions', 'Flows', 'Scheduled'] as const;
export type Tab = (typeof tabs)[number];
export const tab = signal<Tab>('Calls');
export const filter = signal('');
export const isWide = signal(false);
/** On a narrow screen one of the two is shown. */
export const side = signal<'phones' | 'activity'>('phones');
export const dialog = signal<'faults' | 'reset' | 'add-phone' | 'pick-time' | undefined>(undefined);
