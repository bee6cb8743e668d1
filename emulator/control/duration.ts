const pattern = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const unitMs = [7 * 24 * 60 * 60 * 1000, 24 * 60 * 60 * 1000, 60 * 60 * 1000, 60 * 1000, 1000] as const;

/** Milliseconds of an ISO 8601 duration ('PT24H', 'P1DT30M', '-PT5M'); undefined for anything else. Months and years have no one length. */
export function durationMs(text: string): number | undefined {
  const [whole, sign, ...units] = pattern.exec(text) ?? [];
  if (whole === undefined || units.every((unit) => unit === undefined) || text.endsWith('T')) return undefined;
  const ms = unitMs.reduce((sum, unit, index) => sum + unit * Number(units[index] ?? 0), 0);
  return sign === undefined ? ms : -ms;
}
