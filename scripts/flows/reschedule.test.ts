import { flowUnderTest, textsToMend, untidyPlaces } from '../testing/flow-talk';

const flow = flowUnderTest('reschedule');

const words = {
  en: {
    question: 'Reply with a day and time that suits you, or N if you need none.',
    thanks: 'Thank you! We will get back to you about a new time.',
    allRight: 'All right. Call us whenever you would like a new appointment.',
    sorry: 'Sorry, we could not pass that on to our staff. Please call us about a new time.',
  },
  es: {
    question: 'Responda con la fecha y hora que prefiera, o N si no quiere otra cita.',
    thanks: '¡Gracias! Le escribiremos para acordar otra cita.',
    allRight: 'De acuerdo. Si quiere otra cita, solo tiene que llamarnos.',
    sorry: 'Lo sentimos, no pudimos avisar a nuestro personal. Por favor llame para acordar otra cita.',
  },
} as const;

const ended = ['', ''];

describe.each(['en', 'es'] as const)('reschedule in %s', (language) => {
  const { question, thanks, allRight, sorry } = words[language];
  beforeAll(() => flow.forgetTaken());

  /** What the flow says after a No and these texts, and what it hands to /reminder/wish. */
  async function talk(texts: string[], { declined = 'declined', wish = 'recorded', refuses = '' } = {}) {
    const answerOf = (status: string, reminder = '') => (status === 'fail' ? 'fail' : { status, language, reminder });
    const { said, handed } = await flow.talk(
      ['No', ...texts],
      {
        '/reminder/declined': answerOf(declined, declined === 'declined' ? 'r1' : ''),
        '/reminder/wish': answerOf(wish),
      },
      { refuses },
    );
    return { said, wishes: (handed['/reminder/wish'] ?? []).map(({ reminder, wish: text }) => [reminder, text]) };
  }

  test('a day and time is handed over as it was texted', async () => {
    expect(await talk(['Tuesday, after 4'])).toEqual({
      said: [question, thanks],
      wishes: [['r1', 'Tuesday, after 4']],
    });
  });

  test.each(['N', 'no', 'Nope!', 'No, thanks.', 'No, gracias'])('%s is no wish', async (text) => {
    expect(await talk([text])).toEqual({ said: [question, allRight], wishes: [ended] });
  });

  test.each(['STOP', 'Cancel', '!showall', '/timeout', '/undelivered'])(
    '%s is no wish, is answered with nothing, and ends the conversation',
    async (text) => {
      expect(await talk([text])).toEqual({ said: [question], wishes: [ended] });
    },
  );

  test('where nothing was declined, or nobody knows, nothing is asked', async () => {
    expect(await talk([], { declined: 'none' })).toEqual({ said: [], wishes: [ended] });
    expect(await talk([], { declined: 'fail' })).toEqual({ said: [], wishes: [ended] });
  });

  test('a wish that could not be kept is for the telephone', async () => {
    for (const wish of ['gone', 'none', 'fail'])
      expect((await talk(['Tuesday'], { wish })).said).toEqual([question, sorry]);
  });

  test('a text that Twilio refuses ends the conversation all the same', async () => {
    expect(await talk(['N'], { refuses: allRight })).toEqual({ said: [question], wishes: [ended] });
    expect(await talk(['Tuesday'], { wish: 'gone', refuses: sorry })).toEqual({
      said: [question],
      wishes: [['r1', 'Tuesday'], ended],
    });
    expect(await talk([], { refuses: question })).toEqual({ said: [], wishes: [ended] });
  });

  test('every transition was taken by one of these conversations', () => expect(flow.untaken()).toEqual([]));
});

test('every text fits one segment of the GSM alphabet, in each language', () =>
  expect(textsToMend(flow.definition)).toEqual([]));

test('the canvas reads from top to bottom: no two widgets overlap, and the way on leads down', () =>
  expect(untidyPlaces(flow.definition)).toEqual([]));
