/** What the bot of old took for an arrival, and its like. The flow has the same list: it asks its questions only for these. */
const arrivalWords: ReadonlySet<string> = new Set([
  'arrive',
  'arrived',
  'ive arrived',
  'i have arrived',
  'here',
  'im here',
  'i am here',
  'were here',
  'we are here',
  'outside',
  'im outside',
  'i am outside',
  'im waiting',
  'i am waiting',
  'im waiting outside',
  'i am waiting outside',
  'im ready for pickup',
  'i am ready for pickup',
  'pickup',
  'pick up',
]);

const greetings: ReadonlySet<string> = new Set([
  'hello',
  'hello there',
  'hi',
  'hi there',
  'hey',
  'heyo',
  'yo',
  'whats up',
  'hows it going',
  'good morning',
  'good afternoon',
  'good evening',
  'lets start',
  'begin',
  'initiate',
]);

const plain = (body: string): string =>
  body
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘!.]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

export const isArrival = (body: string): boolean => arrivalWords.has(plain(body));

/** Asks for nothing that staff would have to read. */
export const isGreeting = (body: string): boolean => greetings.has(plain(body));
