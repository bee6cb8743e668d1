import * as v from 'valibot';

/** Item `hours`: when the front desk is open. */
const HoursItem = v.object({ timeZone: v.string() });
export type HoursItem = v.InferOutput<typeof HoursItem>;

/** @returns undefined when the item is not one that we wrote */
export function readHoursItem(data: unknown): HoursItem | undefined {
  const item = v.safeParse(HoursItem, data);
  return item.success ? item.output : undefined;
}
