// What customers say who are here, and what is only a greeting: in the languages of our texts, all understood from everybody. Lower case,
// without accents and punctuation.

/** What the bot of old took for an arrival, and its like. */
const arrivals: ReadonlySet<string> = new Set([
  ...['arrive', 'arrived', 'ive arrived', 'i have arrived', 'weve arrived', 'we have arrived'],
  ...['here', 'im here', 'i am here', 'were here', 'we are here'],
  ...['outside', 'im outside', 'i am outside', 'were outside', 'we are outside'],
  ...['im waiting', 'i am waiting', 'im waiting outside', 'i am waiting outside'],
  ...['im ready for pickup', 'i am ready for pickup', 'pickup', 'pick up'],
  ...['llegue', 'ya llegue', 'he llegado', 'llegamos', 'ya llegamos', 'llegada'],
  ...['aqui', 'aqui estoy', 'estoy aqui', 'ya estoy aqui', 'estamos aqui', 'ya estamos aqui'],
  ...['afuera', 'estoy afuera', 'estamos afuera', 'estoy esperando', 'estamos esperando'],
  ...['vengo por mi pedido', 'recoger', 'vengo a recoger mi pedido'],
]);

const greetings: ReadonlySet<string> = new Set([
  ...['hello', 'hello there', 'hi', 'hi there', 'hey', 'heyo', 'yo', 'whats up', 'hows it going'],
  ...['good morning', 'good afternoon', 'good evening', 'lets start', 'begin', 'initiate'],
  ...['hola', 'buenas', 'buenos dias', 'buenas tardes', 'buenas noches', 'que tal'],
]);

/** Said around it, and without a meaning for us. */
const before = /^(?:hi|hello|hey|hola|ok|okay) /;
const after =
  / (?:now|please|thanks|thank you|for pickup|to pick up|(?:for|to pick up) (?:my|an) order|por favor|gracias)$/;

const plain = (body: string): string =>
  body
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What a text of somebody who may be a customer is about. Only what is nothing else but an arrival is one. */
export type About = 'arrival' | 'greeting' | 'other';

export function aboutOf(body: string): About {
  const said = plain(body);
  const bare = said.replace(before, '');
  if ([bare, bare.replace(after, '')].some((words) => arrivals.has(words))) return 'arrival';
  return greetings.has(said) ? 'greeting' : 'other';
}
