import { createFaults, type Fault, type Faults } from './faults';

const url = 'https://sync.twilio.com/v1/Services/IS1/Documents';
let faults: Faults;
beforeEach(() => {
  faults = createFaults();
});

const struck = (count: number, method = 'POST', asked = url) =>
  Array.from({ length: count }, () => faults.strike(method, asked).length);

test.each<[string, Partial<Fault>, number[]]>([
  ['every matching call without nth and times', {}, [1, 1, 1, 1]],
  ['once, with nth', { nth: 3 }, [0, 0, 1, 0]],
  ['the first few, with times', { times: 2 }, [1, 1, 0, 0]],
  ['some from the n-th on, with both', { nth: 2, times: 2 }, [0, 1, 1, 0]],
])('strikes %s', (_, fault, expected) => {
  faults.add({ kind: 'refuse', ...fault });
  expect(struck(4)).toEqual(expected);
});

test('only calls that fit count: the method, part of the URL, or a pattern', () => {
  faults.add({ kind: 'refuse', method: 'post', url: '/Documents', nth: 2 });
  expect(struck(3, 'GET')).toEqual([0, 0, 0]);
  expect(struck(3, 'POST', 'https://api.twilio.com/Messages.json')).toEqual([0, 0, 0]);
  expect(struck(3)).toEqual([0, 1, 0]);
  faults.clear();
  faults.add({ kind: 'refuse', url: '/services\\/IS\\d+\\/documents$/i' });
  expect(struck(1)).toEqual([1]);
  expect(struck(1, 'POST', `${url}/x`)).toEqual([0]);
});

test.each([
  ['/v1/Services', [1, 1]],
  ['/Services/IS1/Documents', [1, 1]], // its end is no flags
  ['/services\\/IS1/gi', [1, 1]], // and these do not carry over to the next call
  ['/Maps/orders', [0, 0]],
])('%s is a path or a pattern by what follows its last slash', (part, expected) => {
  faults.add({ kind: 'refuse', url: part });
  expect(struck(2)).toEqual(expected);
});

test('each fault counts for itself, can be listed, and can be taken back', () => {
  const first = faults.add({ kind: 'delay', ms: 5 });
  faults.add({ kind: 'status', nth: 2 });
  expect(struck(2)).toEqual([1, 2]);
  expect(faults.list()).toMatchObject([
    { kind: 'delay', ms: 5, matched: 2, struck: 2 },
    { kind: 'status', matched: 2, struck: 1 },
  ]);
  expect(faults.remove(first)).toBe(true);
  expect(faults.remove(first)).toBe(false);
  expect(faults.list()).toHaveLength(1);
});
