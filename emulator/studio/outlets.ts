import { TwilioApiError } from '../core/errors';
import type { World } from '../core/world';
import type { HttpAnswer, HttpRequest, OutgoingText, Ports, SentText } from './engine/ports';

/** What Studio needs of Messaging. */
export interface TextSender {
  /** @throws {TwilioApiError} what CreateMessage would answer */
  send(form: Readonly<Record<string, string | readonly string[]>>): Promise<SentRecord> | SentRecord;
}
export interface SentRecord {
  readonly sid: string;
  readonly from?: string;
  readonly to: string;
  readonly body: string;
  readonly status: string;
  readonly messagingServiceSid?: string;
}

/** How texts and requests of flows leave: by Messaging, and as signed webhooks. */
export function createOutlets(world: World, messaging: TextSender): Pick<Ports, 'sendText' | 'request'> {
  return {
    async sendText(text): Promise<SentText> {
      try {
        const sent = await messaging.send(formOf(text));
        return { kind: 'sent', outbound: outboundOf(sent) };
      } catch (error) {
        if (error instanceof TwilioApiError) return { kind: 'refused', code: error.code, message: error.message };
        throw error;
      }
    },
    async request(request): Promise<HttpAnswer> {
      const { status, headers, body, error } = await world.webhooks.send({
        // Studio asks once; the webhook's own retry is switched off.
        url: `${request.url.split('#', 1)[0]}#rc=0`,
        method: request.method,
        params: request.params,
        ...bodyOf(request),
        timeoutMs: request.timeoutMs,
      });
      if (status === 0) return { kind: 'no-answer', error: error ?? 'no answer' };
      return { kind: 'answer', status, headers, body };
    },
  };
}

const bodyOf = ({ body, contentType }: HttpRequest) =>
  body === undefined ? {} : { body, headers: { 'content-type': contentType || 'text/plain' } };

const formOf = ({ to, from, body, mediaUrl, contentSid, contentVariables }: OutgoingText): Record<string, string> => ({
  To: to,
  ...(from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }),
  ...(contentSid === undefined && { Body: body }),
  ...(mediaUrl !== undefined && { MediaUrl: mediaUrl }),
  ...(contentSid !== undefined && { ContentSid: contentSid, ContentVariables: JSON.stringify(contentVariables ?? {}) }),
});

const outboundOf = (sent: SentRecord): Record<string, unknown> & { readonly Sid: string } => ({
  Sid: sent.sid,
  MessageSid: sent.sid,
  From: sent.from ?? '',
  To: sent.to,
  Body: sent.body,
  Status: sent.status,
  MessagingServiceSid: sent.messagingServiceSid ?? '',
});
