import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TwilioServerlessApiClient } from '@twilio-labs/serverless-api';

export interface ToolkitDeploy {
  readonly root: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly serviceName: string;
  readonly environment: string; // the domain's suffix: 'dev' in frontdesk-1234-dev.twil.io
  readonly variables: Readonly<Record<string, string>>;
}

export interface ToolkitDeployed {
  readonly domain: string;
  readonly serviceSid: string;
  readonly environmentSid: string;
  readonly buildSid: string;
}

/** Uploads dist/ and activates it: the library behind `twilio serverless:deploy`, with what that command reads from .twilioserverlessrc. */
export async function toolkitDeploy(deploy: ToolkitDeploy, report: (status: string) => void): Promise<ToolkitDeployed> {
  const client = new TwilioServerlessApiClient({ username: deploy.accountSid, password: deploy.authToken });
  client.on('status-update', ({ message }) => report(message));
  const result = await client.deployLocalProject({
    username: deploy.accountSid,
    password: deploy.authToken,
    cwd: deploy.root,
    envPath: '',
    env: { ...deploy.variables },
    pkgJson: JSON.parse(readFileSync(join(deploy.root, 'package.json'), 'utf8')),
    serviceName: deploy.serviceName,
    functionsFolderName: 'dist/functions',
    assetsFolderName: 'dist/assets',
    functionsEnv: deploy.environment,
    overrideExistingService: true,
    runtime: 'node22',
    uiEditable: false,
  });
  const { domain, serviceSid, environmentSid, buildSid } = result;
  return { domain, serviceSid, environmentSid, buildSid };
}
