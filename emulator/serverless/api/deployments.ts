import { newSid } from '../../core/ids';
import type { ApiCall, Operation } from '../../core/world';
import { pageOf } from '../../rest/paging';
import { serverlessLimits } from '../limits';
import type { DeploymentRow, EnvironmentRow } from '../rows';
import {
  type ApiContext,
  badRequest,
  environmentOf,
  formText,
  isoDate,
  missing,
  newestFirst,
  resourceUrl,
} from './context';

/** @param onDeployed brings the environment's new deployment up; the call is answered when it serves */
export function deploymentOperations(
  context: ApiContext,
  onDeployed: (environmentSid: string) => Promise<void>,
): Record<string, Operation> {
  const { world, rows } = context;

  const toJson = (deployment: DeploymentRow) => ({
    sid: deployment.sid,
    account_sid: world.account.accountSid,
    service_sid: deployment.serviceSid,
    environment_sid: deployment.environmentSid,
    build_sid: deployment.buildSid,
    date_created: isoDate(deployment.createdMs),
    date_updated: isoDate(deployment.createdMs),
    url: resourceUrl(deployment.serviceSid, 'Environments', deployment.environmentSid, 'Deployments', deployment.sid),
  });
  const deploymentsOf = (environment: EnvironmentRow) =>
    newestFirst(rows.deployments, ({ environmentSid }) => environmentSid === environment.sid);
  const named = (call: ApiCall) => {
    const environment = environmentOf(context, call);
    const deployment = rows.deployments.get(call.path.Sid ?? '');
    if (deployment?.environmentSid !== environment.sid) throw missing(call);
    return deployment;
  };
  const variablesOf = (environment: EnvironmentRow) => {
    const variables: Record<string, string> = {};
    for (const { environmentSid, key, value } of rows.variables.values()) {
      if (environmentSid === environment.sid) variables[key] = value;
    }
    const bytes = Buffer.byteLength(JSON.stringify(variables));
    if (bytes <= serverlessLimits.variablesBytes) return variables;
    const allowed = serverlessLimits.variablesBytes;
    throw badRequest(`The environment's variables take ${bytes} bytes together; at most ${allowed} can be deployed`);
  };

  return {
    async CreateDeployment(call) {
      const environment = environmentOf(context, call);
      const buildSid = formText(call, 'BuildSid');
      if (buildSid === undefined) throw badRequest('Missing required parameter BuildSid in the post body');
      const build = rows.builds.get(buildSid);
      if (build?.serviceSid !== environment.serviceSid) throw badRequest(`Build ${buildSid} was not found`);
      const deployment: DeploymentRow = {
        sid: newSid('ZD'),
        serviceSid: environment.serviceSid,
        environmentSid: environment.sid,
        buildSid,
        variables: variablesOf(environment),
        createdMs: world.clock.now(),
      };
      rows.deployments.set(deployment.sid, deployment);
      rows.environments.set(environment.sid, {
        ...environment,
        buildSid,
        deploymentSid: deployment.sid,
        updatedMs: deployment.createdMs,
      });
      await onDeployed(environment.sid);
      return { status: 201, body: toJson(deployment) };
    },
    FetchDeployment: (call) => ({ status: 200, body: toJson(named(call)) }),
    ListDeployment: (call) => pageOf(call, 'deployments', deploymentsOf(environmentOf(context, call)), toJson),
  };
}
