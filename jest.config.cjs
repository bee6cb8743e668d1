const shared = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  transform: {
    '^.+\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!temporal-|ical\\.js)'], // published as ES modules alone
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
};

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 30_000,
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'beside the source',
      roots: ['src', 'functions', 'emulator', 'scripts', 'assets'].map((room) => `<rootDir>/${room}`),
    },
    {
      // The deployed build on the local Twilio: built and deployed once, then each file gets a copy of that state.
      ...shared,
      displayName: 'whole system',
      roots: ['<rootDir>/test'],
      globalSetup: '<rootDir>/test/frontdesk/deploy-once.ts',
      setupFilesAfterEnv: ['<rootDir>/test/frontdesk/matchers.ts'],
    },
  ],
};
