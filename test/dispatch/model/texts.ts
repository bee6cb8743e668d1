import type { DispatchTexts } from '../../../src/dispatch/texts';

/** Texts that say what they are. */
export const texts: DispatchTexts = {
  invitation: (_, { meeting }) => `invitation ${meeting.url}`,
  connected: (_, { meeting }) => `connected ${meeting.url}`,
  requestCancelled: () => 'request cancelled',
  receiverCancelled: (_, { available: again }) => `receiver cancelled, available: ${again}`,
  providerCancelled: () => 'provider cancelled',
  sessionDone: () => 'session done',
  lookingAgain: () => 'looking again',
  receiverUnreachable: () => 'receiver unreachable',
  leftAtClosing: () => 'left at closing',
  waitedTooLong: () => 'waited too long',
  requestFailed: (_, { role }) => `failed for the ${role}`,
};
