/** A Studio flow as boxes and lines, with the way that an execution took. Sizes in the flow's own pixels. */
export interface FlowDefinition {
  readonly initial_state?: string;
  readonly states?: readonly FlowWidget[];
}
export interface FlowWidget {
  readonly name: string;
  readonly type: string;
  readonly transitions?: readonly FlowTransition[];
  readonly properties?: { readonly offset?: { readonly x?: number; readonly y?: number } };
}
export interface FlowTransition {
  readonly event: string;
  readonly next?: string;
  readonly conditions?: readonly { readonly value?: string }[];
}
export interface FlowStep {
  readonly name: string;
  readonly transitionedFrom: string;
  readonly transitionedTo: string;
}

export const boxSize = { width: 240, height: 72 } as const;
const gap = { x: 40, y: 72 } as const;
const margin = 32;
const maxValueLength = 14;

export interface Box {
  readonly name: string;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly isVisited: boolean;
  readonly isLast: boolean;
}
export interface Edge {
  readonly key: string;
  readonly path: string; // of an SVG <path>
  readonly label: string;
  readonly labelAt: { readonly x: number; readonly y: number };
  readonly isTaken: boolean;
}
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

export function pictureOf(definition: FlowDefinition, steps: readonly FlowStep[]): Picture {
  const widgets = definition.states ?? [];
  const places = placesOf(widgets, definition.initial_state);
  const taken = new Set(steps.map((step) => `${step.transitionedFrom} ${step.transitionedTo} ${step.name}`));
  const visited = new Set(steps.flatMap((step) => [step.transitionedFrom, step.transitionedTo]));
  const last = steps.at(-1)?.transitionedTo;

  const boxes = widgets.map((widget) => ({
    name: widget.name,
    type: widget.type,
    ...(places.get(widget.name) ?? { x: margin, y: margin }),
    isVisited: visited.has(widget.name),
    isLast: widget.name === last,
  }));
  const edges = widgets.flatMap((widget) => {
    const leaving = (widget.transitions ?? []).filter((transition) => transition.next && places.has(transition.next));
    return leaving.flatMap((transition, index) => {
      const from = places.get(widget.name);
      const to = places.get(transition.next ?? '');
      if (from === undefined || to === undefined) return [];
      const start = {
        x: from.x + (boxSize.width * (index + 1)) / (leaving.length + 1),
        y: from.y + boxSize.height,
      };
      const end = { x: to.x + boxSize.width / 2, y: to.y };
      return [
        {
          key: `${widget.name} ${index}`,
          path: curve(start, end),
          label: labelOf(transition),
          labelAt: { x: start.x, y: start.y + 20 + 20 * (index % 3) },
          isTaken: taken.has(`${widget.name} ${transition.next} ${transition.event}`),
        },
      ];
    });
  });
  return {
    width: Math.max(0, ...boxes.map((box) => box.x + boxSize.width)) + margin,
    height: Math.max(0, ...boxes.map((box) => box.y + boxSize.height)) + margin,
    boxes,
    edges,
  };
}

/** 'timeout', or of a split what it looks for: 'match 1,yes' */
function labelOf({ event, conditions }: FlowTransition): string {
  const value = conditions?.[0]?.value;
  if (!value) return event;
  return `${event} ${value.length > maxValueLength ? `${value.slice(0, maxValueLength - 1)}…` : value}`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function curve(start: Point, end: Point): string {
  const bend = Math.min(120, Math.max(32, Math.abs(end.y - start.y) / 2));
  return `M${start.x} ${start.y} C${start.x} ${start.y + bend} ${end.x} ${end.y - bend} ${end.x} ${end.y}`;
}

/** Where each widget stands: as it was laid out, or in rows by distance from the start when the layout hides one behind another. */
function placesOf(widgets: readonly FlowWidget[], initial: string | undefined): Map<string, Point> {
  const asDrawn = widgets.map((widget) => ({
    name: widget.name,
    x: widget.properties?.offset?.x ?? 0,
    y: widget.properties?.offset?.y ?? 0,
  }));
  const points = asDrawn.some((a, i) => asDrawn.slice(i + 1).some((b) => hides(a, b)))
    ? inRows(widgets, initial)
    : asDrawn;
  const left = Math.min(...points.map((point) => point.x));
  const top = Math.min(...points.map((point) => point.y));
  return new Map(points.map(({ name, x, y }) => [name, { x: x - left + margin, y: y - top + margin }]));
}

const hides = (a: Point, b: Point): boolean =>
  Math.abs(a.x - b.x) < boxSize.width / 2 && Math.abs(a.y - b.y) < boxSize.height / 2;

function inRows(widgets: readonly FlowWidget[], initial: string | undefined) {
  const byName = new Map(widgets.map((widget) => [widget.name, widget]));
  const rowOf = new Map<string, number>();
  let row = [initial ?? widgets[0]?.name ?? ''];
  for (let depth = 0; row.length > 0; depth += 1) {
    const fresh = row.filter((name) => byName.has(name) && !rowOf.has(name));
    for (const name of fresh) rowOf.set(name, depth);
    row = fresh.flatMap((name) => (byName.get(name)?.transitions ?? []).flatMap((t) => (t.next ? [t.next] : [])));
  }
  const lastRow = Math.max(0, ...rowOf.values());
  const used = new Map<number, number>();
  return widgets.map(({ name }) => {
    const y = rowOf.get(name) ?? lastRow + 1; // what nothing leads to stands below
    const x = used.get(y) ?? 0;
    used.set(y, x + 1);
    return { name, x: x * (boxSize.width + gap.x), y: y * (boxSize.height + gap.y) };
  });
}

export interface Variable {
  readonly group: string; // 'widgets.ask_name', 'flow.variables', 'trigger.message'
  readonly name: string;
  readonly value: string;
}

/** The leaves of an execution's context, in its order. */
export function variablesOf(context: unknown): Variable[] {
  const found: Variable[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
      return;
    }
    if (path.length === 0) return;
    const groupLength = Math.min(2, path.length - 1);
    found.push({
      group: path.slice(0, groupLength).join('.'),
      name: path.slice(groupLength).join('.'),
      value: typeof value === 'string' ? value : JSON.stringify(value),
    });
  };
  walk(context, []);
  return found;
}
