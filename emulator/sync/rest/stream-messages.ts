import type { Operation } from '../../core/world';
import { invalidJson } from '../errors';
import { syncLimits } from '../limits';
import { parseData } from '../validate';
import { objectOf, type RestContext } from './context';
import { textIn } from './params';

/** Messages of a stream: sent on to who listens, and not kept. */
export function streamMessageOperations(context: RestContext): Record<string, Operation> {
  return {
    CreateStreamMessage(call) {
      const stream = objectOf(context, call, 'stream', 'StreamSid');
      const data = parseData(textIn(call.form, 'Data') ?? '', syncLimits.maxMessageBytes);
      if (data === undefined) throw invalidJson();
      context.limit('publish', 'stream', stream.sid);
      const { sid } = context.store.publish(stream, data);
      return { status: 201, body: { sid, data } };
    },
  };
}
