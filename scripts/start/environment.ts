import { localAdmin, localNumber } from './local';
import type { LocalFrontdesk } from './local-frontdesk';

/** A dotenv file with what a program needs to use the local Twilio, and Frontdesk on it, from outside. */
export function environmentFile({ emulator, deployed }: LocalFrontdesk): string {
  const { variables, domain } = deployed;
  const values: Record<string, string | undefined> = {
    ...emulator.environment(),
    TWILIO_API_KEY: variables.API_KEY,
    TWILIO_API_SECRET: variables.API_SECRET,
    TWILIO_NUMBER: localNumber,
    ADMIN_NUMBER: localAdmin,
    SERVICE_URL: emulator.serviceUrl,
    PUBLIC_URL: `https://${domain}`,
    REMINDER_API_KEY: variables.REMINDER_API_KEY,
    TICK_KEY: variables.TICK_KEY,
    SYNC_SERVICE_SID: variables.SYNC_SERVICE_SID,
    MESSAGING_SERVICE_SID: variables.MESSAGING_SERVICE_SID,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value ?? ''}\n`)
    .join('');
}
