import type { Finding } from './validate';

/** Findings as a terminal shows them: place, what is wrong, what to write instead. */
export function reportOf(file: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${file}: fine`;
  const lines = findings.flatMap(({ severity, path, state, message, instead, rule }) => [
    `  ${severity} ${path}${state === undefined ? '' : ` (${state})`} [${rule}]`,
    `    ${message}`,
    `    instead: ${instead}`,
  ]);
  return [`${file}: ${countOf(findings)}`, ...lines].join('\n');
}

function countOf(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const parts = [
    ...(errors > 0 ? [`${errors} error${errors === 1 ? '' : 's'}`] : []),
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? '' : 's'}`] : []),
  ];
  return parts.join(', ');
}
