import type { Twilio } from 'twilio';
import type { Config } from '../config';
import type { SentText, Text } from '../frontdesk';
import { calling } from './call-error';

/** Where Twilio reports what became of a text; its query says what the text was about. */
export function statusCallbackUrl(baseUrl: string, about: Readonly<Record<string, string>> = {}): string | undefined {
  if (baseUrl === '') return undefined;
  const query = new URLSearchParams(about).toString();
  return `${baseUrl}/sms/status${query === '' ? '' : `?${query}`}`;
}

const senderOf = ({ messagingServiceSid, twilioNumber }: Config) =>
  messagingServiceSid === undefined ? { from: twilioNumber } : { messagingServiceSid };

export async function sendText(client: Twilio, config: Config, { to, body, about }: Text): Promise<SentText> {
  const message = await calling('Messages.create', { to, ...about }, () =>
    client.messages.create({ to, body, ...senderOf(config), statusCallback: statusCallbackUrl(config.baseUrl, about) }),
  );
  return { messageSid: message.sid, to };
}

/** More than one phone gets from us within a session. */
const recentTexts = 50;
const failedStatuses: readonly string[] = ['failed', 'undelivered', 'canceled'];

/** The text if it went out since then. Twilio keeps whole seconds, and puts words before the body of a trial account's texts. */
export async function findText(
  client: Twilio,
  { to, body, sinceMs }: { to: SentText['to']; body: string; sinceMs: number },
): Promise<SentText | undefined> {
  const sinceSecond = Math.floor(sinceMs / 1000) * 1000;
  // Not filtered by DateSent: a text that is still in the queue has none. The list is newest first.
  const page = await calling('Messages.list', { to }, () => client.messages.page({ to, pageSize: recentTexts }));
  const found = page.instances.find(
    (message) =>
      message.direction.startsWith('outbound') &&
      !failedStatuses.includes(message.status) &&
      message.body.endsWith(body) &&
      message.dateCreated.getTime() >= sinceSecond,
  );
  return found === undefined ? undefined : { messageSid: found.sid, to };
}
