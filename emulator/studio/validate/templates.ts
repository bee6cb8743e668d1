import { isObject } from '../definition';
import type { Checked } from './finding';

/** A text in a flow that Studio renders. */
export interface TemplateAt {
  readonly text: string;
  readonly path: string;
  readonly state: string;
  readonly property: string; // the property it is in, e.g. 'body'
}

/** All texts of all states, each once: the arguments of a condition that repeat the split's input are left out. */
export function* templatesOf({ flow }: Pick<Checked, 'flow'>): Generator<TemplateAt> {
  for (const [index, state] of flow.states.entries()) {
    const at = { state: state.name };
    for (const [property, value] of Object.entries(state.properties)) {
      if (property === 'offset') continue;
      for (const [text, path] of textsIn(value, `#/states/${index}/properties/${property}`)) {
        yield { ...at, text, path, property };
      }
    }
    for (const [t, { conditions = [] }] of state.transitions.entries()) {
      for (const [c, condition] of conditions.entries()) {
        const place = `#/states/${index}/transitions/${t}/conditions/${c}`;
        for (const [a, text] of (condition.arguments ?? []).entries()) {
          if (text !== state.properties.input)
            yield { ...at, text, path: `${place}/arguments/${a}`, property: 'arguments' };
        }
        if (condition.value) yield { ...at, text: condition.value, path: `${place}/value`, property: 'value' };
      }
    }
  }
}

function* textsIn(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [value, path];
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsIn(item, `${path}/${index}`);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* textsIn(item, `${path}/${key}`);
}

export const hasLiquid = (text: string): boolean => text.includes('{{') || text.includes('{%');
