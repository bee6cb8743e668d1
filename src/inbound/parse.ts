/** What starts with '!'. A command's name is its Function's, except where the Function needs no file of its own. */
export const commandNames = [
  'subscribe',
  'unsubscribe',
  'available',
  'unavailable',
  'done',
  'name',
  'approve',
  'deny',
  'showall',
  'help',
  'lang',
  'desk',
  'pause',
  'resume',
] as const;
export type CommandName = (typeof commandNames)[number];

const synonyms: ReadonlyMap<string, CommandName> = new Map([
  ['on', 'available'],
  ['off', 'unavailable'],
  ['finished', 'done'],
  ['show', 'showall'],
  ['all', 'showall'],
  ['menu', 'help'],
  ['?', 'help'],
  ['ayuda', 'help'],
  ['language', 'lang'],
  ['idioma', 'lang'],
  ['nombre', 'name'],
  ['mostrador', 'desk'],
  ['pausa', 'pause'],
  ['reanudar', 'resume'],
]);

/** What a text asks for, before anybody knows who sent it. */
export type Intention =
  | { kind: 'command'; command: CommandName; argument: string }
  | { kind: 'unknown-command' }
  | { kind: 'request' }
  | { kind: 'cancel' }
  | { kind: 'words' };

/** Digits as phones write them: '１', '1.', '"1"', '“1”', '1️⃣', and the word. */
const requestWords = ['1', 'one', 'uno'];
const cancelWords = ['0', 'zero', 'cero'];

const quotes = `"'“”‘’«»‹›`;
const around = new RegExp(`^[${quotes}([]+|[${quotes})\\].,;!]+$`, 'g');
const keycap = /\u{fe0f}?\u{20e3}$/u;
/** What nobody sees, and what comes with a number that was copied: zero-width spaces, marks of the direction of writing. */
const unseen = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

export function parse(body: string): Intention {
  const text = body.replace(unseen, '').normalize('NFKC').trim();
  if (text.startsWith('!') || text.startsWith('¡')) return commandIn(text.slice(1));
  const word = text.toLowerCase().replace(around, '').replace(keycap, '');
  if (requestWords.includes(word)) return { kind: 'request' };
  if (cancelWords.includes(word)) return { kind: 'cancel' };
  return { kind: 'words' };
}

/** `approve+12025550123` and `approve +1…` are the same; a phone may put a space after the mark. */
function commandIn(text: string): Intention {
  const [, word = '', argument = ''] = /^\s*([^\s+\d]+)\s*([\s\S]*)$/.exec(text) ?? [];
  const name = word.toLowerCase().replace(/[.,!]+$/, '');
  const command = commandNames.find((known) => known === name) ?? synonyms.get(name);
  if (command === undefined) return { kind: 'unknown-command' };
  return { kind: 'command', command, argument: argument.trim() };
}
