import type { Frontdesk } from '../../frontdesk';
import { digitsOf, type E164 } from '../../phone';
import type { Versioned } from '../../twilio/sync-store';
import { giveBack } from '../end';
import { tellLeft } from '../leave-line';
import { type EndIntent, type ListedIntent, putIntent, type RequestIntent, removeRequestIntent } from '../line';
import { conclude } from '../match';
import { isEnded, isSessionOver, sessionEndOf, waitEndOf } from '../request-state';
import { documents, type RequestState } from '../states';
import { isMatched } from '../tell';
import { functionLifeMs } from '../timing';
import { endOnRecordByTime } from './by-time';
import type { Repair } from './repair';

export const readRequest = ({ store }: Frontdesk, receiver: E164) =>
  store.readDocument<RequestState>(documents.request(digitsOf(receiver)));

/** What is left to do for a request that was recorded, whoever left it. */
export async function repairRecorded(
  repair: Repair,
  request: Versioned<RequestState>,
  intent?: ListedIntent<RequestIntent>,
): Promise<void> {
  const { frontdesk, nowMs, report } = repair;
  const { data, revision } = request;
  if (isMatched(data)) {
    if (isSessionOver(data, nowMs, frontdesk.config.serviceMinutes)) {
      if (await endOnRecordByTime(frontdesk, { data, revision }, nowMs)) {
        await removeRequestIntent(frontdesk, data.receiver, data.key);
      }
      return;
    }
    if (!data.told && nowMs - data.matchedAtMs <= functionLifeMs) return;
    if (!data.told) report.repairs.push('match told');
    await conclude(frontdesk, { data, revision }, { intent, sentSinceMs: data.matchedAtMs }, false);
    return;
  }
  const { endedAtMs, key, receiver, provider } = data;
  if (!isEnded(data) || data.freed || nowMs - (endedAtMs ?? 0) <= functionLifeMs) return;
  const waitEnd = waitEndOf(data);
  if (waitEnd !== undefined && intent !== undefined) {
    report.repairs.push('told that they left the line');
    await tellLeft(frontdesk, request, waitEnd, intent, { sentSinceMs: endedAtMs });
    return;
  }
  const endedBy = sessionEndOf(data);
  if (provider === undefined || endedBy === undefined) return;
  report.repairs.push('end finished');
  const end: EndIntent = { kind: 'end', key, receiver, provider, by: endedBy, atMs: endedAtMs ?? nowMs };
  const listed = await putIntent(frontdesk, end);
  await giveBack(frontdesk, request, { by: endedBy, sentSinceMs: endedAtMs, intent: listed });
}
