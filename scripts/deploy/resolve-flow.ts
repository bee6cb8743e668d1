/** What a flow of the repository needs to know of a deployment, in place of its placeholders. */
export interface FlowTargets {
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly domain: string;
  /** By path: '/pickup/find-order' is ZH…. */
  readonly functionSids: ReadonlyMap<string, string>;
  /** By the name of the file in flows/. */
  readonly flowSids: ReadonlyMap<string, string>;
}

const placeholder = /\$\{([A-Z][A-Z0-9_]*)(?::([^}]*))?\}/g;

/** The names of the flows that a definition calls: they are deployed before it. */
export const flowsNeededBy = (text: string): string[] =>
  [...text.matchAll(placeholder)].flatMap(([, name, of]) => (name === 'FLOW_SID' && of !== undefined ? [of] : []));

/**
 * The definition with the deployment's ids and domain in it.
 *
 * @throws {Error} naming every placeholder that stands for nothing
 */
export function resolveFlow(text: string, targets: FlowTargets): unknown {
  const unknown = new Set<string>();
  const resolved = text.replace(placeholder, (whole, name: string, of: string | undefined) => {
    const value = standsFor(name, of, targets);
    if (value === undefined) unknown.add(whole);
    return value ?? whole;
  });
  if (unknown.size > 0) throw new Error(`Nothing deployed stands behind ${[...unknown].join(', ')}.`);
  return JSON.parse(resolved);
}

function standsFor(name: string, of: string | undefined, targets: FlowTargets): string | undefined {
  switch (name) {
    case 'SERVICE_SID':
      return targets.serviceSid;
    case 'ENVIRONMENT_SID':
      return targets.environmentSid;
    case 'DOMAIN':
      return targets.domain;
    case 'FUNCTION_SID':
      return targets.functionSids.get(of ?? '');
    case 'FLOW_SID':
      return targets.flowSids.get(of ?? '');
    default:
      return undefined;
  }
}
