import type { Language, Meeting } from '../frontdesk';
import type { E164 } from '../phone';

/** The other one, as far as they may be known: the number only when SHARE_NUMBERS is set. */
export interface OtherPerson {
  name?: string;
  number?: E164;
}

/** The texts that dispatch sends to somebody other than, or besides, the one who texted. The words are in src/messages. */
export interface DispatchTexts {
  /** To a provider: you have been matched and are UNAVAILABLE now; the link; `!done` or `!available` when it is over. */
  invitation(language: Language, facts: { meeting: Meeting; receiver: OtherPerson }): string;
  /** To a receiver: you are connected; the link; 0 cancels for so many minutes. */
  connected(language: Language, facts: { meeting: Meeting; provider: OtherPerson; minutes: number }): string;
  /** To the receiver who texted 0: cancelled, and the provider knows. */
  requestCancelled(language: Language): string;
  /** To the provider of a receiver who texted 0. `available`: they are in the pool again; else they stay off duty. */
  receiverCancelled(language: Language, facts: { receiver: OtherPerson; available: boolean }): string;
  /** To the receiver of a provider who texted 0: text 1 to ask again. */
  providerCancelled(language: Language): string;
  /** To the receiver of a provider who texted `!done` (or `!available`): the session is over. */
  sessionDone(language: Language): string;
  /** To whoever was still in line when we closed. */
  leftAtClosing(language: Language, facts: { opens: string | undefined }): string;
  /** To whoever was in line for so long. */
  waitedTooLong(language: Language, facts: { minutes: number }): string;
  /** To a receiver whose provider could not be reached: we are looking for another one. */
  lookingAgain(language: Language): string;
  /** To the provider of a receiver whom no text reaches. `available` as above. */
  receiverUnreachable(language: Language, facts: { available: boolean }): string;
  /** To either, when something on our side failed: the request is cancelled, please text 1 again (receiver) / nothing to do (provider). */
  requestFailed(language: Language, facts: { role: 'receiver' | 'provider' }): string;
}
