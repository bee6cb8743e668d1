/** What goes back to Twilio for an inbound text. */
export type Reply =
  | { kind: 'text'; body: string }
  /** The text belongs to a Studio flow; what is to be said before the flow speaks. */
  | { kind: 'redirect'; url: string; body?: string }
  /** What had to be said was said, or nothing may be. */
  | { kind: 'silence' };

export const silence: Reply = { kind: 'silence' };
export const textReply = (body: string): Reply => ({ kind: 'text', body });
