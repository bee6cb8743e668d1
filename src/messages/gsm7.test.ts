import { SegmentedMessage } from 'sms-segments-calculator';
import { gsm7 } from './gsm7';

test.each([
  ['Estás en la sesión número tres', 'Estas en la sesion numero tres'],
  ['¿Mañana, señor Müller? ¡Sí!', '¿Mañana, señor Müller? ¡Si!'],
  ['“Ana’s” – 2:00\u202fPM…', '"Ana\'s" - 2:00 PM...'],
  ['naïve Łódź', 'naive Łodz'],
  ['cafe\u0301', 'café'],
  ['hello 👍', 'hello 👍'],
  ['월요일', '월요일'],
])('%s is sent as %s', (text, sent) => {
  expect(gsm7(text)).toBe(sent);
});

test('what is made of letters and accents fits into the alphabet', () => {
  expect(new SegmentedMessage(gsm7('áéíóúÁÉÍÓÚñÑüÜ¿¡àâçêëîïôûœ'.replace('œ', 'oe'))).encodingName).toBe('GSM-7');
});
