import type { Phone } from './phone';

declare global {
  namespace jest {
    interface Matchers<R> {
      /** The oldest unread text on the phone matches; it counts as read afterwards. */
      toHear(what: RegExp | string): R;
      /** No text is unread on the phone, or on any of the phones. */
      toHearNothing(): R;
    }
  }
}

expect.extend({
  toHear(phone: Phone, what: RegExp | string) {
    const text = phone.nextText();
    const pass = text !== undefined && (typeof what === 'string' ? text.body === what : what.test(text.body));
    const got = text === undefined ? 'nothing' : JSON.stringify(text.body);
    return { pass, message: () => `${phone.number} was to hear ${what} and heard ${got}` };
  },
  toHearNothing(phones: Phone | readonly Phone[]) {
    const unread = [phones]
      .flat()
      .flatMap((phone) => phone.unread().map(({ body }) => `${phone.number} heard ${JSON.stringify(body)}`));
    return {
      pass: unread.length === 0,
      message: () => (unread.length > 0 ? unread.join('\n') : 'some text was expected'),
    };
  },
});
