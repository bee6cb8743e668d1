import type { ApiCall, Operation } from '../../core/world';
import { invalidPageToken, invalidParameter } from '../errors';
import { reachabilityLimits } from '../limits';
import type { ServiceRow } from '../rows';
import { createSortedKeys } from '../store/sorted-keys';
import { isoSeconds, type RestContext, serviceOf, serviceUrl } from './context';
import { isText, pageAnswer } from './pages';
import { booleanIn, given, integerIn, textIn } from './params';

export function serviceOperations(context: RestContext): Record<string, Operation> {
  const { store } = context;
  const json = (row: ServiceRow) => toJson(context.accountSid, row);
  return {
    CreateService: (call) => ({ status: 201, body: json(store.services.create(valuesIn(call))) }),
    FetchService: (call) => ({ status: 200, body: json(serviceOf(context, call)) }),
    UpdateService: (call) => ({
      status: 200,
      body: json(store.services.update(serviceOf(context, call), valuesIn(call))),
    }),
    DeleteService(call) {
      store.services.remove(serviceOf(context, call));
      return { status: 204 };
    },
    ListService(call) {
      const bySid = new Map(store.services.all().map((row) => [row.sid, row]));
      return pageAnswer(call, {
        member: 'services',
        keys: createSortedKeys([...bySid.keys()]),
        isKey: isText,
        toJson(sid) {
          const row = bySid.get(sid);
          if (!row) throw invalidPageToken();
          return json(row);
        },
      });
    },
  };
}

const valuesIn = ({ form }: ApiCall): Partial<ServiceRow> =>
  given({
    friendlyName: textIn(form, 'FriendlyName'),
    webhookUrl: textIn(form, 'WebhookUrl'),
    webhooksFromRestEnabled: booleanIn(form, 'WebhooksFromRestEnabled'),
    reachabilityWebhooksEnabled: booleanIn(form, 'ReachabilityWebhooksEnabled'),
    aclEnabled: booleanIn(form, 'AclEnabled'),
    reachabilityDebouncingEnabled: booleanIn(form, 'ReachabilityDebouncingEnabled'),
    reachabilityDebouncingWindow: windowIn(form),
  });

/** @throws 20001 */
function windowIn(form: ApiCall['form']): number | undefined {
  const windowMs = integerIn(form, 'ReachabilityDebouncingWindow');
  const { minWindowMs, maxWindowMs } = reachabilityLimits;
  if (windowMs === undefined || (windowMs >= minWindowMs && windowMs <= maxWindowMs)) return windowMs;
  throw invalidParameter('ReachabilityDebouncingWindow', `an integer from ${minWindowMs} to ${maxWindowMs}`);
}

function toJson(accountSid: string, row: ServiceRow) {
  const url = serviceUrl(row.sid);
  return {
    sid: row.sid,
    unique_name: row.uniqueName,
    account_sid: accountSid,
    friendly_name: row.friendlyName,
    date_created: isoSeconds(row.dateCreated),
    date_updated: isoSeconds(row.dateUpdated),
    url,
    webhook_url: row.webhookUrl,
    webhooks_from_rest_enabled: row.webhooksFromRestEnabled,
    reachability_webhooks_enabled: row.reachabilityWebhooksEnabled,
    acl_enabled: row.aclEnabled,
    reachability_debouncing_enabled: row.reachabilityDebouncingEnabled,
    reachability_debouncing_window: row.reachabilityDebouncingWindow,
    links: { documents: `${url}/Documents`, lists: `${url}/Lists`, maps: `${url}/Maps`, streams: `${url}/Streams` },
  };
}
