/** A date as api.twilio.com writes it: 'Sat, 21 Nov 2026 04:45:14 +0000'. */
export const rfc2822 = (ms: number): string => new Date(ms).toUTCString().replace('GMT', '+0000');

/** A date as the v1 APIs write it, in whole seconds: '2026-11-21T04:45:14Z'. */
export const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
