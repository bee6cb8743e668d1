/** What the tables of this part hold. Times are milliseconds of the emulator's clock. */
export const outboundStatuses = [
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
] as const;
export type MessageStatus = (typeof outboundStatuses)[number] | 'received';

export interface MessageRecord {
  readonly sid: string; // 'SM…', or 'MM…' with media
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  readonly from?: string; // absent until the Messaging Service has chosen a sender
  readonly to: string;
  readonly body: string;
  readonly status: MessageStatus;
  readonly numMedia: number;
  readonly numSegments: number;
  readonly messagingServiceSid?: string;
  readonly statusCallback?: string;
  readonly errorCode?: number;
  readonly sendAt?: number;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly dateSent?: number;
  /** Its place among what handsets see; a scheduled message has none before it leaves. */
  readonly order?: number;
}

export interface PhoneNumberRecord {
  readonly sid: string; // 'PN…'
  readonly phoneNumber: string;
  readonly friendlyName: string;
  readonly smsUrl: string;
  readonly smsMethod: 'GET' | 'POST';
  readonly smsFallbackUrl: string;
  readonly smsFallbackMethod: 'GET' | 'POST';
  readonly statusCallback: string;
  readonly statusCallbackMethod: 'GET' | 'POST';
  readonly voiceUrl: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export interface MessagingServiceRecord {
  readonly sid: string; // 'MG…'
  readonly friendlyName: string;
  readonly inboundRequestUrl: string;
  readonly inboundMethod: 'GET' | 'POST';
  readonly fallbackUrl: string;
  readonly fallbackMethod: 'GET' | 'POST';
  readonly statusCallback: string;
  readonly stickySender: boolean;
  readonly mmsConverter: boolean;
  readonly smartEncoding: boolean;
  readonly scanMessageContent: string;
  readonly fallbackToLongCode: boolean;
  readonly areaCodeGeomatch: boolean;
  readonly synchronousValidation: boolean;
  readonly validityPeriod: number;
  readonly usecase: string;
  readonly useInboundWebhookOnNumber: boolean;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

/** That a number is in a Messaging Service; a number is in one at most. */
export interface ServiceNumberRecord {
  readonly phoneNumberSid: string;
  readonly serviceSid: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export interface KeyRecord {
  readonly sid: string; // 'SK…'
  readonly secret: string;
  readonly friendlyName: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

/** A phone that does not get what is sent to it. */
export interface HandsetRecord {
  readonly reachable: boolean;
  readonly errorCode?: number;
}
