import type { Meeting } from '../frontdesk';
import type { Intake } from '../settings/intake';

// What each command comes to. The caller finds the words for each kind (in src/messages), or says nothing.

/** A place in line; undefined when more than a hundred are ahead. */
export type Place = number | undefined;

export type RequestOutcome =
  /** Both have been texted already: say nothing. */
  | { kind: 'matched' }
  | { kind: 'waiting'; place: Place }
  | { kind: 'already-waiting'; place: Place }
  | { kind: 'already-in-session'; meeting: Meeting | undefined; minutesLeft: number }
  /** The sender is in a session as a provider. */
  | { kind: 'serving' }
  /** The sender is available as a provider: `!unavailable` first. */
  | { kind: 'on-duty' }
  | { kind: 'daily-limit'; limit: number }
  /** Nobody new is taken now. */
  | { kind: 'not-taken'; intake: Exclude<Intake, { kind: 'open' }> }
  /** A late retry of a request that is over: say nothing. */
  | { kind: 'over' }
  /** Something failed and was undone: the error text. */
  | { kind: 'trouble' };

export type CancelOutcome =
  /** Both have been texted already: say nothing. */
  | { kind: 'cancelled' }
  /** A request that was waiting; nobody else knew of it. */
  | { kind: 'left-line' }
  /** The sender is the provider: the receiver was told, the provider is off duty. */
  | { kind: 'cancelled-by-provider' }
  | { kind: 'too-late'; minutes: number }
  | { kind: 'nothing' };

export type AvailableOutcome =
  /** Somebody waiting was found at once: the invitation tells them, `matched` says that the reply can be short. */
  | { kind: 'available'; matched: boolean }
  | { kind: 'already-available' }
  | { kind: 'not-subscribed' }
  /** They were matched a moment ago: `!done` first, in case the texts crossed. */
  | { kind: 'in-session' };

export type UnavailableOutcome =
  | { kind: 'unavailable' }
  /** The session goes on; they stay off duty when it ends. */
  | { kind: 'unavailable-after-session' }
  | { kind: 'not-subscribed' };

export type DoneOutcome = { kind: 'done' } | { kind: 'no-session' } | { kind: 'not-subscribed' };
