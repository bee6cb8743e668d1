import type { Frontdesk } from '../../frontdesk';
import { digitsOf } from '../../phone';
import { conflict, type Versioned } from '../../twilio/sync-store';
import { isEngagedFor } from '../provider-state';
import { hideSession } from '../sessions';
import { documents, type ProviderState, type RequestState } from '../states';

/** A session is over when its time is; nobody is texted about it. */
export async function endByTime(
  frontdesk: Frontdesk,
  provider: Versioned<ProviderState>,
  request: Versioned<RequestState> | undefined,
): Promise<void> {
  const { store, clock } = frontdesk;
  const { data } = provider;
  const key = data.engagement?.key ?? '';
  if (request !== undefined && request.data.state === 'matched' && request.data.provider === data.number) {
    if (!(await endOnRecordByTime(frontdesk, request, clock.nowMs()))) return;
  }
  if (!isEngagedFor(data, key)) return;
  const off: ProviderState = { ...data, duty: 'off', engagement: undefined, offAfter: undefined };
  await store.updateDocument(documents.provider(digitsOf(data.number)), off, provider.revision);
  await hideSession(frontdesk, key);
}

/** @returns false when somebody else wrote it meanwhile */
export async function endOnRecordByTime(
  { store }: Frontdesk,
  request: Versioned<RequestState>,
  endedAtMs: number,
): Promise<boolean> {
  const ended: RequestState = {
    ...request.data,
    state: 'done',
    endedBy: 'time',
    endedAtMs,
    freed: true,
    words: undefined,
  };
  const name = documents.request(digitsOf(request.data.receiver));
  return (await store.updateDocument(name, ended, request.revision)) !== conflict;
}
