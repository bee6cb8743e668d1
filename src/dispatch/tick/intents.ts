import { wasFlowsDigit } from '../../inbound/conversation';
import { digitsOf } from '../../phone';
import { intakeAt } from '../../settings/intake';
import { type Versioned, writeDocument } from '../../twilio/sync-store';
import { repairEnd } from '../end';
import { endOfWait, leaveLine } from '../leave-line';
import {
  type EndIntent,
  type ListedIntent,
  listIntents,
  type PassOnIntent,
  putIntent,
  type RequestIntent,
  removeIntent,
} from '../line';
import { carryOn } from '../pass-on';
import { isEnded, isSettled, isUnrecorded, newRequest } from '../request-state';
import { documents, type RequestState, requestTtlSeconds } from '../states';
import { functionLifeMs, minuteMs } from '../timing';
import { eachOf, type Repair } from './repair';
import { readRequest, repairRecorded } from './request';

/** Finishes what somebody began and listed, and did not take from the list again. */
export async function repairIntents(repair: Repair, untilMs: number): Promise<void> {
  const { frontdesk, nowMs, report } = repair;
  const intents = await listIntents(frontdesk);
  // Whoever wrote a younger one may still be at it.
  const old = intents.filter((intent) => nowMs - intent.data.atMs > functionLifeMs || intent.data.kind === 'request');
  report.intents = await eachOf(repair, old, untilMs, async (intent) => {
    const request = await readRequest(frontdesk, intent.data.receiver);
    if (is(intent, 'end')) return repairEndIntent(repair, intent, request);
    if (is(intent, 'pass-on')) return repairPassOn(repair, intent);
    if (is(intent, 'request')) return repairRequest(repair, intent, request);
  });
}

type Kinds = { end: EndIntent; 'pass-on': PassOnIntent; request: RequestIntent };
const is = <K extends keyof Kinds>(intent: ListedIntent, kind: K): intent is ListedIntent<Kinds[K]> =>
  intent.data.kind === kind;

async function repairRequest(
  repair: Repair,
  intent: ListedIntent<RequestIntent>,
  request: Versioned<RequestState> | undefined,
): Promise<void> {
  const { frontdesk, nowMs, report } = repair;
  const { serviceMinutes, maxDailyRequests } = frontdesk.config;
  const ageMs = nowMs - intent.data.atMs;
  if (isUnrecorded(request?.data, intent.data, nowMs, serviceMinutes)) {
    if (ageMs <= functionLifeMs) return;
    const wanted = newRequest(request?.data, intent.data);
    // Nobody sits and waits any more; more than this phone may ask for; nobody new was taken, and they were told so; or it was an answer
    // to a flow, and could not be taken back.
    if (
      intakeAt(frontdesk, intent.data.atMs).kind !== 'open' ||
      ageMs > serviceMinutes * minuteMs ||
      wanted.countOfDay > maxDailyRequests ||
      (await wasFlowsDigit(frontdesk, intent.data.receiver, intent.data.atMs))
    ) {
      await removeIntent(frontdesk, intent);
      return;
    }
    report.repairs.push('request recorded');
    await putIntent(frontdesk, intent.data, 'known'); // somebody may be taking it away
    const name = documents.request(digitsOf(intent.data.receiver));
    await writeDocument(frontdesk.store, name, request, wanted, { ttlSeconds: requestTtlSeconds });
    return;
  }
  if (isSettled(request?.data, intent.data, nowMs, serviceMinutes)) {
    await removeIntent(frontdesk, intent);
    return;
  }
  if (request?.data.key !== intent.key) return;
  const waitEnd = request.data.state === 'waiting' ? endOfWait(frontdesk, request.data) : undefined;
  if (waitEnd === undefined) await repairRecorded(repair, request, intent);
  else if (await leaveLine(frontdesk, request, waitEnd, intent)) report.repairs.push('left the line');
}

async function repairEndIntent(
  repair: Repair,
  intent: ListedIntent<EndIntent>,
  request: Versioned<RequestState> | undefined,
): Promise<void> {
  const { frontdesk, report } = repair;
  const begun = request?.data.key !== intent.data.key || isEnded(request.data);
  if (!begun) {
    // The session goes on: nobody recorded this end, and whoever wanted to has been dead for some time.
    await removeIntent(frontdesk, intent);
    return;
  }
  report.repairs.push('end finished');
  await repairEnd(frontdesk, intent, request);
}

async function repairPassOn({ frontdesk, report }: Repair, intent: ListedIntent<PassOnIntent>): Promise<void> {
  report.repairs.push('passed on');
  await carryOn(frontdesk, intent, { sentSinceMs: intent.data.atMs });
}
