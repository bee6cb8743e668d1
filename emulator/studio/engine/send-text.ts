import { pairsOf } from '../definition';
import { studioLimits } from '../limits';
import { type Context, withOutput } from './execution';
import type { SentText } from './ports';
import { type Outcome, secondsOf, type Visit } from './widget';

export async function sendMessage(visit: Visit): Promise<Outcome> {
  const to = visit.render(visit.state.properties.to) || visit.execution.contact;
  const { sent, context } = await send(visit, to);
  return { kind: 'event', event: sent.kind === 'sent' ? 'sent' : 'failed', context };
}

export async function sendAndWait(visit: Visit): Promise<Outcome> {
  const { sent, context } = await send(visit, visit.execution.contact);
  if (sent.kind === 'refused') return { kind: 'event', event: 'deliveryFailure', context };

  const seconds = secondsOf(visit, 'timeout', studioLimits.replyTimeoutSeconds);
  const untilMs = visit.ports.now() + seconds * 1_000;
  return { kind: 'wait', waiting: { for: 'reply', untilMs, messageSid: sent.outbound.Sid }, context };
}

async function send(visit: Visit, to: string): Promise<{ sent: SentText; context: Context }> {
  const { state, ports, frame, execution } = visit;
  const from = visit.render(state.properties.from) || execution.address;
  const body = visit.render(state.properties.body);
  const mediaUrl = visit.render(state.properties.media_url);
  const contentSid = visit.render(state.properties.content_sid);
  const contentVariables = Object.fromEntries(
    pairsOf(state.properties.content_variables).map(({ key, value }) => [key, visit.render(value)]),
  );
  const sent = await ports.sendText({
    to,
    from,
    body,
    ...(mediaUrl !== '' && { mediaUrl }),
    ...(contentSid !== '' && { contentSid, contentVariables }),
  });
  if (sent.kind === 'sent') {
    return { sent, context: withOutput(frame.context, state.name, { outbound: sent.outbound }) };
  }

  const { code, message } = sent;
  ports.warn({ code: 81011, widget: state.name, message: `${message} (${code})` });
  const outbound = { To: to, From: from, Body: body, Status: 'failed', ErrorCode: String(code), ErrorMessage: message };
  return { sent, context: withOutput(frame.context, state.name, { outbound }) };
}
