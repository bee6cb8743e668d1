import type { Frontdesk } from '../frontdesk';
import { conflict } from '../twilio/sync-store';
import { type CustomerText, orderTextKinds, textsMap } from './order';
import { noteOnOrder } from './orders';
import { hashed, isNewer, reasonOf, textKey } from './tell';

/** What Twilio reports of a text, with what the text was about. */
export interface DeliveryReport {
  about: Readonly<Record<string, string | undefined>>;
  status: string;
  messageSid: string;
  errorCode?: string;
}

const statuses: ReadonlyMap<string, 'delivered' | 'failed'> = new Map([
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
]);

/** Shows on the card and in the drawer what became of a text. Reports in between ('queued', 'sent') say nothing that staff need. */
export async function recordDelivery(frontdesk: Frontdesk, report: DeliveryReport): Promise<void> {
  const { about, messageSid } = report;
  const errorCode = report.errorCode === undefined ? undefined : Number(report.errorCode) || undefined;
  const status = statuses.get(report.status);
  if (status === undefined) return;
  const failure = status === 'failed' ? { errorCode, reason: reasonOf(errorCode) } : {};
  const { order: key, text, at } = about;
  if (about.kind !== 'order' || key === undefined || text === undefined || at === undefined) return;
  const kind = orderTextKinds.find((known) => known === text);
  if (kind === undefined) return;
  const item = await noteOnOrder(frontdesk, key, (order) => {
    const standing = order.texts[kind];
    if (standing?.at !== at || !isNewer(status, standing.status)) return undefined;
    return { ...order, texts: { ...order.texts, [kind]: { ...standing, status, messageSid, ...failure } } };
  });
  if (item === undefined) return;
  const name = textKey(item.data.phone, hashed(key, kind, at));
  await noteOnText(frontdesk, name, { status, messageSid, ...(status === 'failed' && { errorCode }) });
}

const ATTEMPTS = 5;

async function noteOnText(
  { store }: Frontdesk,
  key: string,
  note: Pick<CustomerText, 'status' | 'messageSid' | 'errorCode'>,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const item = await store.readItem<CustomerText>(textsMap, key);
    if (item === undefined || !isNewer(note.status, item.data.status)) return;
    if ((await store.updateItem(textsMap, key, { ...item.data, ...note }, item.revision)) !== conflict) return;
  }
}
