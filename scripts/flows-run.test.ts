import type { Language } from '../src/frontdesk';
import { aboutOf } from '../src/pickup/arrival-words';
import { type Fields, flowUnderTest, textsToMend, untidyPlaces } from './testing/flow-talk';

const flow = flowUnderTest('order-pickup');

/** What a conversation says, by language. */
const words = {
  en: {
    welcome: /^Welcome! Are you here .* text ARRIVE to let us know!$/,
    notUnderstood: /^I don't understand\. Text ARRIVE/,
    name: /What is the name on the order\?$/,
    noOrder: /can't find an order/,
    car: /^Are you waiting in your car\? Reply Y or N\.$/,
    carAgain: /^Sorry, we didn't get that\. Are you waiting/,
    color: 'What is the color and make of the car?',
    plate: 'What is your license plate number?',
    thanks: "Thank you! We'll bring your order right away!",
    staffKnow: /our staff know that you are here/,
    counter: /Please come to the counter/,
  },
  es: {
    welcome: /^¡Hola! ¿Viene a recoger su pedido\? ¡Responda ARRIVE/,
    notUnderstood: /^No le entendemos\. Responda ARRIVE/,
    name: /¿A nombre de quién es el pedido\?$/,
    noOrder: /No encontramos un pedido/,
    car: /^¿Espera en su auto\? Responda Si o No\.$/,
    carAgain: /^Disculpe, no le entendimos\. ¿Espera en su auto/,
    color: '¿De qué color y marca es el auto?',
    plate: '¿Qué placa tiene el auto?',
    thanks: '¡Gracias! ¡Enseguida le llevamos su pedido!',
    staffKnow: /nuestro personal sabe que usted ha llegado/,
    counter: /Por favor pase al mostrador/,
  },
} as const;

/** What the flow says to these texts, and what it hands to /pickup/arrived. */
async function talkIn(
  language: Language,
  texts: string[],
  { find = 'found', arrived = 'arrived', about = aboutOf(texts[0] ?? '') as string } = {},
) {
  const answerOf = (status: string) =>
    status === 'fail' ? 'fail' : { about, language, status, order: status === 'found' ? 'o1' : '' };
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

/** Each of them matches what was said in its turn. */
const saying = (...expected: readonly (string | RegExp)[]) =>
  expected.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each)));

describe.each(['en', 'es'] as const)('order-pickup in %s', (language) => {
  const asks = words[language];
  const talk = (texts: string[], answers = {}) => talkIn(language, texts, answers);
  beforeAll(() => flow.forgetTaken());

  test.each(['ARRIVE', 'arrived.', 'Hi, I’m here 👋', "I'm ready for pickup", 'Ya llegué'])(
    '%s begins the questions',
    async (text) => {
      const { said } = await talk([text, 'Ada', 'y', 'red Mini', 'AB 12']);
      expect(said).toEqual(saying(asks.name, asks.car, asks.color, asks.plate, asks.thanks));
    },
  );

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

  test.each([
    'Y',
    'yes!',
    'Sí',
    'SI.',
    '👍',
    'Y, red Honda',
    'yes please',
    "Yes - I'm parked\nby the door",
    'Sí, claro',
    "I'm in my car",
  ])('%s is a yes', async (text) => {
    const { said, handed } = await talk(['arrive', 'Ada', text, 'red Mini', 'AB 12']);
    expect(said).toEqual(saying(asks.name, asks.car, asks.color, asks.plate, asks.thanks));
    expect(handed?.in_car).toBe('yes');
  });

  test.each(['N', 'No', "No, I'm at the door", "no I'm on foot", 'nope.', '👎', 'a pie', 'no: caminando'])(
    '%s is a no, and there are no questions about a car',
    async (text) => {
      const { said, handed } = await talk(['arrive', 'Ada', text]);
      expect(said).toEqual(saying(asks.name, asks.car, asks.thanks));
      expect(facts(handed)).toEqual({ order: 'o1', name: 'Ada', in_car: 'no', car: '', plate: '' });
    },
  );

  test.each(['no idea', 'yesterday', 'nobody', 'noon', 'siempre', 'Yara', '?', '🤷'])('%s is neither', async (text) => {
    expect((await talk(['arrive', 'Ada', text, 'n'])).said).toEqual(
      saying(asks.name, asks.car, asks.carAgain, asks.thanks),
    );
  });

  test('a greeting is welcomed, nonsense is not understood, and neither begins questions', async () => {
    expect((await talk(['Hello there'])).said).toEqual(saying(asks.welcome));
    expect((await talk(['where is it'])).said).toEqual(saying(asks.notUnderstood));
  });

  test('yes or no is asked again twice, then the arrival is recorded as it is', async () => {
    const { said, handed } = await talk(['arrive', 'Ada', 'maybe', 'perhaps', 'who knows']);
    expect(said.slice(1)).toEqual(saying(asks.car, asks.carAgain, asks.carAgain, asks.thanks));
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

  test.each(['ARRIVE', "I'm here!", 'we’re here', 'Ya llegué', 'HELP'])(
    '%s in place of an answer: the question is asked again, twice in all',
    async (again) => {
      const texts = ['arrive', again, 'Ada', 'y', again, 'red Mini', again];
      const { said, handed } = await talk(texts);
      expect(said).toEqual(saying(asks.name, asks.name, asks.car, asks.color, asks.color, asks.plate, asks.thanks));
      expect(facts(handed)).toEqual({ order: 'o1', name: 'Ada', in_car: 'yes', car: 'red Mini', plate: '' });
      const atPlate = await talk(['arrive', 'Ada', 'y', 'red Mini', again, 'AB 12']);
      expect(atPlate.said.slice(-3)).toEqual(saying(asks.plate, asks.plate, asks.thanks));
      expect(atPlate.handed?.plate).toBe('AB 12');
      const without = await talk(['arrive', again, 'Bob', 'n'], { find: 'none', arrived: 'unmatched' });
      expect(without.said).toEqual(saying(asks.noOrder, asks.noOrder, asks.car, asks.staffKnow));
    },
  );

  test.each(['/timeout', '/undelivered'])('%s at any question records what is known by then', async (silence) => {
    const answers = ['Ada', 'y', 'red Mini', 'AB 12'];
    for (let given = 0; given < answers.length; given += 1) {
      const { said, handed } = await talk(['arrive', ...answers.slice(0, given), silence]);
      expect(said.at(-1)).toBe(asks.thanks);
      expect(Object.values(facts(handed)).filter((fact) => fact !== '')).toHaveLength(given + 1);
    }
    const { said } = await talk(['arrive', silence], { find: 'none', arrived: 'unmatched' });
    expect(said).toEqual(saying(asks.noOrder, asks.staffKnow));
  });

  test('a phone without an order is asked for the name, and is on the board in any case', async () => {
    const { said, handed } = await talk(['arrive', 'Bob', 'n'], { find: 'none', arrived: 'unmatched' });
    expect(said).toEqual(saying(asks.noOrder, asks.car, asks.staffKnow));
    expect(facts(handed)).toEqual({ order: '', name: 'Bob', in_car: 'no', car: '', plate: '' });
    expect((await talk(['arrive', 'Ada', 'n'], { find: 'none' })).said.at(-1)).toBe(asks.thanks); // the name has one
    expect((await talk(['arrive', 'Ada', 'n'], { find: 'several' })).handed?.order).toBe('');
  });

  test('when the lookup fails or answers nonsense, nothing is asked and the arrival is recorded', async () => {
    for (const find of ['fail', 'nonsense']) {
      const { said, handed } = await talk(['arrive'], { find, arrived: 'unmatched' });
      expect(said).toEqual(saying(asks.staffKnow));
      expect(facts(handed)).toEqual({ order: '', name: '', in_car: '', car: '', plate: '' });
    }
  });

  test('when the lookup fails, what is no arrival is none', async () => {
    const { said, handed } = await talk(['do you have napkins?'], { find: 'fail' });
    expect(said).toEqual(saying(words.en.notUnderstood)); // nobody knows their language
    expect(handed).toBeUndefined();
  });

  test('when the lookup fails and says in which language, that is spoken', async () => {
    const { said } = await flow.talk(['where is it'], {
      '/pickup/find-order': { error: 'x', language, status: '500' },
    });
    expect(said).toEqual(saying(asks.notUnderstood));
    const failed = {
      '/pickup/find-order': 'fail',
      '/pickup/arrived': { error: 'x', language, status: '500' },
    } as const;
    expect((await flow.talk(['arrive'], failed)).said).toEqual(saying(asks.counter));
  });

  test('whatever the lookup takes a text for, ARRIVE is an arrival', async () => {
    const { said } = await talk(['arrive'], { about: 'nonsense' });
    expect(said).toEqual(saying(asks.thanks));
  });

  test('whoever has their order by now hears nothing more', async () => {
    for (const last of ['n', '/timeout']) {
      expect((await talk(['arrive', 'Ada', last], { arrived: 'collected' })).said).toEqual(saying(asks.name, asks.car));
    }
  });

  test('when the arrival cannot be recorded, the customer is told where to go', async () => {
    for (const arrived of ['fail', 'nonsense']) {
      expect((await talk(['arrive', 'Ada', 'n'], { arrived })).said.at(-1)).toMatch(asks.counter);
    }
  });

  test('every transition was taken by one of these conversations', () => expect(flow.untaken()).toEqual([]));
});

test('every text fits one segment of the GSM alphabet, in each language', () =>
  expect(textsToMend(flow.definition)).toEqual([]));

test('the canvas reads from top to bottom: no two widgets overlap, and the way on leads down', () =>
  expect(
    untidyPlaces(flow.definition, [
      'was_it_the_third > ask_in_car',
      ...['is_order_known', 'ask_car', 'ask_plate'].map((question) => `ask_it_again > ${question}`),
    ]),
  ).toEqual([]));
