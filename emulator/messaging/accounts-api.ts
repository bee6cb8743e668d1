import { notFound } from '../core/errors';
import type { Operation, World } from '../core/world';
import { pageOf } from '../rest/paging';
import { rfc2822 } from './dates';
import { textOf } from './form';

const friendlyName = 'Local Twilio';

/** The Account resource of api.twilio.com: the one account there is. Its token is not told: who calls knows what to sign in with. */
export function accountsApi({ account, tables, clock }: World): Record<string, Operation> {
  const { accountSid } = account;
  const table = tables.open<{ readonly dateCreated: number }>('accounts');

  const accountJson = () => {
    const known = table.get(accountSid) ?? { dateCreated: clock.now() };
    table.set(accountSid, known);
    const uri = `/2010-04-01/Accounts/${accountSid}`;
    return {
      sid: accountSid,
      owner_account_sid: accountSid,
      auth_token: null,
      friendly_name: friendlyName,
      status: 'active',
      type: 'Full',
      date_created: rfc2822(known.dateCreated),
      date_updated: rfc2822(known.dateCreated),
      subresource_uris: {
        incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json`,
        keys: `${uri}/Keys.json`,
        messages: `${uri}/Messages.json`,
      },
      uri: `${uri}.json`,
    };
  };

  return {
    FetchAccount(call) {
      if (call.path.Sid !== accountSid) throw notFound(new URL(call.url).pathname);
      return { status: 200, body: accountJson() };
    },
    ListAccount(call) {
      const name = textOf(call.query, 'FriendlyName');
      const status = textOf(call.query, 'Status');
      const isWanted = (!name || name === friendlyName) && (!status || status === 'active');
      return pageOf(call, 'accounts', isWanted ? [accountJson()] : []);
    },
  };
}
