import { isObject, pairsOf } from '../definition';
import { studioLimits } from '../limits';
import { type WidgetOutput, withOutput } from './execution';
import type { HttpAnswer, HttpRequest } from './ports';
import type { Outcome, Visit } from './widget';

/** Studio POSTs the parameters as a form. A redirect (3xx) counts as success. */
export async function runFunction(visit: Visit): Promise<Outcome> {
  const request: HttpRequest = {
    widget: visit.state.name,
    url: visit.render(visit.state.properties.url).trim(),
    method: 'POST',
    params: parametersOf(visit),
    timeoutMs: studioLimits.requestTimeoutMs,
  };
  const answer = await ask(visit, request);
  const succeeded = answer.kind === 'answer' && answer.status >= 200 && answer.status < 400;
  if (!succeeded) {
    const code = answer.kind === 'answer' ? 81017 : 81010;
    visit.ports.warn({ code, widget: visit.state.name, message: failureOf(request, answer) });
  }
  return outcomeOf(visit, answer, { event: succeeded ? 'success' : 'fail', isJson: startsAsJson, showsHeaders: true });
}

export async function makeHttpRequest(visit: Visit): Promise<Outcome> {
  const { properties, name } = visit.state;
  const contentType = visit.render(properties.content_type).trim();
  const method = visit.render(properties.method).trim().toUpperCase() === 'GET' ? 'GET' : 'POST';
  const sendsBody = method === 'POST' && !contentType.startsWith('application/x-www-form-urlencoded');
  const request: HttpRequest = {
    widget: name,
    url: visit.render(properties.url).trim(),
    method,
    params: parametersOf(visit),
    ...(sendsBody && { body: visit.render(properties.body), contentType }),
    timeoutMs: studioLimits.requestTimeoutMs,
  };
  const answer = await ask(visit, request);
  const succeeded = answer.kind === 'answer' && answer.status >= 200 && answer.status < 300;
  if (!succeeded) visit.ports.warn({ code: 81014, widget: name, message: failureOf(request, answer) });
  return outcomeOf(visit, answer, {
    event: succeeded ? 'success' : 'failed',
    isJson: isExactlyJson,
    showsHeaders: false,
  });
}

const parametersOf = (visit: Visit): Record<string, string> =>
  Object.fromEntries(
    pairsOf(visit.state.properties.parameters).map(({ key, value }) => [visit.render(key), visit.render(value)]),
  );

async function ask(visit: Visit, request: HttpRequest): Promise<HttpAnswer> {
  if (!/^https?:\/\/[^/]/.test(request.url)) return { kind: 'no-answer', error: 'that is not a URL' };
  const answer = await visit.ports.request(request);
  if (answer.kind === 'no-answer') return answer;
  const bytes = Buffer.byteLength(answer.body);
  if (bytes <= studioLimits.responseBytes) return answer;
  return { kind: 'no-answer', error: `the answer has ${bytes} bytes; Studio reads ${studioLimits.responseBytes}` };
}

const failureOf = ({ url }: HttpRequest, answer: HttpAnswer): string =>
  answer.kind === 'answer' ? `'${url}' answered ${answer.status}` : `'${url}': ${answer.error}`;

/**
 * An answer replaces body, status and type. Its JSON object is merged into the widget's earlier `parsed`, and any other answer
 * leaves that as it was: a second run of the widget can show keys of the first.
 *
 * @see https://www.twilio.com/docs/studio/widget-library/run-function
 */
function outcomeOf(
  visit: Visit,
  answer: HttpAnswer,
  how: { event: string; isJson: (contentType: string) => boolean; showsHeaders: boolean },
): Outcome {
  const { frame, state } = visit;
  const earlier = frame.context.widgets[state.name]?.parsed;
  const contentType = answer.kind === 'answer' ? (answer.headers['content-type'] ?? '') : '';
  const fresh = answer.kind === 'answer' && how.isJson(contentType) ? jsonObjectOf(answer.body) : undefined;
  const parsed = fresh === undefined ? earlier : { ...(isObject(earlier) ? earlier : {}), ...fresh };
  const output: WidgetOutput = {
    ...(answer.kind === 'answer' && {
      body: answer.body,
      content_type: contentType,
      status_code: answer.status,
      ...(how.showsHeaders && { headers: answer.headers }),
    }),
    ...(parsed !== undefined && { parsed }),
  };
  return { kind: 'event', event: how.event, context: withOutput(frame.context, state.name, output) };
}

const startsAsJson = (contentType: string) => /^application\/json\s*(;|$)/i.test(contentType);
const isExactlyJson = (contentType: string) => contentType.trim().toLowerCase() === 'application/json';

function jsonObjectOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined; // Studio parses objects, no arrays
  } catch {
    return undefined;
  }
}
