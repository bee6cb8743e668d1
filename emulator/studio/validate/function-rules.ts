import { type State, textOf } from '../definition';
import { studioLimits } from '../limits';
import { isPlaceholder } from '../placeholders';
import { type Check, type Checked, type Draft, pathOf } from './finding';
import { hasLiquid } from './templates';

/** What a run-function calls: in our flows by placeholders, at a Function that is there and that Studio may call. */
export const functions: Check = function* (checked) {
  const { flow, ours } = checked;
  for (const state of flow.states) {
    if (state.type !== 'run-function' && state.type !== 'make-http-request') continue;
    const path = pathOf(flow, state, '/properties');
    const url = textOf(state.properties.url).trim();
    if (url === '') {
      const instead = ours
        ? 'https://${DOMAIN}/path/of/the-function'
        : 'the URL of the Function, filled in when it is deployed';
      yield { rule: 'function', path: `${path}/url`, message: 'the URL is empty, so the widget always fails', instead };
    } else if (/^http:/.test(url)) {
      const instead = url.replace(/^http:/, 'https:');
      yield { rule: 'function', path: `${path}/url`, message: 'the URL is not secure', instead };
    } else if (ours && state.type === 'run-function') {
      yield* ownFunction(state, path, checked);
    }
  }
};

function* ownFunction(state: State, path: string, { functions: doors }: Checked): Generator<Draft> {
  const wrong = (property: string, message: string, instead: string): Draft => ({
    rule: 'function',
    path: `${path}/${property}`,
    message,
    instead,
  });
  const url = textOf(state.properties.url);
  const functionPath = /^https:\/\/\$\{DOMAIN\}(\/[^?#]*)$/.exec(url)?.[1];
  if (functionPath === undefined) {
    yield wrong('url', 'names a domain or has more than a path', 'https://${DOMAIN}/path/of/the-function');
    return;
  }
  for (const [property, name] of [
    ['service_sid', 'SERVICE_SID'],
    ['environment_sid', 'ENVIRONMENT_SID'],
  ] as const) {
    if (isPlaceholder(textOf(state.properties[property]), name)) continue;
    yield wrong(property, 'is not portable: it holds a SID, or nothing', `\${${name}}`);
  }
  const wanted = `\${FUNCTION_SID:${functionPath}}`;
  if (textOf(state.properties.function_sid) !== wanted)
    yield wrong('function_sid', 'is not the Function of the URL', wanted);

  if (doors === undefined) return;
  const door = doors.find((one) => one.path === functionPath);
  if (door === undefined) {
    yield wrong(
      'url',
      `there is no Function ${functionPath}`,
      `add functions${functionPath}.protected.ts, or correct the path`,
    );
  } else if (door.visibility === 'private') {
    yield wrong(
      'url',
      `${functionPath} is private: Studio gets 403`,
      `rename it to functions${functionPath}.protected.ts`,
    );
  }
}

export const subflows: Check = function* ({ flow, flows, ours }) {
  const widgets = flow.states.filter(({ type }) => type === 'run-subflow');
  const { subflowWidgets, differentSubflows } = studioLimits;
  const revisions = new Map<string, string>();
  for (const state of widgets) {
    const path = pathOf(flow, state, '/properties');
    const sid = textOf(state.properties.flow_sid);
    const revision = textOf(state.properties.flow_revision);
    if (hasLiquid(revision)) {
      yield { rule: 'subflow', path: `${path}/flow_revision`, message: 'cannot be Liquid', instead: 'LatestPublished' };
    }
    const first = revisions.get(sid) ?? revision;
    if (first !== revision) {
      const message = `runs revision ${revision} of a flow of which another widget runs ${first}`;
      yield { rule: 'subflow', path: `${path}/flow_revision`, message, instead: first };
    }
    revisions.set(sid, first);
    const name = /^\$\{FLOW_SID:(.+)\}$/.exec(sid)?.[1];
    if (ours && name === undefined) {
      const message = 'is not portable: it holds a SID, or names no flow';
      yield { rule: 'subflow', path: `${path}/flow_sid`, message, instead: '${FLOW_SID:name-of-the-file}' };
    }
    if (name === undefined || flows === undefined) continue;
    const child = flows[name];
    if (child === undefined) {
      const instead = `add flows/${name}.json, or correct the name`;
      yield { rule: 'subflow', path: `${path}/flow_sid`, message: `there is no flow '${name}'`, instead };
    } else if (child.states.some(({ type }) => type === 'run-subflow')) {
      const message = `'${name}' runs a subflow itself; Studio allows one level (81024)`;
      yield { rule: 'subflow', path: `${path}/flow_sid`, message, instead: 'put the two into one' };
    }
  }
  const last = widgets.at(-1);
  if (last === undefined) return;
  if (widgets.length > subflowWidgets) {
    const message = `there are ${widgets.length} run-subflow widgets; Studio allows ${subflowWidgets}`;
    yield { rule: 'subflow', path: pathOf(flow, last), message, instead: 'use fewer' };
  }
  if (revisions.size > differentSubflows) {
    const message = `there are ${revisions.size} different subflows; Studio allows ${differentSubflows}`;
    yield { rule: 'subflow', path: pathOf(flow, last), message, instead: 'use fewer' };
  }
};

/** Twilio advises at most four hours: an unanswered question holds on to every later text of the contact. */
export const timeouts: Check = function* ({ flow }) {
  for (const state of flow.states) {
    if (state.type !== 'send-and-wait-for-reply') continue;
    const text = textOf(state.properties.timeout).trim();
    const path = pathOf(flow, state, '/properties/timeout');
    if (!hasLiquid(text) && !/^\d+$/.test(text)) {
      yield { rule: 'timeout', path, message: `'${text}' is not a number of seconds`, instead: '3600' };
    } else if (Number(text) > longestTimeoutSeconds) {
      const message = `waits ${text} s; Twilio advises at most ${longestTimeoutSeconds} s, for later texts go to this question`;
      yield { rule: 'timeout', path, message, instead: String(longestTimeoutSeconds) };
    }
  }
};
const longestTimeoutSeconds = 4 * 60 * 60;
