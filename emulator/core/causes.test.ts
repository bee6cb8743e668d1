import { setTimeout as wait } from 'node:timers/promises';
import { createCauses } from './causes';

test('what runs under a cause knows it, however deep, and beside other causes', async () => {
  const causes = createCauses();
  const seen: (string | undefined)[] = [];
  const look = async (ms: number) => {
    await wait(ms);
    seen.push(causes.current());
  };
  await Promise.all([causes.start('text', () => look(10)), causes.start('alarm', () => look(5))]);
  expect(seen).toEqual(['alarm-2', 'text-1']);
  expect(causes.current()).toBeUndefined();
});

test('a cause has settled when the last work under it is done, busy work included', async () => {
  const causes = createCauses();
  const done: string[] = [];
  let id = '';
  await causes.start('text', async () => {
    id = causes.current() ?? '';
    void causes.busy(async () => {
      await wait(10);
      void causes.busy(async () => {
        await wait(10);
        done.push('second');
      });
      done.push('first');
    });
  });
  expect(done).toEqual([]);
  await causes.settled(id);
  expect(done).toEqual(['first', 'second']);
});

test('work that follows in the next turn is waited for', async () => {
  const causes = createCauses();
  let followed = false;
  await causes.start('text', async () => {
    setImmediate(() => {
      void causes.busy(async () => {
        await wait(5);
        followed = true;
      });
    });
  });
  await causes.settled();
  expect(followed).toBe(true);
});

test('one cause settles while another still runs; all settle when both have', async () => {
  const causes = createCauses();
  const order: string[] = [];
  const slow = causes.start('slow', () => wait(30).then(() => void order.push('slow')));
  await causes.start('quick', async () => undefined);
  await causes.settled('quick-2');
  order.push('quick settled');
  await causes.settled();
  order.push('all settled');
  await slow;
  expect(order).toEqual(['quick settled', 'slow', 'all settled']);
});

test('work that fails is told to whoever started it, and leaves nothing running', async () => {
  const causes = createCauses();
  await expect(
    causes.start('text', async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await causes.settled();
});
