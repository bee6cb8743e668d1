/** Twilio's numbers for messages, in the units of their names. */
export const messageLimits = {
  maxBodyCharacters: 1600,
  minValiditySeconds: 1,
  maxValiditySeconds: 36_000,
  maxNumbersPerService: 400,
  maxTwimlDocuments: 10, // that one inbound message may lead through, by <Redirect> and action
  webhookTimeoutMs: 15_000,
} as const;

/**
 * `SendAt` must be later than the one and not later than the other.
 *
 * @see https://www.twilio.com/docs/api/errors/35115
 */
export const schedulingLimits = {
  minLeadSeconds: 300,
  maxLeadSeconds: 35 * 24 * 60 * 60, // 35 days
  maxScheduled: 500_000, // per account
} as const;
