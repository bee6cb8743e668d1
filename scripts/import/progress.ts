import type { Tally } from './run';

/** Says how far a long import is: on a terminal in one line that changes, else a line now and then. */
export interface Progress {
  read(bytes: number): void;
  show(tally: Tally): void;
  end(): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function progressOn(output: Output, totalBytes: number, nowMs: () => number): Progress {
  const everyMs = output.isTTY ? 200 : 10_000;
  const beganMs = nowMs();
  let shownMs = beganMs;
  let readBytes = 0;
  let isShown = false;
  return {
    read(bytes) {
      readBytes += bytes;
    },
    show(tally) {
      const now = nowMs();
      if (now - shownMs < everyMs) return;
      shownMs = now;
      const text = progressText(tally, readBytes / Math.max(1, totalBytes), (now - beganMs) / 1000);
      output.write(output.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
      isShown = true;
    },
    end() {
      if (output.isTTY && isShown) output.write('\r\u001b[K');
    },
  };
}

export function progressText({ lines, created, there, refused }: Tally, part: number, seconds: number): string {
  const perSecond = lines / Math.max(seconds, 0.001);
  return `${lines} lines (${Math.min(100, Math.floor(part * 100))} % of the file), ${perSecond.toFixed(1)} a second: ${created} created, ${there} already there, ${refused} refused`;
}
