import MessagingResponse from 'twilio/lib/twiml/MessagingResponse';
import type { Reply } from '../reply';

/** The answer to a messaging webhook, as an instance of Twilio's own class: the platform knows TwiML by it. */
export function twimlOf(reply: Reply): MessagingResponse {
  const response = new MessagingResponse();
  if (reply.kind === 'text') response.message(reply.body);
  if (reply.kind === 'redirect') response.redirect({ method: 'POST' }, reply.url);
  return response;
}
