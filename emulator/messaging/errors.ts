import { TwilioApiError } from '../core/errors';
import { messageLimits, schedulingLimits } from './limits';

/** Each error of the messaging APIs that this emulator answers, with Twilio's code and status. */
export const messagingErrors = {
  invalidTo: (to: string) => new TwilioApiError(400, 21211, `Invalid 'To' Phone Number: ${masked(to)}`),
  sameToAndFrom: () => new TwilioApiError(400, 21266, "'To' and 'From' number cannot be the same"),
  bodyRequired: () => new TwilioApiError(400, 21602, 'Message body is required.'),
  fromRequired: () =>
    new TwilioApiError(400, 21603, "A 'From' or 'MessagingServiceSid' parameter is required to send a message"),
  toRequired: () => new TwilioApiError(400, 21604, "A 'To' phone number is required."),
  /** For a handset: Twilio has no words for it, such a text never reaches Twilio. */
  noSuchNumber: (to = '') => new TwilioApiError(400, 21606, `The account has no number ${to}`.trimEnd()),
  invalidCallback: (url: string) =>
    new TwilioApiError(400, 21609, `The 'StatusCallback' URL ${url} is not a valid URL.`),
  optedOut: () => new TwilioApiError(400, 21610, 'Attempt to send to unsubscribed recipient'),
  bodyTooLong: () =>
    new TwilioApiError(
      400,
      21617,
      `The concatenated message body exceeds the ${messageLimits.maxBodyCharacters} character limit`,
    ),
  fromNotOurs: (from: string) =>
    new TwilioApiError(400, 21659, `'From' ${from} is not a Twilio phone number or Short Code country mismatch`),
  serviceUnknown: (sid: string) => new TwilioApiError(400, 21701, `The Messaging Service ${sid} does not exist`),
  serviceEmpty: () =>
    new TwilioApiError(400, 21703, 'The Messaging Service does not have a phone number available to send a message'),
  alreadyInThisService: () =>
    new TwilioApiError(409, 21710, 'Phone Number or Short Code is already in the Messaging Service.'),
  notInService: () =>
    new TwilioApiError(
      400,
      21711,
      'Phone Number, Shortcode, or AlphaSender is not associated to the specified Messaging Service.',
    ),
  inAnotherService: () =>
    new TwilioApiError(409, 21712, 'Phone Number or Short Code is associated with another Messaging Service.'),
  serviceFull: () => new TwilioApiError(400, 21714, 'Messaging Service Number Pool size limit reached'),
  invalidNumber: (number: string) => new TwilioApiError(400, 21421, `${number || 'PhoneNumber'} is not valid`),
  numberTaken: (number: string) => new TwilioApiError(400, 21422, `${number} is not available`),
  invalidUrl: (name: string, url: string) => new TwilioApiError(400, 21502, `${name} is not a valid URL: ${url}`),
  invalidValidity: (value: string) =>
    new TwilioApiError(
      400,
      20001,
      `ValidityPeriod is ${value}; it must be from ${messageLimits.minValiditySeconds} to ${messageLimits.maxValiditySeconds} seconds`,
    ),
  notComplete: (verb: 'update' | 'delete') =>
    new TwilioApiError(409, 20009, `Cannot ${verb} this resource before it is complete`),
  bodyNotEmpty: () => new TwilioApiError(400, 20001, 'Body can only be updated to an empty string'),
  invalidStatus: (status: string) =>
    new TwilioApiError(400, 20001, `Status cannot be updated to '${status}', only to 'canceled'`),
  sendAtMissing: () => new TwilioApiError(400, 35111, "SendAt is required if ScheduleType is 'fixed'"),
  sendAtInvalid: (text: string) =>
    new TwilioApiError(400, 35114, `SendAt is '${text}', which is not an ISO 8601 timestamp in UTC`),
  sendAtTooSoon: (leadSeconds: number) => new TwilioApiError(400, 35115, windowText(leadSeconds)),
  sendAtTooLate: (leadSeconds: number) => new TwilioApiError(400, 35117, windowText(leadSeconds)),
  serviceRequired: () => new TwilioApiError(400, 35118, 'MessagingServiceSid is required to schedule a message'),
  tooManyScheduled: (max: number) =>
    new TwilioApiError(400, 35125, `The account has its ${max} scheduled messages already`),
  invalidScheduleType: (type: string) =>
    new TwilioApiError(400, 35126, `ScheduleType is '${type}'; the only one is 'fixed'`),
  cannotCancel: (status: string) =>
    new TwilioApiError(409, 30409, `This message cannot be canceled: it is '${status}', no longer 'scheduled'`),
} as const;

/** Codes that a message or an inbound webhook ends with, instead of an API call. */
export const messageErrorCodes = {
  unreachableHandset: 30003,
  retrievalFailed: 11200,
  documentParseFailure: 12100,
  invalidRootElement: 12102,
  invalidContentType: 12300,
  invalidBody: 14103,
  documentRetrievalLimit: 14106,
  invalidVerb: 14110,
} as const;

const windowText = (leadSeconds: number) =>
  `SendAt is ${leadSeconds} s ahead; it must be more than ${schedulingLimits.minLeadSeconds} s and at most ${schedulingLimits.maxLeadSeconds} s`;

const masked = (number: string) => (number.length > 4 ? `${number.slice(0, -4)}XXXX` : number);
