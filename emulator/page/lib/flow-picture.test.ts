import { boxSize, type FlowWidget, pictureOf, variablesOf } from './flow-picture';

const widget = (name: string, x: number, y: number, next: Record<string, string | undefined> = {}): FlowWidget => ({
  name,
  type: 'send-message',
  transitions: Object.entries(next).map(([event, to]) => ({ event, next: to })),
  properties: { offset: { x, y } },
});
const states = [
  widget('Trigger', -100, 0, { incomingMessage: 'ask', incomingCall: undefined }),
  widget('ask', -100, 200, { incomingMessage: 'thank', timeout: 'sorry' }),
  widget('thank', -300, 400),
  widget('sorry', 100, 400),
];

test('widgets stand where the flow has them, moved into view', () => {
  const { boxes, width, height } = pictureOf({ states }, []);
  expect(boxes.map(({ name, x, y }) => [name, x, y])).toEqual([
    ['Trigger', 232, 32],
    ['ask', 232, 232],
    ['thank', 32, 432],
    ['sorry', 432, 432],
  ]);
  expect([width, height]).toEqual([432 + boxSize.width + 32, 432 + boxSize.height + 32]);
});

test('the way that was taken is lit, and only that', () => {
  const { boxes, edges } = pictureOf({ states }, [
    { name: 'incomingMessage', transitionedFrom: 'Trigger', transitionedTo: 'ask' },
    { name: 'timeout', transitionedFrom: 'ask', transitionedTo: 'sorry' },
  ]);
  expect(edges.map((edge) => [edge.label, edge.isTaken])).toEqual([
    ['incomingMessage', true],
    ['incomingMessage', false],
    ['timeout', true],
  ]);
  expect(boxes.filter((box) => box.isVisited).map((box) => box.name)).toEqual(['Trigger', 'ask', 'sorry']);
  expect(boxes.find((box) => box.isLast)?.name).toBe('sorry');
});

test('a flow without a layout is laid out in rows, no box behind another', () => {
  const flat = states.map((state) => ({ ...state, properties: {} }));
  const { boxes } = pictureOf({ states: [...flat, { name: 'lost', type: 'x' }], initial_state: 'Trigger' }, []);
  expect(new Set(boxes.map((box) => `${box.x} ${box.y}`)).size).toBe(5);
  const row = (name: string) => boxes.find((box) => box.name === name)?.y;
  expect(row('thank')).toBe(row('sorry'));
  expect(row('ask')).toBeLessThan(row('thank') ?? 0);
});

test('a loop and an empty flow are no trouble', () => {
  const loop = [widget('a', 0, 0, { again: 'b' }), widget('b', 0, 0, { again: 'a' })];
  expect(pictureOf({ states: loop }, []).edges).toHaveLength(2);
  expect(pictureOf({}, []).boxes).toEqual([]);
});

test('a context is told leaf by leaf', () => {
  const context = {
    trigger: { message: { Body: 'ARRIVE' } },
    flow: { variables: { count: 2 } },
    widgets: { ask: { inbound: { Body: 'Ana', Media: [] } } },
    contact: null,
  };
  expect(variablesOf(context)).toEqual([
    { group: 'trigger.message', name: 'Body', value: 'ARRIVE' },
    { group: 'flow.variables', name: 'count', value: '2' },
    { group: 'widgets.ask', name: 'inbound.Body', value: 'Ana' },
    { group: 'widgets.ask', name: 'inbound.Media', value: '[]' },
    { group: '', name: 'contact', value: 'null' },
  ]);
});
