import type { ProviderState } from '../states';
import { announcements, approve, deny, type Occasion, subscribe, unsubscribe } from './decisions';
import { personName } from './name';

const HOUR = 60 * 60_000;
const ana = '+12025550111';
const admin = '+12025550100';
const at = (nowMs: number): Occasion => ({ number: ana, language: 'en', by: ana, byAdmin: false, nowMs });
const byAdmin: Occasion = { ...at(1000), by: admin, byAdmin: true };
const state = (facts: Partial<ProviderState>): ProviderState => ({
  number: ana,
  language: 'en',
  approval: 'none',
  subscribed: false,
  duty: 'off',
  ...facts,
});
const engagement = { key: 'k', receiver: '+12025550113', atMs: 5 } as const;

describe('subscribe', () => {
  test('a newcomer is pending, and the admins are to be told', () => {
    expect(subscribe(undefined, at(7))).toEqual({
      outcome: 'pending',
      next: state({ approval: 'pending', askedAtMs: [7], notice: { kind: 'asked', atMs: 7 } }),
    });
  });

  test('the admins are not told of a repeat, until a day later', () => {
    const told = state({ approval: 'pending', askedAtMs: [0], adminsToldAtMs: 0 });
    expect(subscribe(told, at(24 * HOUR - 1))).toEqual({ outcome: 'already-pending' });
    expect(subscribe(told, at(24 * HOUR)).next?.notice).toEqual({ kind: 'asked', atMs: 24 * HOUR });
  });

  test('who withdraws and asks for ever is listed, but announced only so often', () => {
    let known: ProviderState | undefined;
    let announced = 0;
    for (let n = 0; n < 10; n += 1) {
      const asked = subscribe(known, at(n));
      expect(asked.outcome).toBe('pending');
      if (asked.next?.notice) announced += 1;
      known = unsubscribe(asked.next).next;
    }
    expect(announced).toBe(announcements.atMost);
    expect(subscribe(known, at(25 * HOUR)).next?.notice).toBeDefined();
  });

  test('who is approved is subscribed at once, who is subscribed already is told so', () => {
    const approved = state({ approval: 'approved' });
    expect(subscribe(approved, at(1))).toEqual({ outcome: 'subscribed', next: { ...approved, subscribed: true } });
    expect(subscribe({ ...approved, subscribed: true }, at(1))).toEqual({ outcome: 'already-subscribed' });
  });

  test('who was denied may ask again', () => {
    expect(subscribe(state({ approval: 'denied' }), at(1)).outcome).toBe('pending');
  });

  test('an admin needs no approval', () => {
    expect(subscribe(undefined, { ...byAdmin, number: admin }).next).toMatchObject({
      approval: 'approved',
      subscribed: true,
    });
  });
});

describe('unsubscribe', () => {
  test('takes an available provider out of the pool', () => {
    const known = state({ approval: 'approved', subscribed: true, duty: 'available', sinceMs: 3, availableSid: 'SM1' });
    expect(unsubscribe(known)).toMatchObject({
      outcome: 'unsubscribed',
      next: { approval: 'approved', subscribed: false, duty: 'off' },
    });
  });

  test('lets a session end, and takes its provider off duty afterwards', () => {
    const known = state({ approval: 'approved', subscribed: true, duty: 'engaged', engagement });
    expect(unsubscribe(known)).toEqual({
      outcome: 'unsubscribed-after-session',
      next: { ...known, subscribed: false, offAfter: true },
    });
  });

  test('withdraws what was asked, and nobody needs to be told of it any more', () => {
    const known = subscribe(undefined, at(1)).next;
    expect(unsubscribe(known)).toMatchObject({ outcome: 'withdrawn', next: { approval: 'none', notice: undefined } });
  });

  test.each([undefined, state({}), state({ approval: 'approved' }), state({ approval: 'denied' })])('%#', (known) =>
    expect(unsubscribe(known)).toEqual({ outcome: 'not-subscribed' }),
  );
});

describe('approve and deny', () => {
  test('approved is subscribed, and not available', () => {
    expect(approve(undefined, byAdmin)).toMatchObject({
      outcome: 'approved',
      next: { approval: 'approved', subscribed: true, duty: 'off', decidedBy: admin },
    });
    expect(approve(state({ approval: 'denied' }), byAdmin).outcome).toBe('approved');
    expect(approve(state({ approval: 'approved' }), byAdmin)).toEqual({ outcome: 'already-approved' });
  });

  test('denied is neither approved nor subscribed nor available', () => {
    const known = state({ approval: 'approved', subscribed: true, duty: 'available', sinceMs: 3 });
    expect(deny(known, byAdmin)).toMatchObject({
      outcome: 'denied',
      next: { approval: 'denied', subscribed: false, duty: 'off' },
    });
  });

  test('nobody is told when there was nothing to deny', () => {
    expect(deny(undefined, byAdmin)).toEqual({ outcome: 'unknown' });
    expect(deny(state({}), byAdmin)).toEqual({ outcome: 'unknown' });
    expect(deny(state({ approval: 'denied' }), byAdmin)).toEqual({ outcome: 'already-denied' });
  });
});

test.each([
  ['Ana Diaz', 'Ana Diaz'],
  ['  Ana \n Diaz ', 'Ana Diaz'],
  ['José Ángel', 'José Angel'],
  ["Mary-Jane O'Neil Jr.", "Mary-Jane O'Neil Jr."],
  ['Иван', 'Иван'],
  ['', undefined],
  ['x'.repeat(31), undefined],
  ['evil.com', undefined],
  ['https://evil', undefined],
  ['+12025550111', undefined],
  ['<b>', undefined],
  ['👍', undefined],
])('the name %j is shown as %j', (text, name) => expect(personName(text)).toBe(name));
