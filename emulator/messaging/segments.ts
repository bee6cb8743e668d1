import { SegmentedMessage } from 'sms-segments-calculator';

/** What was counted already: the same texts are sent again and again, and the library looks at each grapheme. */
const counted = new Map<string, number>();
const keptTexts = 1_000;

/** How many segments a carrier bills for a text: 160 GSM-7 characters or 70 UCS-2 in one, 153 or 67 in each of several. */
export function segmentsOf(body: string, smartEncoding = false): number {
  if (body === '') return 1;
  const key = `${smartEncoding} ${body}`;
  const known = counted.get(key);
  if (known !== undefined) return known;
  const { segmentsCount } = new SegmentedMessage(body, 'auto', smartEncoding);
  if (counted.size === keptTexts) counted.clear();
  counted.set(key, segmentsCount);
  return segmentsCount;
}
