import { type Fields, flowUnderTest, longTexts, untidyPlaces } from './testing/flow-talk';

const flow = flowUnderTest('order-pickup');

const nameQuestion = /What is the name on the order\?/;
const carQuestion = /Are you waiting in your car\? Reply Y or N\./;
const colorQuestion = 'What is the color and make of the car?';
const plateQuestion = 'What is your license plate number?';
const thanks = "Thank you! We'll bring your order right away!";
const noOrder = /can't find an order/;

/** What the flow says to these texts, and what it hands to /pickup/arrived. */
async function talk(texts: string[], { find = 'found', arrived = 'arrived' } = {}) {
  const answerOf = (status: string) => (status === 'fail' ? 'fail' : { status, order: status === 'found' ? 'o1' : '' });
  const { said, handed } = await flow.talk(texts, {
    '/pickup/find-order': answerOf(find),
    '/pickup/arrived': answerOf(arrived),
  });
  return { said, handed: handed['/pickup/arrived']?.[0] };
}

const facts = (handed: Fields | undefined) => {
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

  test('when the lookup fails or answers nonsense, nothing is asked and the arrival is recorded', async () => {
    for (const find of ['fail', 'nonsense']) {
      const { said, handed } = await talk(['arrive'], { find, arrived: 'unmatched' });
      expect(said).toEqual([expect.stringMatching(/our staff know that you are here/)]);
      expect(facts(handed)).toEqual({ order: '', name: '', in_car: '', car: '', plate: '' });
    }
  });

  test('when the arrival cannot be recorded, the customer is told where to go', async () => {
    for (const arrived of ['fail', 'nonsense']) {
      expect((await talk(['arrive', 'Ada', 'n'], { arrived })).said.at(-1)).toMatch(/counter/);
    }
  });

  test('every text fits one segment of the GSM alphabet', () => expect(longTexts(flow.definition)).toEqual([]));

  test('every transition was taken by one of these conversations', () => expect(flow.untaken()).toEqual([]));

  test('the canvas reads from top to bottom: no two widgets overlap, and the way on leads down', () =>
    expect(untidyPlaces(flow.definition, ['was_it_the_third > ask_in_car'])).toEqual([]));
});
