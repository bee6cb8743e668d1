import type { PoolHint, RosterItem, SessionItem } from '../../../src/dispatch/states';
import type { Items } from './items';
import { providersOf } from './providers';

const items = <T>(of: Record<string, T>): Items<T> =>
  new Map(Object.entries(of).map(([key, data]) => [key, { key, revision: '1', data }]));

const provider = (number: RosterItem['number'], change: Partial<RosterItem> = {}): RosterItem => ({
  number,
  approval: 'approved',
  subscribed: true,
  ...change,
});
const hint = (number: RosterItem['number'], sinceMs: number): PoolHint => ({
  sinceMs,
  provider: { number, language: 'en', approval: 'approved', subscribed: true, duty: 'available' },
});

test('pending ones are on top, then the longest available, who is in a session, who is off, who was denied', () => {
  const roster = items({
    off: provider('+12025550110', { name: 'Oda' }),
    engaged: provider('+12025550111', { name: 'Ana' }),
    namesake: provider('+12025550115', { name: 'Ana' }),
    late: provider('+12025550112'),
    early: provider('+12025550113'),
    asks: provider('+12025550114', { approval: 'pending' }),
    gone: provider('+12025550116', { subscribed: false }),
    refused: provider('+12025550118', { subscribed: false, approval: 'denied' }),
  });
  const pool = items({ a: hint('+12025550112', 20), b: hint('+12025550113', 10) });
  const sessions = items<SessionItem>({
    s: { provider: '+12025550111', providerName: 'Ana', receiver: '+12025550117', startedAtMs: 0, endsAtMs: 1 },
  });
  expect(providersOf(roster, pool, sessions).map(({ key, duty }) => `${key} ${duty}`)).toEqual([
    'asks pending',
    'early available',
    'late available',
    'engaged engaged',
    'namesake off',
    'off off',
    'refused denied',
  ]);
});
