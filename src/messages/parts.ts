/** What stands in a text where it has `{{name}}`: values that the moment gives, shown in the reader's language. */
export type Part =
  /** As it is handed in. */
  | { readonly kind: 'text'; readonly example: string; readonly atMost: number }
  /** '1,234', '1234'. */
  | { readonly kind: 'count'; readonly example: number; readonly atMost: number }
  /** '30 minutes', '1 minuto'. */
  | { readonly kind: 'minutes'; readonly example: number; readonly atMost: number }
  /** Never shown itself: words stand or fall with it, `{{#available}}…{{/available}}{{^available}}…{{/available}}`. */
  | { readonly kind: 'flag'; readonly example: boolean; readonly atMost: 0 };

/** How a part stands in one text. */
interface Standing {
  /** It is not always there: `{{#passcode}}Passcode {{passcode}}{{/passcode}}`. */
  readonly optional?: true;
  /** Without it the text would be none: a link, the number to approve. */
  readonly needed?: true;
}
export type PartOfText = Part & Standing;

interface Values {
  text: string;
  count: number;
  minutes: number;
  flag: boolean;
}

type ValueOf<Of extends PartOfText> = Of extends { readonly optional: true }
  ? Values[Of['kind']] | undefined
  : Values[Of['kind']];
export type ValuesOf<Parts extends Readonly<Record<string, PartOfText>>> = {
  readonly [Name in keyof Parts]: ValueOf<Parts[Name]>;
};

export const text = (example: string, atMost = example.length) => ({ kind: 'text', example, atMost }) as const;
export const count = (example: number, atMost: number) => ({ kind: 'count', example, atMost }) as const;
export const minutes = (example: number) => ({ kind: 'minutes', example, atMost: 12 }) as const;
export const flag = { kind: 'flag', example: true, atMost: 0 } as const;
export const optional = <Of extends Part>(part: Of) => ({ ...part, optional: true }) as const;
export const needed = <Of extends Part>(part: Of) => ({ ...part, needed: true }) as const;
