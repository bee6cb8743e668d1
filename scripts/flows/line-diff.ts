const context = 3; // lines around a change

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** What changed from `before` to `after`, line by line, with the lines around it; empty when nothing did. */
export function lineDiff(before: string, after: string): string[] {
  if (before === after) return [];
  const lines = compared(before.split('\n'), after.split('\n'));
  const shown = new Set<number>();
  lines.forEach(({ mark }, at) => {
    if (mark !== ' ') for (let near = at - context; near <= at + context; near += 1) shown.add(near);
  });
  const out: string[] = [];
  lines.forEach(({ mark, text }, at) => {
    if (!shown.has(at)) return;
    if (at > 0 && !shown.has(at - 1)) out.push('  …');
    out.push(`${mark} ${text}`);
  });
  return out;
}

function compared(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): Line => ({ mark: ' ', text });
  return [
    ...before.slice(0, start).map(same),
    ...inBetween(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** By the longest common subsequence. */
function inBetween(before: readonly string[], after: readonly string[]): Line[] {
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < before.length && (j === after.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: before[i] ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: after[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}
