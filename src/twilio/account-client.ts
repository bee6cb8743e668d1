import twilio from 'twilio';

/** Twilio's client with an account's own credentials: for scripts. Functions get theirs from their context. */
export const accountClient = (accountSid: string, authToken: string) =>
  twilio(accountSid, authToken, { autoRetry: true, maxRetries: 5, timeout: 15_000 });
export type AccountClient = ReturnType<typeof accountClient>;
