import type { PoolHint, RosterItem, SessionItem } from '../../../src/dispatch/states';
import type { Items } from './items';

export type Duty = 'pending' | 'available' | 'engaged' | 'off' | 'denied';

export interface Provider {
  readonly key: string;
  readonly number: string;
  readonly name: string | undefined;
  readonly duty: Duty;
  readonly approval: RosterItem['approval'];
  /** While available. */
  readonly sinceMs: number | undefined;
}

const rank: Readonly<Record<Duty, number>> = { pending: 0, available: 1, engaged: 2, off: 3, denied: 4 };

/** The roster with what pool and sessions say about it; pending ones on top, then the longest available. */
export function providersOf(
  roster: Items<RosterItem>,
  pool: Items<PoolHint>,
  sessions: Items<SessionItem>,
): readonly Provider[] {
  const available = new Map([...pool.values()].map(({ data }) => [data.provider.number, data.sinceMs]));
  const engaged = new Set([...sessions.values()].map(({ data }) => data.provider));
  const dutyOf = ({ approval, number }: RosterItem): Duty => {
    if (approval === 'pending' || approval === 'denied') return approval;
    if (engaged.has(number)) return 'engaged';
    return available.has(number) ? 'available' : 'off';
  };
  return [...roster.values()]
    .filter(({ data }) => data.subscribed || data.approval !== 'approved')
    .map(({ key, data }) => ({
      key,
      number: data.number,
      name: data.name,
      duty: dutyOf(data),
      approval: data.approval,
      sinceMs: available.get(data.number),
    }))
    .sort(
      (one, other) =>
        rank[one.duty] - rank[other.duty] ||
        (one.sinceMs ?? 0) - (other.sinceMs ?? 0) ||
        (one.name ?? one.number).localeCompare(other.name ?? other.number),
    );
}
