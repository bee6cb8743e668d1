export type Answer = 'yes' | 'no' | 'unclear';

/** Words that say yes or no, by language of the texts we ship; all languages are understood from everybody. Lower case, without accents. */
const words = {
  en: {
    yes: [
      'yes',
      'y',
      'yea',
      'yeah',
      'yep',
      'yup',
      'ya',
      'ok',
      'okay',
      'k',
      'kk',
      'sure',
      'confirm',
      'confirmed',
      'definitely',
      'absolutely',
      'perfect',
    ],
    no: ['no', 'n', 'nope', 'nah', 'cannot', "can't", 'cant', "won't", 'wont', 'decline', 'unable'],
  },
  es: {
    yes: ['si', 's', 'claro', 'confirmo', 'confirmado', 'confirmar', 'vale', 'dale', 'estare', 'estaremos'],
    no: ['no', 'imposible', 'tampoco'],
  },
} as const;
const yesWords = new Set<string>(Object.values(words).flatMap(({ yes }) => yes));
const noWords = new Set<string>(Object.values(words).flatMap(({ no }) => no));

/** Said with one thumb; skin tones are taken off before. */
const yesSigns = ['👍', '✅', '✔', '👌', '🆗', '🙂', '😀'];
const noSigns = ['👎', '❌', '✖', '🚫', '🙅'];

/** In these a word of the lists does not answer the question: "I don't know if that's ok" is neither, "no problem" is a yes. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:(?:do not|don't|dont) know|no (?:idea|se|lo se)|not sure|no estoy segur[oa])\b[^.!,\n]*/g, ' '],
  [/\b(?:do not|don't|dont) (?:need|cancel)\b|\bnot yet\b/g, ' '],
  [/\bno (?:need|changes?|more (?:texts|messages)|cancel(?:ar|en?|es))\b/g, ' '],
  [/\b(?:no|not a|no hay|ningun) (?:problem[ao]?s?|worries|doubt)\b/g, ' yes '],
  [/\b(?:sin problemas?|como no|por supuesto|de acuerdo|no (?:faltare|falto))\b/g, ' yes '],
  [/\b(?:can't|cant|cannot|can not) wait\b/g, ' yes '],
  [/\b(?:won't|wont|will not) (?:miss|be late|forget)\b/g, ' yes '],
  [/(?:^|[.!,\n]) *(?:(?:i|we)(?: will|'ll) be there|see (?:you|u) (?:there|then|soon|tomorrow))\b(?! if)/g, ' yes '],
  [/\b(?:will|can|do|of course) not\b|\bnot (?:coming|going|able|ok|okay|good|possible|available)\b/g, ' no '],
  [/\bno estare(?:mos)?\b/g, ' no '],
  // Whoever has an order here may mean that
  [/\bcancel(?:ar|en?|o)?\b(?! (?:(?:my|the|mi|el) )?(?:order|pickup|request|pedido))/g, ' no '],
  [/\bof course\b|\bsounds good\b/g, ' yes '],
];

/** "Is it ok to bring my son?" asks; "No, can you call me?" answers before it asks. */
const withoutQuestions = (text: string): string =>
  text
    .split(/(?<=[.!?\n])/)
    .map((sentence) =>
      sentence.endsWith('?') ? (/^\s*[\p{L}']+(?: [\p{L}']+)?(?=,)/u.exec(sentence)?.[0] ?? ' ') : sentence,
    )
    .join('');

/**
 * What a reply to "Please reply 'Yes' or 'No'" says: by whole words, never by a part of one ("noon", "I don't know" are not a No). Both, or neither, is unclear.
 */
export function answerOf(body: string): Answer {
  let text = body
    .replace(/[‘’´`]/g, "'")
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/\p{Emoji_Modifier}/gu, '')
    .toLowerCase();
  text = withoutQuestions(text);
  for (const [phrase, meaning] of phrases) text = text.replace(phrase, meaning);
  // The question has its words in quotes, and so have some answers
  const said = text.match(/[\p{L}\p{N}](?:[\p{L}\p{N}']*[\p{L}\p{N}])?/gu) ?? [];
  const isYes = said.some((word) => yesWords.has(word)) || yesSigns.some((sign) => text.includes(sign));
  const isNo = said.some((word) => noWords.has(word)) || noSigns.some((sign) => text.includes(sign));
  if (isYes === isNo) return 'unclear';
  return isYes ? 'yes' : 'no';
}
