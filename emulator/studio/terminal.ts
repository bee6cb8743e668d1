import { type FlowDefinition, isObject } from './definition';
import type { HttpAnswer, HttpRequest } from './engine/ports';
import { createTalk, type Talk } from './talk';

/** Answers of Functions by the path of their URL; a list is gone through, and its last answer stays. */
export type Answers = Readonly<Record<string, unknown>>;

export interface Terminal {
  readonly print: (line: string) => void;
  /** The next line that is typed; undefined at the end of the input. */
  readonly ask: (prompt: string) => Promise<string | undefined>;
  readonly now: () => number;
}

export const help = [
  'Text the flow as its customer would. Also:',
  '  /start {…}    begin it as the REST API does, with these parameters',
  '  /timeout      let the question time out',
  '  /undelivered  the question could not be delivered',
  '  /variables    what the flow knows',
  '  /quit         leave',
].join('\n');

/** Talks a flow through: what is typed is a text, what the flow says is printed, with the way that it takes. */
export async function talkThrough(
  flow: FlowDefinition,
  { print, ask, now }: Terminal,
  answers: Answers = {},
  subflows: Readonly<Record<string, FlowDefinition>> = {},
): Promise<void> {
  const given = new Map(Object.entries(answers).map(([path, answer]) => [path, [answer].flat()]));

  const callFunction = async (request: HttpRequest): Promise<HttpAnswer> => {
    print(`    ${request.method} ${request.url} ${request.body ?? JSON.stringify(request.params)}`);
    const list = given.get(pathOf(request.url));
    const known = list && list.length > 1 ? list.shift() : list?.[0];
    const text = known === undefined ? await ask("    its answer as JSON ('fail' for none): ") : JSON.stringify(known);
    const answer = answerOf(text);
    print(`    ${answer.kind === 'answer' ? answer.body : answer.error}`);
    return answer;
  };

  const talk = createTalk(withUrls(flow), {
    now,
    sendText: ({ body }) => print(`< ${body.replaceAll('\n', '\n  ')}`),
    callFunction,
    step: ({ from, event, to }) => print(`    ${from} · ${event} > ${to}`),
    warn: ({ code, widget, message }) => print(`  ! ${code} ${widget}: ${message}`),
    redirect: (url) => print(`    the text goes on to ${url}`),
    subflow: (sid) => subflows[/^\$\{FLOW_SID:(.+)\}$/.exec(sid)?.[1] ?? sid],
  });

  print(help);
  for (;;) {
    const line = (await ask('> '))?.trim();
    if (line === undefined || line === '/quit') return;
    if (line === '') continue;
    if (line === '/variables') {
      const context = talk.execution()?.frames[0]?.context;
      print(JSON.stringify({ variables: context?.flow.variables, widgets: context?.widgets }, null, 2));
      continue;
    }
    if (!(await giveTo(talk, line))) print('  ! the flow does not wait for this');
    const execution = talk.execution();
    if (execution?.status === 'ended') print(`    ended: ${execution.ended?.reason ?? ''}`);
  }
}

function giveTo(talk: Talk, line: string): Promise<boolean> {
  if (line === '/timeout') return talk.timeout();
  if (line === '/undelivered') return talk.undelivered();
  const begins = /^\/start\b(.*)$/.exec(line);
  if (!begins) return talk.text(line);
  const parameters = jsonOf(begins[1] ?? '');
  return talk.request(isObject(parameters) ? parameters : {});
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A flow of the repository has no domain yet; any will do here. */
const withUrls = (flow: FlowDefinition): FlowDefinition =>
  JSON.parse(JSON.stringify(flow).replaceAll('${DOMAIN}', 'frontdesk.invalid')) as FlowDefinition;

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

function answerOf(text: string | undefined): HttpAnswer {
  const body = (text ?? '').trim() || '{}';
  if (body === 'fail') return { kind: 'no-answer', error: 'no answer' };
  const contentType = jsonOf(body) === undefined ? 'text/plain' : 'application/json';
  return { kind: 'answer', status: 200, headers: { 'content-type': contentType }, body };
}
