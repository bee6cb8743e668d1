import * as v from 'valibot';

/** Item `pause`: whether staff take nobody new for the time being. */
const PauseItem = v.object({
  paused: v.boolean(),
  /** Since when it is so. */
  atMs: v.number(),
  /** Masked number of the admin. */
  by: v.string(),
  /** For the people who are turned away. */
  words: v.optional(v.string()),
  /** When it is over: since when it was paused. */
  sinceMs: v.optional(v.number()),
  /** Of the text or the press; the same one again is a retry. */
  id: v.string(),
});
export type PauseItem = v.InferOutput<typeof PauseItem>;

/** @returns undefined when the item is not one that we wrote */
export function readPauseItem(data: unknown): PauseItem | undefined {
  const item = v.safeParse(PauseItem, data);
  return item.success ? item.output : undefined;
}

/** Whether it was paused at that moment, as far back as the last pause. */
export const wasPausedAt = ({ paused, atMs, sinceMs }: PauseItem, whenMs: number): boolean =>
  paused ? whenMs >= atMs : sinceMs !== undefined && whenMs >= sinceMs && whenMs < atMs;
