import { newSid } from '../core/ids';
import type { World } from '../core/world';
import type { FlowDefinition } from './definition';
import type { FlowRef } from './engine/execution';
import type { FlowRecord, FlowStatus, RevisionRecord } from './records';

/** Flows and their revisions: each save is a new one, and none is ever changed. */
export interface FlowStore {
  create(save: Save): FlowRecord;
  save(flow: FlowRecord, save: Save): FlowRecord;
  setTestUsers(flow: FlowRecord, testUsers: readonly string[]): FlowRecord;
  delete(sid: string): void;
  get(sid: string): FlowRecord | undefined;
  /** Newest first, as Twilio lists them. */
  list(): readonly FlowRecord[];
  revisions(sid: string): readonly RevisionRecord[];
  /** @param revision a number, 'LatestPublished' or 'LatestRevision' */
  revision(sid: string, revision: string): RevisionRecord | undefined;
  /** What runs for a contact: the newest revision for test users, otherwise the newest that is published. */
  current(flow: FlowRecord, contact: string): RevisionRecord | undefined;
  definition(ref: FlowRef): FlowDefinition | undefined;
  /** The revision that a name stands for now, by its number. */
  pinned(ref: FlowRef): FlowRef | undefined;
}
export interface Save {
  readonly friendlyName: string;
  readonly status: FlowStatus;
  readonly definition: FlowDefinition;
  readonly commitMessage?: string;
}

export function createFlowStore({ tables, clock }: World): FlowStore {
  const flows = tables.open<FlowRecord>('studio.flows');
  const revisions = tables.open<RevisionRecord>('studio.revisions');
  const keyOf = (sid: string, revision: number) => `${sid}/${revision}`;

  const keep = (flow: FlowRecord, save: Save): FlowRecord => {
    const now = clock.now();
    const revision = flow.latestRevision + 1;
    revisions.set(keyOf(flow.sid, revision), { ...save, flowSid: flow.sid, revision, dateCreated: now });
    const saved = { ...flow, latestRevision: revision, dateUpdated: now };
    flows.set(flow.sid, saved);
    return saved;
  };

  const listRevisions = (sid: string): RevisionRecord[] => {
    const latest = flows.get(sid)?.latestRevision ?? 0;
    const newestFirst = Array.from({ length: latest }, (_, index) => revisions.get(keyOf(sid, latest - index)));
    return newestFirst.filter((revision) => revision !== undefined);
  };

  const store: FlowStore = {
    create(save) {
      const now = clock.now();
      const sid = newSid('FW');
      return keep({ sid, latestRevision: 0, testUsers: [], dateCreated: now, dateUpdated: now }, save);
    },
    save: keep,
    setTestUsers(flow, testUsers) {
      const changed = { ...flow, testUsers };
      flows.set(flow.sid, changed);
      return changed;
    },
    delete(sid) {
      for (const { revision } of listRevisions(sid)) revisions.delete(keyOf(sid, revision));
      flows.delete(sid);
    },
    get: (sid) => flows.get(sid),
    list: () => [...flows.values()].reverse(),
    revisions: listRevisions,
    revision(sid, revision) {
      const latest = flows.get(sid)?.latestRevision;
      if (latest === undefined) return undefined;
      if (revision === 'LatestRevision') return revisions.get(keyOf(sid, latest));
      if (revision === 'LatestPublished') return listRevisions(sid).find(({ status }) => status === 'published');
      return /^\d+$/.test(revision) ? revisions.get(keyOf(sid, Number(revision))) : undefined;
    },
    current: (flow, contact) =>
      store.revision(flow.sid, flow.testUsers.includes(contact) ? 'LatestRevision' : 'LatestPublished'),
    definition: ({ flowSid, revision }) => store.revision(flowSid, revision)?.definition,
    pinned({ flowSid, revision }) {
      const found = store.revision(flowSid, revision);
      return found && { flowSid, revision: String(found.revision) };
    },
  };
  return store;
}
