import { TwilioApiError } from '../core/errors';
import type { HostRequest, HostServer, WebhookAnswer } from '../core/world';
import type { FlowDefinition } from './definition';
import type { Executions } from './executions';
import type { FlowStore } from './flow-store';
import type { StartLimiter } from './rate-limit';

export const webhookHost = 'webhooks.twilio.com';

/**
 * The webhook of each flow. An incoming message starts an execution or continues the contact's active one; FlowEvent=return comes
 * back from an add-twiml-redirect. The answer is TwiML: empty, or a redirect where the flow makes one.
 */
export function createFlowWebhook(
  accountSid: string,
  flows: FlowStore,
  executions: Executions,
  limit: StartLimiter,
): HostServer {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const [, account, flowSid = ''] =
      /^\/v1\/Accounts\/(AC[0-9a-fA-F]{32})\/Flows\/(FW[0-9a-fA-F]{32})\/?$/.exec(pathname) ?? [];
    const flow = account === accountSid ? flows.get(flowSid) : undefined;
    if (flow === undefined) return { status: 404, headers: {}, body: '' };
    if (request.method !== 'POST' && request.method !== 'GET') return { status: 405, headers: {}, body: '' };

    const params = paramsOf(request);
    const contact = params.From ?? '';
    // A number in a Messaging Service stands for it: executions are known by the service's SID then.
    const address = params.MessagingServiceSid || (params.To ?? '');
    if (contact === '' || address === '') return { status: 400, headers: {}, body: 'From and To are missing' };

    let redirect: string | undefined;
    const takeRedirect = (url: string, method: string) => {
      redirect = `<Redirect method="${method}">${escapeXml(url)}</Redirect>`;
      return true;
    };
    const active = executions.active(flow.sid, contact, address);
    const revision = flows.current(flow, contact);
    const { FlowEvent: flowEvent, ...message } = params;
    let run: Promise<unknown> | undefined;
    if (flowEvent === 'return') {
      run = active && executions.signal(active, { kind: 'return', params: message }, takeRedirect);
    } else if (active !== undefined) {
      run = executions.signal(active, { kind: 'message', message }, takeRedirect);
    } else if (revision !== undefined) {
      try {
        limit('inbound');
      } catch (error) {
        if (!(error instanceof TwilioApiError)) throw error;
        return { status: error.status, headers: {}, body: error.message };
      }
      const start = { event: 'incomingMessage', message } as const;
      run = executions.start({ flow, revision, contact, address, start, redirect: takeRedirect }).run;
    }
    // Twilio answers at once. Only a flow that may answer with a redirect is waited for.
    const running = active?.execution.frames[0]?.flow;
    const definition = running === undefined ? revision?.definition : flows.definition(running);
    if (definition !== undefined && mayRedirect(definition)) await run;
    else run?.catch((error: unknown) => console.error(`Flow ${flow.sid} stopped`, error));
    return twiml(redirect ?? '');
  };
}

const mayRedirect = ({ states }: FlowDefinition): boolean =>
  states.some(({ type }) => type === 'add-twiml-redirect' || type === 'run-subflow');

function paramsOf(request: HostRequest): Record<string, string> {
  const query = new URL(request.url).searchParams;
  const form = request.method === 'POST' ? new URLSearchParams(request.body.toString()) : new URLSearchParams();
  return Object.fromEntries([...form, ...query]);
}

const twiml = (verbs: string): WebhookAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/xml;charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`,
});

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
