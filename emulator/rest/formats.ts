const isoDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;
const rfc2822 = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/;

const anything = true as const;

/** The formats that Twilio's OpenAPI documents name. What Twilio judges with codes of its own (numbers, URLs) is left to the operations. */
export const twilioFormats = {
  'date-time': (text: string) => isoDateTime.test(text) || !Number.isNaN(Date.parse(text)),
  'date-time-rfc-2822': (text: string) => rfc2822.test(text),
  date: anything,
  uri: anything,
  'uri-map': anything,
  int64: anything,
  'iso-country-code': anything,
  'http-method': anything,
  'phone-number': anything,
  'phone-number-capabilities': anything,
  currency: anything,
  'ice-server': anything,
  endpoint: anything,
  twiml: anything,
} as const;
