import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';
import { accountNumber } from './resources';

/**
 * Points the number's texts at the router, and at the same router again should the first request fail (the second has the same
 * MessageSid, so nothing happens twice); and lets the Messaging Service report what became of each text.
 */
export async function ensureWebhooks(
  client: AccountClient,
  { number, domain, messagingServiceSid }: { number: string; domain: string; messagingServiceSid: string },
  changes: Changes,
): Promise<void> {
  const inbound = `https://${domain}/sms/inbound`;
  const status = `https://${domain}/sms/status`;
  const [phone, service] = await Promise.all([
    accountNumber(client, number),
    client.messaging.v1.services(messagingServiceSid).fetch(),
  ]);
  if (phone.smsUrl !== inbound || phone.smsFallbackUrl !== inbound) {
    await changes.make(`Send texts to ${number} to ${inbound}`, () =>
      client.incomingPhoneNumbers(phone.sid).update({
        smsUrl: inbound,
        smsMethod: 'POST',
        smsFallbackUrl: inbound,
        smsFallbackMethod: 'POST',
        smsApplicationSid: '',
      }),
    );
  }
  if (service.statusCallback !== status) {
    await changes.make(`Report the fate of each text to ${status}`, () =>
      client.messaging.v1.services(service.sid).update({ statusCallback: status }),
    );
  }
}
