/** The numbers that Twilio Sync enforces. @see https://www.twilio.com/docs/sync/limits */
export const syncLimits = {
  maxDataBytes: 16 * 1024, // of a document, an item: serialized JSON in UTF-8
  maxMessageBytes: 4 * 1024, // of a stream message
  maxNameLength: 320, // unique names and map keys
  maxIdentityLength: 256,
  maxTtlSeconds: 31_536_000, // a year; 0 = never
  defaultPageSize: 50,
  maxPageSize: 1000, // what may be asked for
  maxReturnedPageSize: 100, // what is given
  maxSubscriptionsPerConnection: 2000,
} as const;

/** How often one object may be called: so many a second in the long run, and what that makes in `burstSeconds` at once. */
export const rateLimits = {
  burstSeconds: 10,
  perSecond: {
    read: 20,
    write: 20, // items count on their map or list
    publish: 30, // stream messages
  },
  /** A large write counts as several: from 10 KiB on only two a second are left. */
  bytesPerToken: 1024,
  maxTokensPerCall: 10,
} as const;

/** How many past events of an object are kept for clients that come back. */
export const historyLimits = {
  recentEvents: 1000,
  removedKeys: 10_000,
} as const;

/** How long a service that debounces waits before it says that somebody left. @see https://www.twilio.com/docs/sync/api/service */
export const reachabilityLimits = {
  windowMs: 5000, // unless it says otherwise
  minWindowMs: 1000,
  maxWindowMs: 30_000,
} as const;

/** The realtime connection. */
export const liveLimits = {
  pingSeconds: 30, // real time
  /** How long before a token runs out its owner is told; at half its life if it lives shorter. */
  tokenNoticeSeconds: 240,
  maxTokenSeconds: 24 * 60 * 60,
  /** By when a client should have heard of its subscription; it asks again after that. */
  estimatedDeliveryMs: 1000,
  maxSubscriptionBatch: 1000,
  maxFrameBytes: 1024 * 1024,
  eventsPerNotification: 100,
} as const;
