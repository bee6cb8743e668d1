import * as v from 'valibot';

/** Item `pause`: whether staff closed the front desk for the time being. */
const PauseItem = v.object({
  paused: v.boolean(),
  atMs: v.number(),
  /** Masked number of the admin. */
  by: v.string(),
});
export type PauseItem = v.InferOutput<typeof PauseItem>;

/** @returns undefined when the item is not one that we wrote */
export function readPauseItem(data: unknown): PauseItem | undefined {
  const item = v.safeParse(PauseItem, data);
  return item.success ? item.output : undefined;
}
