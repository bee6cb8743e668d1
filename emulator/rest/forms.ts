export type Values = Readonly<Record<string, string | readonly string[]>>;

/** Decodes a query or a form body; a name that comes more than once has a list of values. */
export function decodeForm(text: string): Values {
  const values: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const known = values[name];
    if (known === undefined) values[name] = value;
    else values[name] = [known, value].flat();
  }
  return values;
}
