/** What the emulator and the process that hosts Functions say to each other. */
export interface HostedFile {
  readonly name: string;
  readonly path: string; // '/sms/inbound'
  readonly access: 'public' | 'protected' | 'private';
  readonly filePath: string;
  readonly content: '';
}
export interface HostedSite {
  readonly baseDir: string; // the unpacked build, with its node_modules
  readonly url: string; // 'https://name-1234-dev.twil.io'
  readonly variables: Readonly<Record<string, string>>; // of the context, and of process.env
  readonly functions: readonly HostedFile[];
  readonly assets: readonly HostedFile[]; // private ones: what Runtime.getAssets() shows
  readonly undici: string; // the package's folder
  readonly key: string; // what a request must show to be taken for the emulator's
}

export type ToHost =
  | { readonly kind: 'serve'; readonly site: HostedSite }
  | { readonly kind: 'kill'; readonly run: string };

export type ConsoleLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';
export type FromHost =
  | { readonly kind: 'started' } // the process listens to messages
  | { readonly kind: 'serving'; readonly port: number }
  | { readonly kind: 'console'; readonly run: string | undefined; readonly level: ConsoleLevel; readonly text: string }
  | { readonly kind: 'ended'; readonly run: string } // after everything that the run wrote
  | { readonly kind: 'killed'; readonly run: string };

/**
 * Carries `key run clock memory`, where the clock is 'o' and how far it is ahead of the machine's, or 'f' and where it stands; in ms. With
 * another memory than before, the Functions are loaded anew.
 */
export const runHeader = 'x-emulator-run';
