import type { Frontdesk, Language, Sender } from '../frontdesk';
import type { E164 } from '../phone';
import type { Reply } from '../reply';
import type { ServiceName } from '../services';

/** One text as it came in. */
export interface InboundText {
  from: E164;
  body: string;
  messageSid: string;
}

/**
 * A service that recognises texts which are neither commands nor `1` and `0`: an answer to a reminder, an arriving customer. The first of
 * them that knows the text gets it.
 */
export interface Service {
  name: string;
  /** What it is a part of: off with it. */
  part: ServiceName;
  /**
   * What to do with the text if it is this service's, else undefined. Looks, and changes nothing: all services look at once, beside
   * everything else that is read about the sender.
   */
  recognise(frontdesk: Frontdesk, text: InboundText): Promise<((sender: Sender) => Promise<Reply>) | undefined>;
  /** The phone is texted in this language from now on. */
  languageChosen?(frontdesk: Frontdesk, number: E164, language: Language): Promise<void>;
  /** Whether it means this service whatever was asked: it breaks out of a conversation that lets keywords. */
  isKeyword?(text: InboundText): boolean;
  /** The phone must not be texted any more: takes back what is scheduled for it. */
  stopped?(frontdesk: Frontdesk, number: E164): Promise<void>;
}
