import { runtimeHandlerVersions, serverlessLimits } from '../limits';
import type { Dependency } from '../rows';
import { badRequest } from './context';

const runtimeHandler = '@twilio/runtime-handler';

/** Reads `Dependencies` of a build: a JSON list of `{name, version}`, which the toolkit sends in one more pair of quotes. */
export function parseDependencies(text: string | undefined): Dependency[] {
  if (text === undefined || text === '') return [];
  const json = /^"\[.*\]"$/s.test(text) ? text.slice(1, -1) : text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw badRequest('Dependencies is not valid JSON');
  }
  if (!Array.isArray(value)) throw badRequest('Dependencies must be a list of {name, version}');
  return value.map((entry: unknown) => {
    const { name, version } = (entry ?? {}) as Partial<Record<'name' | 'version', unknown>>;
    if (typeof name !== 'string' || typeof version !== 'string') {
      throw badRequest('Each dependency must have a name and a version');
    }
    return { name, version };
  });
}

/** @param isInstalled whether a package can be found; what is not on this machine cannot be got from anywhere */
export function checkDependencies(dependencies: readonly Dependency[], isInstalled: (name: string) => boolean): void {
  if (dependencies.length > serverlessLimits.dependenciesPerBuild) {
    const allowed = serverlessLimits.dependenciesPerBuild;
    throw badRequest(`The build has ${dependencies.length} dependencies; at most ${allowed} are allowed`);
  }
  for (const { name, version } of dependencies) {
    const known = name !== runtimeHandler || runtimeHandlerVersions.some((pattern) => pattern.test(version));
    if (!known || !isInstalled(name)) throw badRequest(`No matching version found for ${name}@${version}`);
  }
}
