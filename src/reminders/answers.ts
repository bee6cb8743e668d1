export type Answer = 'yes' | 'no' | 'unclear';

/** Words that say yes or no, by language of the texts we ship; all languages are understood from everybody. Lower case, without accents. */
const words = {
  en: {
    yes: [
      'yes',
      'y',
      'yeah',
      'yep',
      'yup',
      'ya',
      'ok',
      'okay',
      'sure',
      'confirm',
      'confirmed',
      'definitely',
      'absolutely',
    ],
    no: ['no', 'n', 'nope', 'nah', 'cannot', "can't", 'cant', "won't", 'wont', 'decline', 'unable'],
  },
  es: {
    yes: ['si', 's', 'claro', 'confirmo', 'confirmado', 'vale', 'dale'],
    no: ['no', 'imposible', 'tampoco'],
  },
} as const;
const yesWords = new Set<string>(Object.values(words).flatMap(({ yes }) => yes));
const noWords = new Set<string>(Object.values(words).flatMap(({ no }) => no));

/** Said with one thumb; skin tones are taken off before. */
const yesSigns = ['👍', '✅', '✔', '👌', '🆗', '🙂', '😀'];
const noSigns = ['👎', '❌', '✖', '🚫', '🙅'];

/** In these a word of the lists does not answer the question: "I don't know" and "not sure" are neither, "no problem" is a yes. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:i )?(?:do not|don't|dont) know\b/g, ' '],
  [/\bno (?:idea|se|lo se)\b/g, ' '],
  [/\bnot (?:sure|yet)\b/g, ' '],
  [/\bno estoy segur[oa]\b/g, ' '],
  [/\bno (?:problem|worries|doubt)\b/g, ' yes '],
  [/\bsin problemas?\b/g, ' yes '],
  [/\b(?:will|can|do) not\b|\bnot (?:coming|going|able)\b/g, ' no '],
];

/**
 * What a reply to "Please reply 'Yes' or 'No'" says: by whole words, never by a part of one ("noon", "I don't know" are not a No). Both, or neither, is unclear.
 */
export function answerOf(body: string): Answer {
  let text = body
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/\p{Emoji_Modifier}/gu, '')
    .replace(/[‘’]/g, "'")
    .toLowerCase();
  for (const [phrase, meaning] of phrases) text = text.replace(phrase, meaning);
  const said = text.match(/[\p{L}\p{N}']+/gu) ?? [];
  const isYes = said.some((word) => yesWords.has(word)) || yesSigns.some((sign) => text.includes(sign));
  const isNo = said.some((word) => noWords.has(word)) || noSigns.some((sign) => text.includes(sign));
  if (isYes === isNo) return 'unclear';
  return isYes ? 'yes' : 'no';
}
