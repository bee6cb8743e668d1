/**
 * Studio's engine is a Java one: a whole object in a template becomes `{name=Ada, open=2}`, not JSON. The copy that this makes
 * renders so wherever its text is asked for, at any depth; `to_json` and path look-ups see plain objects.
 */
export function asJavaMaps<T>(value: T): T {
  if (Array.isArray(value)) return value.map(asJavaMaps) as T;
  if (typeof value !== 'object' || value === null) return value;
  const map = Object.create(javaMap) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value)) {
    Object.defineProperty(map, key, {
      value: asJavaMaps(member),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return map as T;
}

const javaMap = {
  toString(): string {
    return javaText(this);
  },
};

export function javaText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}=${javaText(member)}`)
    .join(', ')}}`;
}
