import { buildAll } from './build/index';
import { builtFiles, sizeReport } from './build/report';

const root = process.cwd();
const started = performance.now();

buildAll(root).then(
  (metafile) => {
    console.log(sizeReport(builtFiles(root, metafile)));
    console.log(`Built into dist/ in ${Math.round(performance.now() - started)} ms.`);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
