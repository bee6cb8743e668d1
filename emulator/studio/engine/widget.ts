import { type Properties, type State, type Transition, textOf } from '../definition';
import { renderTemplate } from '../liquid';
import type { Context, Ending, Execution, Frame, Waiting } from './execution';
import type { Ports } from './ports';

/** A widget at work: what it is given. */
export interface Visit {
  readonly state: State;
  readonly frame: Frame;
  readonly execution: Execution;
  readonly ports: Ports;
  /** A property or a part of one, rendered. */
  render(template: unknown): string;
}

/** What came of it. `context` is given where it changed. */
export type Outcome =
  | { readonly kind: 'event'; readonly event: string; readonly transition?: Transition; readonly context?: Context }
  | { readonly kind: 'wait'; readonly waiting: Waiting; readonly context?: Context }
  | { readonly kind: 'subflow'; readonly frame: Omit<Frame, 'parentStepSid'> }
  | { readonly kind: 'end'; readonly ending: Ending; readonly context?: Context };

export type Widget = (visit: Visit) => Outcome | Promise<Outcome>;

export function visitOf(state: State, frame: Frame, execution: Execution, ports: Ports): Visit {
  return {
    state,
    frame,
    execution,
    ports,
    render(template) {
      const rendered = renderTemplate(textOf(template), frame.context, ports.now());
      for (const message of rendered.warnings) ports.warn({ code: 81018, widget: state.name, message });
      return rendered.text;
    },
  };
}

/** A number of seconds that a property holds as text; `fallback` where it holds none. */
export function secondsOf(visit: Visit, property: keyof Properties & string, fallback: number): number {
  const text = visit.render(visit.state.properties[property]).trim();
  return /^\d+$/.test(text) ? Number(text) : fallback;
}
