import { readFileSync } from 'node:fs';
import type { FlowDefinition } from '../emulator/studio/definition';
import type { HttpAnswer, Step } from '../emulator/studio/engine/ports';
import { createTalk } from '../emulator/studio/talk';

const source = readFileSync('flows/order-pickup.json', 'utf8');
const flow = JSON.parse(source.replaceAll('${DOMAIN}', 'frontdesk.invalid')) as FlowDefinition;

const nameQuestion = /What is the name on the order\?/;
const carQuestion = /Are you waiting in your car\? Reply Y or N\./;
const colorQuestion = 'What is the color and make of the car?';
const plateQuestion = 'What is your license plate number?';
const thanks = "Thank you! We'll bring your order right away!";
const noOrder = /can't find an order/;

const taken = new Set<string>();

/** What the flow says to these texts, and what it hands to /pickup/arrived. */
async function talk(texts: string[], { find = 'found', arrived = 'arrived' } = {}) {
  const said: string[] = [];
  let handed: Readonly<Record<string, string>> | undefined;
  const answerOf = (status: string): HttpAnswer =>
    status === 'fail'
      ? { kind: 'no-answer', error: 'refused' }
      : {
          kind: 'answer',
          status: 200,
          contentType: 'application/json',
          body: JSON.stringify({ status, order: status === 'found' ? 'o1' : '' }),
        };
  const conversation = createTalk(flow, {
    now: () => 0,
    sendText: ({ body }) => void said.push(body),
    async callFunction({ url, params }) {
      if (url.endsWith('/pickup/find-order')) return answerOf(find);
      handed = params;
      return answerOf(arrived);
    },
    step: ({ from, event, to }: Step) => void taken.add(`${from}.${event} > ${to}`),
    warn: (warning) => {
      if (find !== 'fail' && arrived !== 'fail') throw new Error(JSON.stringify(warning));
    },
  });
  for (const text of texts) {
    const given =
      text === '/timeout'
        ? conversation.timeout()
        : text === '/undelivered'
          ? conversation.undelivered()
          : conversation.text(text);
    expect(await given).toBe(true);
  }
  expect(conversation.execution()?.status).toBe('ended');
  return { said, handed };
}

const facts = (handed: Readonly<Record<string, string>> | undefined) => {
  const { order, name, in_car, car, plate } = handed ?? {};
  return { order, name, in_car, car, plate };
};

describe('order-pickup', () => {
  test.each([
    'ARRIVE',
    'Here',
    'arrived.',
    "I'm here!",
    'I’m here',
    "I'm waiting outside",
    "I'm waiting",
    "I'm ready for pickup",
    'Pickup',
  ])('%s begins the questions', async (text) => {
    const { said } = await talk([text, 'Ada', 'y', 'red Mini', 'AB 12']);
    expect(said).toEqual([
      expect.stringMatching(nameQuestion),
      expect.stringMatching(carQuestion),
      colorQuestion,
      plateQuestion,
      thanks,
    ]);
  });

  test('everything that was said is handed over', async () => {
    const { handed } = await talk(['arrive', 'Ada', 'Yes', 'red Mini', 'AB 12']);
    expect(handed).toEqual({
      phone: '+15005550010',
      order: 'o1',
      name: 'Ada',
      in_car: 'yes',
      car: 'red Mini',
      plate: 'AB 12',
      execution: expect.stringMatching(/^FN/),
    });
  });

  test('on foot there are no questions about a car', async () => {
    const { said, handed } = await talk(['arrive', 'Ada', 'No']);
    expect(said).toHaveLength(3);
    expect(facts(handed)).toEqual({ order: 'o1', name: 'Ada', in_car: 'no', car: '', plate: '' });
  });

  test('a greeting is welcomed, nonsense is not understood, and neither begins questions', async () => {
    expect((await talk(['Hello there'])).said).toEqual([expect.stringContaining('text ARRIVE to let us know')]);
    expect((await talk(['where is it'])).said).toEqual([expect.stringContaining("I don't understand.")]);
  });

  test('yes or no is asked again twice, then the arrival is recorded as it is', async () => {
    const { said, handed } = await talk(['arrive', 'Ada', 'maybe', 'perhaps', 'who knows']);
    expect(said.slice(1)).toEqual([
      expect.stringMatching(/^Are/),
      expect.stringMatching(/^Sorry/),
      expect.stringMatching(/^Sorry/),
      thanks,
    ]);
    expect(facts(handed)).toEqual({ order: 'o1', name: 'Ada', in_car: '', car: '', plate: '' });
  });

  test.each(['STOP', 'stopall', 'Cancel', 'quit', '!showall', ' !desk please '])(
    '%s as an answer is never kept, and the arrival is',
    async (word) => {
      const answers = ['Ada', 'y', 'red Mini', 'AB 12'];
      const kept = ['name', 'in_car', 'car', 'plate'] as const;
      for (const [index, field] of kept.entries()) {
        const { handed } = await talk(['arrive', ...answers.slice(0, index), word]);
        expect(handed?.[field]).toBe('');
        expect(Object.values(handed ?? {})).not.toContain(word);
      }
      expect((await talk(['arrive', word], { find: 'none', arrived: 'unmatched' })).handed?.name).toBe('');
    },
  );

  test.each(['/timeout', '/undelivered'])('%s at any question records what is known by then', async (silence) => {
    const answers = ['Ada', 'y', 'red Mini', 'AB 12'];
    for (let given = 0; given < answers.length; given += 1) {
      const { said, handed } = await talk(['arrive', ...answers.slice(0, given), silence]);
      expect(said.at(-1)).toBe(thanks);
      expect(Object.values(facts(handed)).filter((fact) => fact !== '')).toHaveLength(given + 1);
    }
    expect((await talk(['arrive', silence], { find: 'none', arrived: 'unmatched' })).said.at(-1)).toMatch(noOrder);
  });

  test('a phone without an order is asked for the name, and is on the board in any case', async () => {
    const { said, handed } = await talk(['arrive', 'Bob', 'n'], { find: 'none', arrived: 'unmatched' });
    expect(said[0]).toMatch(noOrder);
    expect(said.at(-1)).toMatch(/our staff know that you are here/);
    expect(facts(handed)).toEqual({ order: '', name: 'Bob', in_car: 'no', car: '', plate: '' });
    expect((await talk(['arrive', 'Ada', 'n'], { find: 'none' })).said.at(-1)).toBe(thanks); // the name has one
    expect((await talk(['arrive', 'Ada', 'n'], { find: 'several' })).handed?.order).toBe('');
  });

  test('when a Function fails or answers nonsense, the customer is told where to go', async () => {
    for (const find of ['fail', 'nonsense'])
      expect((await talk(['arrive'], { find })).said).toEqual([expect.stringMatching(/counter/)]);
    for (const arrived of ['fail', 'nonsense']) {
      expect((await talk(['arrive', 'Ada', 'n'], { arrived })).said.at(-1)).toMatch(/counter/);
    }
  });

  test('every text fits one segment of the GSM alphabet', async () => {
    const bodies = flow.states.flatMap(({ properties }) =>
      typeof properties.body === 'string' ? [properties.body] : [],
    );
    for (const body of bodies) {
      const longest = body.replace(/\{%.*?%\}/g, '');
      expect(longest).toMatch(/^[A-Za-z0-9 .,!?'-]{1,160}$/);
    }
  });

  test('every transition was taken by one of these conversations', () => {
    const wired = flow.states.flatMap(({ name, transitions }) =>
      transitions.flatMap(({ event, next }) => (next ? [`${name}.${event} > ${next}`] : [])),
    );
    expect(wired.filter((transition) => !taken.has(transition))).toEqual([]);
  });

  test('the canvas reads from top to bottom: no two widgets overlap, and the way on leads down', () => {
    const offsetOf = (name: string) =>
      flow.states.find((state) => state.name === name)?.properties.offset as { x: number; y: number };
    for (const state of flow.states) {
      const here = offsetOf(state.name);
      for (const other of flow.states) {
        if (other === state) continue;
        const there = offsetOf(other.name);
        expect(Math.abs(here.x - there.x) >= 320 || Math.abs(here.y - there.y) >= 180).toBe(true);
      }
      for (const { next } of state.transitions) {
        if (next && !(state.name === 'was_it_the_third' && next === 'ask_in_car'))
          expect(offsetOf(next).y).toBeGreaterThan(here.y);
      }
    }
  });
});
