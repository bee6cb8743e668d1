import type fc from 'fast-check';

// Properties try the same cases in every run, so that a run fails for what was changed and not by luck; jest.config.cjs says how to try others.
// A mock's factory runs when a test imports fast-check: the other files do not load it.
jest.mock('fast-check', () => {
  const actual = jest.requireActual<{ default: typeof fc }>('fast-check');
  actual.default.configureGlobal({ seed: Number(process.env.FC_SEED) });
  return actual;
});
