import { signal } from '@preact/signals';

export interface Notice {
  readonly n: number;
  readonly text: string;
  readonly meaning: 'done' | 'problem';
  readonly action?: { readonly name: string; readonly run: () => void };
}
export const notice = signal<Notice | undefined>(undefined);
const noticeLastsMs = 8000;
let notices = 0;

export function tell(text: string, meaning: Notice['meaning'], action?: Notice['action']): void {
  notices += 1;
  const mine = notices;
  notice.value = { n: mine, text, meaning, action };
  setTimeout(() => {
    if (notice.peek()?.n === mine) notice.value = undefined;
  }, noticeLastsMs);
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Does it; a failure is told. */
export async function attempt(failed: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tell(`${failed}: ${reasonOf(error)}`, 'problem');
  }
}
