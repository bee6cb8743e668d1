import type { LocalFrontdesk } from '../start/local-frontdesk';
import type { Control } from './control';

/** What a part of the benchmarks has to work with. */
export interface Bench {
  readonly root: string;
  readonly local: LocalFrontdesk;
  readonly control: Control;
  /** How often each thing is measured; the median counts. */
  readonly repeats: number;
  /** With how many of whatever is stored. */
  readonly sizes: readonly number[];
  readonly quick: boolean;
  readonly print: (text: string) => void;
}
