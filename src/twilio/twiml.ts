import MessagingResponse from 'twilio/lib/twiml/MessagingResponse';
import type { Reply } from '../reply';

/** What XML cannot hold, not even escaped: a name with a control character in it must not cost the answer. */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The answer to a messaging webhook, as an instance of Twilio's own class: the platform knows TwiML by it. */
export function twimlOf(reply: Reply): MessagingResponse {
  const response = new MessagingResponse();
  if (reply.kind !== 'silence' && reply.body !== undefined) response.message(reply.body.replace(notInXml, ''));
  if (reply.kind === 'redirect') response.redirect({ method: 'POST' }, reply.url);
  return response;
}
