import type { Operation } from 'openapi-backend';

export interface Route {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>; // its path parameters, decoded
}

/** Finds the operation that a request names, compiled once: of several templates that match, the one that says more of the path. */
export function routesOf(operations: readonly Operation[]): (method: string, path: string) => Route | undefined {
  const templates = operations
    .map((operation) => ({ operation, ...templateOf(operation.path) }))
    .sort((a, b) => b.literals - a.literals);
  return (method, path) => {
    for (const { operation, pattern, names } of templates) {
      if (operation.method !== method) continue;
      const found = pattern.exec(path);
      if (!found) continue;
      return { operation, path: Object.fromEntries(names.map((name, at) => [name, decoded(found[at + 1] ?? '')])) };
    }
    return undefined;
  };
}

function templateOf(path: string): { pattern: RegExp; names: readonly string[]; literals: number } {
  const names: string[] = [];
  const source = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const pattern = new RegExp(`^${source}/*$`);
  return { pattern, names, literals: path.replaceAll(/\{\w+\}/g, '').length };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
