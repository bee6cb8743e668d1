import type { AccountClient } from '../../src/twilio/account-client';
import type { Changes } from './changes';
import { inboundUrl, keptSettings, type NumberState, shownUrl } from './number';
import type { Standing } from './standing';

/** Lets a number serve again what it served before, as far as it still serves Frontdesk: it can be interrupted and run again. */
export async function giveBackNumber(
  client: AccountClient,
  phone: NumberState,
  { variables, domain, messagingServiceSids }: Standing & { readonly messagingServiceSids: readonly string[] },
  changes: Changes,
) {
  const former = keptSettings(variables);
  if (domain !== undefined && [phone.smsUrl, phone.smsFallbackUrl].includes(inboundUrl(domain))) {
    const {
      smsUrl = '',
      smsMethod = 'POST',
      smsFallbackUrl = '',
      smsFallbackMethod = 'POST',
      smsApplicationSid = '',
    } = former;
    const where = smsApplicationSid || (smsUrl ? shownUrl(smsUrl) : 'nowhere');
    await changes.make(`Send texts to ${phone.phoneNumber} to ${where}, as before`, () =>
      client.incomingPhoneNumbers(phone.sid).update({
        smsUrl,
        smsMethod: smsMethod || 'POST',
        smsFallbackUrl,
        smsFallbackMethod: smsFallbackMethod || 'POST',
        smsApplicationSid,
      }),
    );
  }
  const { messagingServiceSid: home } = former;
  const isOurs = messagingServiceSids.includes(phone.messagingServiceSid);
  if (isOurs) {
    await changes.make(`Take ${phone.phoneNumber} out of the Messaging Service of Frontdesk`, () =>
      client.messaging.v1.services(phone.messagingServiceSid).phoneNumbers(phone.sid).remove(),
    );
  }
  if (!home || (phone.messagingServiceSid !== '' && !isOurs)) return;
  const service = (await client.messaging.v1.services.list()).find(({ sid }) => sid === home);
  if (!service) return changes.note(`The Messaging Service ${home}, where the number was before, is gone.`);
  await changes.make(`Put ${phone.phoneNumber} back into the Messaging Service ${service.friendlyName}`, () =>
    client.messaging.v1.services(home).phoneNumbers.create({ phoneNumberSid: phone.sid }),
  );
}
