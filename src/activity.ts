import type { Frontdesk } from './frontdesk';

/** Item of Map `activity`: who did what. Keys in order are items in order of time. */
export interface Activity {
  /** ISO 8601. */
  at: string;
  /** Masked number of an admin; 'customer'; 'patient'; 'auto'. */
  who: string;
  what: string;
  /** Short: '41 Cyrus', or a masked number. */
  about: string;
  /** Of the order, or the id of the reminder. */
  key?: string;
}

export const activityMap = 'activity';

const ttlSeconds = 3 * 24 * 60 * 60;
const timeDigits = 14;

/** Writes it down, once for each id and time. What was done is done, so a failure here is logged and no more. */
export async function noteActivity(
  { store, clock, log }: Frontdesk,
  { id, atMs = clock.nowMs(), ...activity }: Omit<Activity, 'at'> & { id: string; atMs?: number },
): Promise<void> {
  const key = `${String(atMs).padStart(timeDigits, '0')}-${id.slice(-12)}`;
  try {
    await store.createItem<Activity>(
      activityMap,
      key,
      { at: new Date(atMs).toISOString(), ...activity },
      { ttlSeconds },
    );
  } catch (error) {
    log('activity-failed', { what: activity.what, error });
  }
}
