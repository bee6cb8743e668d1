import type { Command } from '../dispatch/answer';
import { isAdmin } from '../dispatch/roster/commands';
import { say } from '../messages/say';
import { readLanguage } from '../people';
import { agoIn } from './opening-words';
import { longestWords } from './pause-words';
import { setPause } from './set-pause';

const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** `!pause back at two`, `!resume`: an admin takes nobody new for a while. */
export const pauseCommand =
  (paused: boolean): Command =>
  async (frontdesk, sender, argument) => {
    const { number, messageSid } = sender;
    if (!isAdmin(frontdesk, number)) {
      const language = await readLanguage(frontdesk, number);
      return { outcome: 'not-allowed', reply: say(frontdesk, language, 'onlyForAdmins') };
    }
    const words = oneLine(argument);
    if (words.length > longestWords) {
      const language = await readLanguage(frontdesk, number);
      return { outcome: 'too-long', reply: say(frontdesk, language, 'pauseWordsTooLong', { most: longestWords }) };
    }
    const { kind, item } = await setPause(frontdesk, {
      paused,
      words: paused && words !== '' ? words : undefined,
      admin: number,
      id: messageSid,
    });
    const { language } = sender;
    if (kind === 'changed') {
      return {
        outcome: paused ? 'paused' : 'resumed',
        reply: say(frontdesk, language, paused ? 'pausedNow' : 'resumedNow'),
      };
    }
    const since = {
      by: item?.data.by,
      ago: item && agoIn(language, item.data.atMs, frontdesk.clock.nowMs()),
    };
    const reply = say(frontdesk, language, paused ? 'alreadyPaused' : 'alreadyResumed', since);
    return { outcome: paused ? 'already-paused' : 'already-resumed', reply };
  };
