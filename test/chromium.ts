import { findChromium } from '../scripts/browser';

export { launchChromium } from '../scripts/browser';

/** Like `describe`, for tests in a browser. Without Chromium they are skipped, and say so; in CI that is a failure. */
export function describeInChromium(name: string, tests: () => void): void {
  if (findChromium() !== undefined) {
    describe(name, tests);
    return;
  }
  if (process.env.CI) {
    test(name, () => {
      throw new Error('CI must have a Chromium: these tests may not be skipped there.');
    });
    return;
  }
  console.warn(`Skipped, for want of Chromium: ${name}`);
  describe.skip(name, tests);
}
