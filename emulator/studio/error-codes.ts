/** Studio's codes in Twilio's error dictionary; the meanings are ours, short enough for a log line. */
export const studioErrors = {
  81000: 'too many steps',
  81001: 'one widget ran too often in a row',
  81002: 'an event came that the execution does not wait for; ignored',
  81005: 'no match in a split, and noMatch leads nowhere',
  81010: 'a Function could not be run',
  81011: 'a message could not be sent',
  81014: 'an HTTP request failed',
  81017: 'a Function answered with an error',
  81018: 'a Liquid template could not be evaluated',
  81020: 'the trigger is not supported',
  81021: 'the revision of a subflow is not supported',
  81022: 'the flow definition is invalid',
  81023: 'To or From is too long',
  81024: 'a subflow is missing or nested',
  81025: 'too many widgets',
  81027: 'a variable is not the JSON it should be',
} as const;
export type StudioErrorCode = keyof typeof studioErrors;
