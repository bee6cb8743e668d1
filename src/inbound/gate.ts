import type { Frontdesk } from '../frontdesk';
import type { SyncStore } from '../twilio/sync-store';

/** Whatever was begun is to be dropped: the text turned out to be somebody else's. */
export class NotOurs extends Error {
  constructor() {
    super('The text belongs to somebody else');
    this.name = 'NotOurs';
  }
}

export interface Gated {
  frontdesk: Frontdesk;
  /** Takes back what was written before the gate was known to stay shut. */
  undo(): Promise<void>;
}

/**
 * Lets a command start while it is still being read whose text it is, so that finding out costs no round trip of its own. What the command
 * reads, it gets once the gate is open; items that it lists at the same time are written at once, and taken back if the gate stays shut:
 * Maps hold hints and intents, which decide nothing. Everything else waits.
 *
 * @param gate resolves when the text is ours, rejects when it is not
 */
export function behindGate(frontdesk: Frontdesk, gate: Promise<unknown>): Gated {
  const { store } = frontdesk;
  const listed: Promise<{ map: string; key: string; revision: string } | undefined>[] = [];
  let open = false;
  gate.then(
    () => {
      open = true;
    },
    () => undefined,
  );

  const after = async <T>(begun: Promise<T>): Promise<T> => {
    const [result] = await Promise.all([begun, gate]);
    return result;
  };
  const once = async <T>(begin: () => Promise<T>): Promise<T> => {
    await gate;
    return begin();
  };

  const gatedStore: SyncStore = {
    readDocument: (name) => after(store.readDocument(name)),
    readItem: (map, key) => after(store.readItem(map, key)),
    listItems: (map, options) => after(store.listItems(map, options)),
    putItem(map, key, data, options) {
      const put = store.putItem(map, key, data, options);
      if (!open) {
        listed.push(
          put.then(
            ({ revision }) => ({ map, key, revision }),
            () => undefined,
          ),
        );
      }
      return after(put);
    },
    createItem: (map, key, data, options) => once(() => store.createItem(map, key, data, options)),
    updateItem: (map, key, data, revision, options) => once(() => store.updateItem(map, key, data, revision, options)),
    removeItem: (map, key, revision) => once(() => store.removeItem(map, key, revision)),
    createDocument: (name, data, options) => once(() => store.createDocument(name, data, options)),
    updateDocument: (name, data, revision, options) => once(() => store.updateDocument(name, data, revision, options)),
    removeDocument: (name) => once(() => store.removeDocument(name)),
  };

  return {
    frontdesk: {
      ...frontdesk,
      store: gatedStore,
      sendText: (text) => once(() => frontdesk.sendText(text)),
    },
    async undo() {
      const items = await Promise.all(listed);
      await Promise.all(items.map((item) => item && store.removeItem(item.map, item.key, item.revision)));
    },
  };
}
