import { studioLimits } from '../limits';
import { type Outcome, secondsOf, type Visit } from './widget';

/** Gives the message to a URL of its own TwiML, which comes back by redirecting to the flow's webhook with FlowEvent=return. */
export function addTwimlRedirect(visit: Visit): Outcome {
  const { state, ports } = visit;
  const url = visit.render(state.properties.url).trim();
  const method = visit.render(state.properties.method).toUpperCase() === 'GET' ? 'GET' : 'POST';
  if (!ports.redirect(url, method)) {
    ports.warn({ code: 81002, widget: state.name, message: 'there is no message to redirect' });
    return { kind: 'event', event: 'fail' };
  }

  const { redirectTimeoutSeconds } = studioLimits;
  const seconds = Math.min(secondsOf(visit, 'timeout', redirectTimeoutSeconds), redirectTimeoutSeconds);
  return { kind: 'wait', waiting: { for: 'return', untilMs: ports.now() + seconds * 1_000 } };
}
