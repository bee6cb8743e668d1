import * as v from 'valibot';

/** A text as staff wrote it. */
const EditedText = v.object({
  text: v.string(),
  /** Masked number of the admin. */
  by: v.string(),
  atMs: v.number(),
});
export type EditedText = v.InferOutput<typeof EditedText>;

/** Item `texts.<language>`: the texts of one language that staff edited, by key; the others are as they came. */
const TextsItem = v.object({ texts: v.record(v.string(), EditedText) });
export type TextsItem = v.InferOutput<typeof TextsItem>;

/** @returns undefined when the item is not one that we wrote */
export function readTextsItem(data: unknown): TextsItem | undefined {
  const item = v.safeParse(TextsItem, data);
  return item.success ? item.output : undefined;
}
