import type { Activity, CustomerText, Order } from '../../../src/desk/contract';
import type { Intent, PoolHint, RosterItem, SessionItem } from '../../../src/dispatch/states';
import type { Reminder } from '../../../src/reminders/reminder';
import type { SettingsItems } from '../../../src/settings/map';
import { onSignOut } from './session';
import { createTable } from './table';

export const orders = createTable<Order>();
export const texts = createTable<CustomerText>();
export const roster = createTable<RosterItem>();
export const sessions = createTable<SessionItem>();
export const pool = createTable<PoolHint>();
export const waiting = createTable<Intent>();
export const reminders = createTable<Reminder>();
export const activity = createTable<Activity>();
export const settings = createTable<SettingsItems[keyof SettingsItems]>();

const all = [orders, texts, roster, sessions, pool, waiting, reminders, activity, settings];

onSignOut(() => {
  for (const table of all) table.clear();
});
