import { SegmentedMessage } from 'sms-segments-calculator';

/** How many segments a carrier bills for a text: 160 GSM-7 characters or 70 UCS-2 in one, 153 or 67 in each of several. */
export const segmentsOf = (body: string, smartEncoding = false): number =>
  body === '' ? 1 : new SegmentedMessage(body, 'auto', smartEncoding).segmentsCount;
