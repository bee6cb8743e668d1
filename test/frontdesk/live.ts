import { twilsockUri } from '../../scripts/start/local-frontdesk';
import type { TestFrontdesk } from './index';
import { setVariables } from './variables';

/** Lets the desk page reach Sync: the state was copied from another local Twilio, and this one listens on ports of its own. */
export const openLive = (frontdesk: TestFrontdesk): Promise<void> =>
  setVariables(frontdesk, { TWILSOCK_URI: twilsockUri(frontdesk.emulator) });
