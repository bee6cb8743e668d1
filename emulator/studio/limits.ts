/**
 * Studio's own limits, named where Twilio names them.
 *
 * @see https://www.twilio.com/docs/studio/faq
 */
export const studioLimits = {
  stepsPerExecution: 1_000, // 81000
  sameWidgetInARow: 10, // 81001
  executionMs: 30 * 24 * 60 * 60 * 1_000, // 30 days
  requestTimeoutMs: 10_000, // run-function, make-http-request
  responseBytes: 64 * 1024,
  renderedBytes: 16 * 1024, // one rendered property
  loopIterations: 15, // one Liquid loop
  widgetsPerFlow: 2_000, // 81025
  subflowWidgets: 150,
  differentSubflows: 50,
  addressBytes: 300, // To and From, 81023
  definitionBytes: 1024 * 1024,
  redirectTimeoutSeconds: 14_400, // default and maximum of add-twiml-redirect
  replyTimeoutSeconds: 3_600, // default of send-and-wait-for-reply
} as const;

/**
 * How many executions an account may begin in a second; more are answered with 429, and a text then goes to the fallback URL.
 *
 * @see https://help.twilio.com/articles/39605338385051
 */
export const executionsPerSecond = {
  inbound: 100,
  rest: 20,
} as const;
