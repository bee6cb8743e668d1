import type { Frontdesk } from '../../src/frontdesk';
import { dispatchTexts } from '../../src/messages/dispatch-texts';
import type { AccountClient } from '../../src/twilio/account-client';
import { connect } from '../../src/twilio/connect';
import { displayName, type Settings, SettingsError, serviceName } from '../deploy/settings';
import { type Standing, standingDeployment } from '../deploy/standing';
import type { FrontdeskAtTwilio } from './twilio-records';

/** A deployed front desk, with the settings that its Functions have. */
export interface DeployedFrontdesk {
  readonly client: AccountClient;
  readonly accountSid: string;
  readonly environment: string;
  readonly syncServiceSid: string;
  readonly atTwilio: FrontdeskAtTwilio;
  /** Acts as its Functions do. */
  readonly frontdesk: Frontdesk;
}

/** @throws {SettingsError} when nothing is deployed there */
export async function deployedFrontdesk(
  client: AccountClient,
  { accountSid, authToken, number }: Pick<Settings, 'accountSid' | 'authToken' | 'number'>,
  environment: string,
  nowMs: () => number = Date.now,
): Promise<DeployedFrontdesk> {
  const standing = await standingDeployment(client, serviceName, environment);
  const { SYNC_SERVICE_SID: syncServiceSid, MESSAGING_SERVICE_SID: messagingServiceSid } = standing.variables;
  if (standing.domain === undefined || syncServiceSid === undefined)
    throw new SettingsError([`Nothing is deployed in the environment ${environment}: run npm run deploy first.`]);
  return {
    client,
    accountSid,
    environment,
    syncServiceSid,
    atTwilio: { number: number as FrontdeskAtTwilio['number'], messagingServiceSid, name: displayName(environment) },
    frontdesk: {
      ...connect(contextOf(client, { accountSid, authToken }, standing), dispatchTexts),
      clock: { nowMs },
      log: () => undefined,
    },
  };
}

const contextOf = (
  client: AccountClient,
  { accountSid, authToken }: Pick<Settings, 'accountSid' | 'authToken'>,
  { variables, domain }: Standing,
) => ({
  ...variables,
  ACCOUNT_SID: accountSid,
  AUTH_TOKEN: authToken,
  DOMAIN_NAME: domain,
  getTwilioClient: () => client,
});
