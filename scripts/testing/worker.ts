import type { Deployed } from '../deploy/index';
import { deployFrontdesk } from '../deploy/index';
import { settingsFrom } from '../deploy/settings';

/** What the worker is asked, and what it answers: it runs deploys where Node was started with the local Twilio's proxy and CA. */
export interface DeployRequest {
  readonly root: string;
  readonly values: Readonly<Record<string, string>>;
  readonly rehearse: boolean;
}
export type DeployAnswer =
  | { readonly deployed: Deployed; readonly printed: readonly string[] }
  | { readonly failed: string };

async function answerOf({ root, values, rehearse }: DeployRequest): Promise<DeployAnswer> {
  const printed: string[] = [];
  const report = (line: string) => void printed.push(line);
  try {
    const options = { root, settings: settingsFrom(values), environment: 'dev', rehearse };
    return { deployed: await deployFrontdesk(options, report), printed };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (request: DeployRequest) => {
  void answerOf(request).then((answer) => process.send?.(answer));
});
