type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

/**
 * Where an answer has a member that Twilio's document does not know, or lacks one that it names. The documents require no member,
 * but Twilio always sends them all, and clients read them.
 */
export function memberDifferences(schema: unknown, value: unknown, path = ''): string[] {
  const { properties, items } = (schema ?? {}) as Schema;
  if (Array.isArray(value)) return value.flatMap((item, index) => memberDifferences(items, item, `${path}/${index}`));
  if (properties === undefined || typeof value !== 'object' || value === null) return [];
  const members = value as Record<string, unknown>;
  return [
    ...Object.keys(properties)
      .filter((name) => !(name in members))
      .map((name) => `${path}/${name} is missing`),
    ...Object.keys(members)
      .filter((name) => !(name in properties))
      .map((name) => `${path}/${name} is not in Twilio's document`),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      memberDifferences(inner, members[name], `${path}/${name}`),
    ),
  ];
}
