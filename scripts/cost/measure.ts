import { segmentsOf } from '../../emulator/messaging/segments';
import type { Conversation, Local } from './conversations';
import { type Counts, nothing } from './counts';

/** Lets a conversation happen on a local Twilio as right after the deploy, and counts what it takes. */
export async function measure(local: Local, conversation: Conversation): Promise<Counts> {
  const { emulator } = local;
  const { log, causes } = emulator.world;
  await emulator.reset();
  const run = await conversation.begin(local);
  await causes.settled();
  const counts: { -readonly [K in keyof Counts]: number } = { ...nothing };
  const seen = new Set<string>();
  const isNew = (id: string) => seen.size < seen.add(id).size;
  const unsubscribe = log.subscribe((event) => {
    if (event.kind === 'function') counts.functionCalls += 1;
    if (event.kind === 'call' && event.url.includes('://sync.twilio.com/') && event.function)
      counts.syncOperations += 1;
    if (event.kind === 'step') {
      counts.studioSteps += 1;
      if (isNew(event.executionSid)) counts.studioExecutions += 1;
    }
    if (event.kind === 'message' && event.status !== 'scheduled' && isNew(event.sid)) {
      const segments = segmentsOf(event.body);
      if (event.direction === 'inbound') {
        counts.textsIn += 1;
        counts.segmentsIn += segments;
      } else {
        counts.textsOut += 1;
        counts.segmentsOut += segments;
      }
    }
  });
  try {
    await run();
    await causes.settled();
  } finally {
    unsubscribe();
  }
  return counts;
}
