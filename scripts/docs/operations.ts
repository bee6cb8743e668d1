import type { CoveredOperation } from '../../emulator';

const begin = '<!-- operations: written by npm run docs -->';
const end = '<!-- /operations -->';

/** Twilio's own first sentence about it, without what only a table of its own could hold. */
function firstSentence(description: string): string {
  const text = description
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '/')
    .trim();
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
}

const row = ({ operationId, method, path, description }: CoveredOperation) =>
  `| \`${operationId}\` | ${method} | \`${path}\` | ${firstSentence(description)} |`;

/** The operations as a table for each host, in the order of their paths. */
export function operationTables(operations: readonly CoveredOperation[]): string {
  const hosts = [...new Set(operations.map(({ host }) => host))];
  const byPlace = (a: CoveredOperation, b: CoveredOperation) =>
    a.path.localeCompare(b.path) || a.method.localeCompare(b.method);
  return hosts
    .map((host) => {
      const rows = operations.filter((operation) => operation.host === host).sort(byPlace);
      return [
        `### ${host}`,
        '',
        '| operation | | path | in Twilio’s words |',
        '|---|---|---|---|',
        ...rows.map(row),
      ].join('\n');
    })
    .join('\n\n');
}

/**
 * The page with these operations between its markers.
 *
 * @throws {Error} when it has no markers
 */
export function withOperations(page: string, operations: readonly CoveredOperation[]): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no place for the operations: ${begin} … ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${operationTables(operations)}\n\n${page.slice(to)}`;
}
