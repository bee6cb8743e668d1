import type { E164 } from '../../src/phone';
import type { DeployedFrontdesk } from './deployed-frontdesk';
import { personsThings } from './persons-things';
import { type Stored, syncContents } from './sync-contents';
import { executionsWith, type KeptExecution, type KeptMessage, messagesWith } from './twilio-records';

/** What `npm run export` writes; docs/data.md describes it. A change of this shape is another format. */
export interface Export {
  readonly format: 'frontdesk-export/1';
  readonly exportedAt: string; // ISO 8601
  readonly account: string;
  readonly environment: string;
  readonly number: E164;
  /** Whose data it is; null when it is everybody's. */
  readonly person: E164 | null;
  readonly documents: readonly ExportedDocument[];
  /** Items by their Map. */
  readonly maps: Readonly<Record<string, readonly ExportedItem[]>>;
  /** Of somebody else, and naming the person. */
  readonly mentions: readonly { readonly name: string; readonly key: string; readonly what: string }[];
  readonly messages: readonly KeptMessage[];
  readonly executions: readonly KeptExecution[];
}

interface ExportedFacts {
  readonly what: string;
  readonly dateUpdated: string;
  readonly dateExpires: string | null; // null for never
  readonly data: unknown;
}
export type ExportedDocument = { readonly name: string } & ExportedFacts;
export type ExportedItem = { readonly key: string } & ExportedFacts;

/** Everything that is stored, or what is stored of one person. */
export async function exportData(deployed: DeployedFrontdesk, person?: E164): Promise<Export> {
  const { client, syncServiceSid, atTwilio, frontdesk, accountSid, environment } = deployed;
  const nowMs = frontdesk.clock.nowMs();
  const [all, messages, executions] = await Promise.all([
    syncContents(client, syncServiceSid, nowMs),
    messagesWith(client, atTwilio, person),
    executionsWith(client, atTwilio, person),
  ]);
  const { own, mentions } = person === undefined ? { own: all, mentions: [] } : personsThings(all, person);
  const maps: Record<string, ExportedItem[]> = {};
  for (const one of own) if (one.place === 'Map') maps[one.name] = [...(maps[one.name] ?? []), itemOf(one)];
  return {
    format: 'frontdesk-export/1',
    exportedAt: new Date(nowMs).toISOString(),
    account: accountSid,
    environment,
    number: atTwilio.number,
    person: person ?? null,
    documents: own.filter(({ place }) => place === 'Document').map((one) => ({ name: one.name, ...factsOf(one) })),
    maps,
    mentions: mentions.map(({ name, key, kind }) => ({ name, key, what: kind?.what ?? notOurs })),
    messages,
    executions,
  };
}

const notOurs = 'not made by Frontdesk';

const itemOf = (one: Stored): ExportedItem => ({ key: one.key, ...factsOf(one) });

const factsOf = ({ kind, dateUpdated, dateExpires, data }: Stored): ExportedFacts => ({
  what: kind?.what ?? notOurs,
  dateUpdated: dateUpdated.toISOString(),
  dateExpires: dateExpires?.toISOString() ?? null,
  data,
});

/** In a line: '12 documents, 30 items, 41 texts, 2 conversations with a flow'. */
export function exportSummary({ documents, maps, messages, executions }: Export): string {
  const items = Object.values(maps).flat().length;
  return [
    counted(documents.length, 'document'),
    counted(items, 'item'),
    counted(messages.length, 'text'),
    `${counted(executions.length, 'conversation')} with a flow`,
  ].join(', ');
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
