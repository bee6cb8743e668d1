import { type FlowDefinition, nextOf, type State } from '../definition';
import { kindOf } from '../widgets';
import { type Check, pathOf } from './finding';
import { reachableFrom } from './graph';

export const unreachable: Check = function* ({ flow }) {
  const reached = reachableFrom(flow, flow.initial_state);
  for (const state of flow.states) {
    if (reached.has(state.name)) continue;
    const message = `nothing leads to '${state.name}'`;
    yield {
      rule: 'unreachable',
      path: pathOf(flow, state),
      message,
      instead: 'lead a transition to it, or take it out',
    };
  }
};

/** A way out that somebody should have thought of, of a widget whose good outcome leads on. */
export const unwired: Check = function* ({ flow }) {
  for (const state of flow.states) {
    if (!goesOnWell(state)) continue;
    for (const event of kindOf(state.type)?.unhappy ?? []) {
      if (nextOf(state, event) !== '') continue;
      yield {
        rule: 'unwired',
        path: pathOfEvent(flow, state, event),
        message: `'${event}' leads nowhere: the conversation just stops there`,
        instead: `lead it to a state that ${meant[event] ?? 'deals with it'}`,
      };
    }
  }
};

const meant: Record<string, string> = {
  timeout: 'says goodbye or keeps what is known by then',
  deliveryFailure: 'keeps what is known by then',
  noMatch: 'asks again or says what was not understood',
  fail: 'says sorry',
  failed: 'deals with it',
};

const goesOnWell = (state: State): boolean => {
  const happy = kindOf(state.type)?.happy;
  return state.transitions.some(({ event, next }) => event === happy && next !== undefined && next !== '');
};

/** Twilio's editor exports every event, wired or not. A trigger's newer events are absent in older exports. */
export const missingEvents: Check = function* ({ flow }) {
  for (const state of flow.states) {
    const kind = kindOf(state.type);
    if (state.type === 'trigger' || kind?.happy === undefined) continue;
    const reported = goesOnWell(state) ? (kind.unhappy ?? []) : [];
    for (const event of kind.events ?? []) {
      if (event === 'match' || reported.includes(event)) continue;
      if (state.transitions.some((transition) => transition.event === event)) continue;
      yield {
        rule: 'missing-event',
        path: pathOf(flow, state, '/transitions'),
        message: `the event '${event}' is not listed`,
        instead: `add {"event": "${event}"}`,
      };
    }
  }
};

/** Of two transitions for one event the second is never taken; a split alone has several, for match. */
export const repeatedEvents: Check = function* ({ flow }) {
  for (const state of flow.states) {
    for (const [index, { event }] of state.transitions.entries()) {
      if (event === 'match' || state.transitions.findIndex((one) => one.event === event) === index) continue;
      yield {
        rule: 'repeated-event',
        path: pathOf(flow, state, `/transitions/${index}`),
        message: `the event '${event}' has a transition already, so this one is never taken`,
        instead: 'take one of the two out',
      };
    }
  }
};

function pathOfEvent(flow: FlowDefinition, state: State, event: string): string {
  const index = state.transitions.findIndex((transition) => transition.event === event);
  return pathOf(flow, state, index < 0 ? '/transitions' : `/transitions/${index}`);
}
