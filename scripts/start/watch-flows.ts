import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';

/** An editor writes in several steps; after this pause it is done. */
const pauseMs = 100;

/** Calls `changed` whenever a flow in flows/ says something else than before. Answers how to stop. */
export function watchFlows(root: string, changed: () => void): () => void {
  const folder = join(root, 'flows');
  if (!existsSync(folder)) return () => undefined;
  const present = () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => `${file}\n${readFileSync(join(folder, file), 'utf8')}`)
      .join('\n');
  let known = present();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = present();
      if (now === known) return;
      known = now;
      changed();
    }, pauseMs);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
