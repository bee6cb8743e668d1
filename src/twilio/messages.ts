import type { Twilio } from 'twilio';
import type { Config } from '../config';
import type { SentText, Text, TextAtTwilio, TextQueue } from '../frontdesk';
import { isE164 } from '../phone';
import { calling, TwilioCallError } from './call-error';

/** Where Twilio reports what became of a text; its query says what the text was about. */
export function statusCallbackUrl(baseUrl: string, about: Readonly<Record<string, string>> = {}): string | undefined {
  if (baseUrl === '') return undefined;
  const query = new URLSearchParams(about).toString();
  return `${baseUrl}/sms/status${query === '' ? '' : `?${query}`}`;
}

const senderOf = ({ messagingServiceSid, twilioNumber }: Config) =>
  messagingServiceSid === undefined ? { from: twilioNumber } : { messagingServiceSid };

export async function sendText(client: Twilio, config: Config, text: Text): Promise<SentText> {
  const { to, body, about, sendAtMs, validForSeconds } = text;
  const message = await calling('Messages.create', { to, ...about }, () =>
    client.messages.create({
      to,
      body,
      ...senderOf(config),
      statusCallback: statusCallbackUrl(config.baseUrl, about),
      validityPeriod: validForSeconds,
      ...(sendAtMs !== undefined && { scheduleType: 'fixed', sendAt: new Date(sendAtMs) }),
    }),
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

const CANNOT_CANCEL = 30409;

const isAbout = (error: unknown, ...what: number[]): boolean =>
  error instanceof TwilioCallError && what.some((number) => number === error.code || number === error.status);

/** Scheduled texts: taken back, found again, looked at. */
export function textQueue(client: Twilio): TextQueue {
  const fetch = async (messageSid: string): Promise<TextAtTwilio | undefined> => {
    try {
      return shown(await calling('Messages.fetch', { messageSid }, () => client.messages(messageSid).fetch()));
    } catch (error) {
      if (isAbout(error, 404)) return undefined;
      throw error;
    }
  };
  return {
    fetch,
    async cancel(messageSid) {
      try {
        const message = await calling('Messages.update', { messageSid }, () =>
          client.messages(messageSid).update({ status: 'canceled' }),
        );
        return message.status;
      } catch (error) {
        if (isAbout(error, 404)) return undefined;
        // It has left already, or was taken back before
        if (isAbout(error, CANNOT_CANCEL, 400, 409)) return (await fetch(messageSid))?.status;
        throw error;
      }
    },
    async find({ to, saying, fromMs, untilMs }) {
      // Twilio keeps whole seconds. Not filtered by DateSent: a scheduled text has none. The list is newest first.
      const page = await calling('Messages.list', { to }, () => client.messages.page({ to, pageSize: recentTexts }));
      return page.instances
        .filter(({ direction, body, dateCreated }) => {
          const createdMs = dateCreated.getTime();
          const inTime = createdMs >= Math.floor(fromMs / 1000) * 1000 && createdMs <= untilMs;
          return inTime && direction === 'outbound-api' && body.includes(saying);
        })
        .map(shown);
    },
  };
}

function shown({
  sid,
  to,
  status,
  errorCode,
}: {
  sid: string;
  to: string;
  status: string;
  errorCode?: number | null;
}): TextAtTwilio {
  if (!isE164(to)) throw new Error(`${sid} went to no phone number`);
  return { messageSid: sid, to, status, errorCode: errorCode ?? undefined };
}
