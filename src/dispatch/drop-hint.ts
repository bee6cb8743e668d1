import type { Frontdesk } from '../frontdesk';
import type { E164 } from '../phone';
import { look } from './match';
import { takeHintAway } from './pool';

/** For whoever took a provider off duty: they are not to be found any more, unless they have come back meanwhile. */
export async function dropHint(frontdesk: Frontdesk, provider: E164): Promise<void> {
  if (await takeHintAway(frontdesk, provider)) await look(frontdesk);
}
