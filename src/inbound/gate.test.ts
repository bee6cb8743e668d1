import { memoryFrontdesk } from '../../test/memory-frontdesk';
import { behindGate, NotOurs } from './gate';

const deferred = () => {
  const settle: { open?: () => void; shut?: (error: Error) => void } = {};
  const gate = new Promise<void>((resolve, reject) => {
    settle.open = resolve;
    settle.shut = reject;
  });
  return { gate, open: () => settle.open?.(), shut: (error: Error) => settle.shut?.(error) };
};

/** Several turns of the event loop: whatever can go on without the gate has. */
const later = () => new Promise((resolve) => setTimeout(resolve, 5));

test('what is read and listed begins at once; what decides waits for the gate', async () => {
  const { store, ...rest } = memoryFrontdesk();
  const { gate, open } = deferred();
  const { frontdesk } = behindGate({ ...rest, store }, gate);
  const begun = [
    frontdesk.store.readDocument('request.1'),
    frontdesk.store.putItem('waiting', 'k', 1),
    frontdesk.store.listItems('pool'),
    frontdesk.store.createDocument('request.1', {}),
    frontdesk.store.removeItem('pool', 'k'),
    frontdesk.sendText({ to: '+12025550111', body: 'hello' }),
  ];
  await later();
  expect(store.calls).toEqual(['read request.1', 'put waiting/k', 'list pool']);
  expect(rest.sent).toEqual([]);
  open();
  await Promise.all(begun);
  expect(store.calls.slice(3)).toEqual(['create request.1', 'remove pool/k']);
  expect(rest.sent).toHaveLength(1);
});

test('nobody goes on while the gate is shut, and what was listed is taken back', async () => {
  const { store, ...rest } = memoryFrontdesk();
  const { gate, shut } = deferred();
  const { frontdesk, undo } = behindGate({ ...rest, store }, gate);
  const read = frontdesk.store.readDocument('request.1');
  const put = frontdesk.store.putItem('waiting', 'k', 1);
  shut(new NotOurs());
  await expect(read).rejects.toThrow(NotOurs);
  await expect(put).rejects.toThrow(NotOurs);
  await expect(frontdesk.store.createDocument('request.1', {})).rejects.toThrow(NotOurs);
  await undo();
  expect(store.maps.get('waiting')?.size).toBe(0);
  expect(store.documents.size).toBe(0);
});

test('what another has written over meanwhile is not taken back', async () => {
  const { store, ...rest } = memoryFrontdesk();
  const { gate, shut } = deferred();
  const { frontdesk, undo } = behindGate({ ...rest, store }, gate);
  const put = frontdesk.store.putItem('waiting', 'k', 'ours').catch(() => undefined);
  await later();
  await store.putItem('waiting', 'k', 'theirs');
  shut(new NotOurs());
  await put;
  await undo();
  expect(store.maps.get('waiting')?.get('k')?.data).toBe('theirs');
});
