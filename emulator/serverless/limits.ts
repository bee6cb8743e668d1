const kib = 1024;
const mib = 1024 * kib;

/**
 * What the Serverless API accepts.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/functions/limits
 */
export const serverlessLimits = {
  servicesPerAccount: 50,
  environmentsPerService: 25,
  serviceNameCharacters: 50,
  environmentNameCharacters: 100,
  friendlyNameCharacters: 255,
  domainSuffixCharacters: 16,
  pathCharacters: 255,
  functionBytes: mib, // not documented for one version; the upload is a request like any other
  assetBytes: 25 * mib,
  privateAssetBytes: 10 * mib,
  functionsPerBuild: 50,
  assetsPerBuild: 1_000, // public and protected
  privateAssetsPerBuild: 50,
  dependenciesPerBuild: 100,
  variableKeyCharacters: 128,
  variableBytes: 450,
  variablesBytes: 3 * kib, // all of an environment's, as JSON
} as const;

/**
 * What the platform allows a run.
 *
 * @see https://www.twilio.com/docs/serverless/functions-assets/functions/request-flow
 */
export const runLimits = {
  executionMs: 10_000,
  concurrentRuns: 30, // per service
  requestBytes: mib, // headers and cookies included
  responseBytes: 4 * mib,
  headerBytes: 15 * kib,
  headers: 90, // each cookie counts as one
  cookieMaxAgeSeconds: 24 * 60 * 60,
} as const;
export type RunLimits = { readonly [name in keyof typeof runLimits]: number };

export const runtimes = ['node20', 'node22', 'node24'] as const;
export type Runtime = (typeof runtimes)[number];
export const defaultRuntime: Runtime = 'node22';

/** The versions of `@twilio/runtime-handler` that the platform has. npm's latest (2.1.0) is not one of them, nor is 2.0.3. */
export const runtimeHandlerVersions = [/^1\.2\.\d+$/, /^1\.3\.\d+$/, /^2\.0\.0$/, /^2\.0\.1$/, /^2\.1\.2$/] as const;
