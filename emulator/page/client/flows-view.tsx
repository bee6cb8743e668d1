import { useComputed, useSignal } from '@preact/signals';
import { ZoomIn, ZoomOut } from 'lucide-preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { shortSid } from '../lib/call-words';
import { boxSize, pictureOf, variablesOf } from '../lib/flow-picture';
import type { Execution, Flow } from './control';
import { Empty } from './states';
import { nameOf } from './store/phones';
import { flows, loadFlows } from './store/told';

const zooms = [0.4, 0.7, 1] as const;

/** Studio's executions, each drawn over its flow. */
export function FlowsView() {
  const chosenFlow = useSignal<string | undefined>(undefined);
  const chosenExecution = useSignal<string | undefined>(undefined);
  const hasAsked = useSignal(false);
  useEffect(() => {
    void loadFlows().then(() => {
      hasAsked.value = true;
    });
  }, [hasAsked]);

  const all = flows.value ?? [];
  const flow =
    all.find(({ sid }) => sid === chosenFlow.value) ?? all.find((known) => known.executions.length > 0) ?? all[0];
  if (flow === undefined) {
    if (!hasAsked.value) return <p class="empty">Looking for flows</p>;
    return (
      <Empty title="No flows here">
        <p>
          A Studio flow that is deployed to this account is drawn here: its widgets, and the way each conversation took.
        </p>
      </Empty>
    );
  }
  const executions = flow.executions;
  const execution = executions.find(({ sid }) => sid === chosenExecution.value) ?? executions[0];
  return (
    <div class="flows">
      <div class="fields flow-choice">
        <label class="field grow">
          <span>Flow</span>
          <select
            value={flow.sid}
            onChange={(event) => {
              chosenFlow.value = event.currentTarget.value;
              chosenExecution.value = undefined;
            }}
          >
            {all.map(({ sid, friendlyName, status }) => (
              <option key={sid} value={sid}>
                {friendlyName} ({status})
              </option>
            ))}
          </select>
        </label>
        <label class="field grow">
          <span>Execution</span>
          <select
            value={execution?.sid ?? ''}
            disabled={execution === undefined}
            onChange={(event) => {
              chosenExecution.value = event.currentTarget.value;
            }}
          >
            {execution === undefined && <option value="">none yet</option>}
            {executions.map(({ sid, contact, status }) => (
              <option key={sid} value={sid}>
                {nameOf(contact)}, {status} ({shortSid(sid)})
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="flow-split">
        <FlowPicture flow={flow} execution={execution} />
        {execution ? (
          <Variables execution={execution} />
        ) : (
          <p class="hint flow-hint">Nobody has entered this flow yet. Its way is lit here when somebody does.</p>
        )}
      </div>
    </div>
  );
}

function FlowPicture({ flow, execution }: { flow: Flow; execution: Execution | undefined }) {
  const zoom = useSignal(1);
  const { width, height, boxes, edges } = pictureOf(flow.definition, execution?.steps ?? []);
  const scale = zooms[zoom.value] ?? 1;
  const scroll = useRef<HTMLElement>(null);
  const last = boxes.find((box) => box.isLast) ?? boxes[0];
  const [x, y] = last ? [last.x + boxSize.width / 2, last.y + boxSize.height / 2] : [0, 0];
  // Where the conversation stands is what one looks for first.
  useLayoutEffect(() => {
    const frame = scroll.current;
    frame?.scrollTo({ left: x * scale - frame.clientWidth / 2, top: y * scale - frame.clientHeight / 2 });
  }, [x, y, scale]);
  return (
    <div class="flow-frame">
      <div class="flow-zoom">
        <button
          type="button"
          class="icon-button"
          aria-label="Smaller"
          disabled={zoom.value === 0}
          onClick={() => {
            zoom.value -= 1;
          }}
        >
          <ZoomOut size={16} aria-hidden="true" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label="Larger"
          disabled={zoom.value === zooms.length - 1}
          onClick={() => {
            zoom.value += 1;
          }}
        >
          <ZoomIn size={16} aria-hidden="true" />
        </button>
      </div>
      <section
        ref={scroll}
        class="flow-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`Flow ${flow.friendlyName}`}
      >
        <svg width={width * scale} height={height * scale} viewBox={`0 0 ${width} ${height}`} role="img">
          <title>{flow.friendlyName}, the way that was taken is lit</title>
          {edges.map((edge) => (
            <g key={edge.key} class={`edge ${edge.isTaken ? 'is-taken' : ''}`}>
              <path d={edge.path} />
              <text x={edge.labelAt.x + 4} y={edge.labelAt.y}>
                {edge.label}
              </text>
            </g>
          ))}
          {boxes.map((box) => (
            <g key={box.name} class={`box ${box.isVisited ? 'is-visited' : ''} ${box.isLast ? 'is-last' : ''}`}>
              <rect x={box.x} y={box.y} width={boxSize.width} height={boxSize.height} rx={4} />
              <text class="box-name" x={box.x + 16} y={box.y + 30}>
                {clipped(box.name, 20)}
              </text>
              <text class="box-type" x={box.x + 16} y={box.y + 54}>
                {box.isLast ? `here · ${clipped(box.type, 16)}` : clipped(box.type, 24)}
              </text>
            </g>
          ))}
        </svg>
      </section>
    </div>
  );
}

const clipped = (name: string, length: number): string =>
  name.length > length ? `${name.slice(0, length - 1)}…` : name;

const isLearnt = (group: string): boolean => group === 'flow.variables' || group.startsWith('widgets');

function Variables({ execution }: { execution: Execution }) {
  const groups = useComputed(() => {
    const known = flows.value?.flatMap((flow) => flow.executions).find(({ sid }) => sid === execution.sid) ?? execution;
    const byGroup = Map.groupBy(variablesOf(known.context), (variable) => variable.group);
    // What the flow has learnt stands before what it was given.
    return [...byGroup].sort(([a], [b]) => Number(isLearnt(b)) - Number(isLearnt(a)));
  });
  return (
    <section class="variables" aria-label="Variables">
      {groups.value.map(([group, variables]) => (
        <details key={group} open={isLearnt(group)}>
          <summary>{group === '' ? 'context' : group}</summary>
          <dl>
            {variables.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  );
}
