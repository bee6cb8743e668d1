/** What a failed text means, by Twilio's error code. */
export const onDeliveryError = {
  tryAgainLater: [20429, 30003, 30008],
  neverTextAgain: [21211, 21614, 30005, 30006],
  treatAsStop: [21610],
} as const;

export type DeliveryFailure = keyof typeof onDeliveryError | 'other';

export function failureOf(code: number | undefined): DeliveryFailure {
  const kinds = Object.keys(onDeliveryError) as (keyof typeof onDeliveryError)[];
  return kinds.find((kind) => onDeliveryError[kind].some((known) => known === code)) ?? 'other';
}

/** Whether a text that Twilio refused, or did not answer for, may be taken later. */
export const mayHelpAgain = ({ status, code }: { status?: number; code?: number }): boolean =>
  status === undefined || status >= 500 || status === 429 || failureOf(code) === 'tryAgainLater';

/** How long to wait before the second, third and fourth try. */
export const retryAfterMs = [3, 10, 30].map((minutes) => minutes * 60_000);
