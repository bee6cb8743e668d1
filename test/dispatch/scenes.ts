import type { TestFrontdesk } from '../frontdesk';
import { signIn } from '../frontdesk/desk';

export const ana = '+12025550111';
export const ben = '+12025550112';
export const cal = '+12025550113';
export const dee = '+12025550114';

type Scene = (frontdesk: TestFrontdesk) => Promise<void>;

/** A provider whom an admin approved; they are subscribed, and not available yet. */
export const approved =
  (...providers: readonly string[]): Scene =>
  async (frontdesk) => {
    for (const provider of providers) {
      await frontdesk.phone(provider).texts('!subscribe');
      await frontdesk.admin.texts(`!approve ${provider}`);
    }
    forget(frontdesk);
  };

export const available =
  (...providers: readonly string[]): Scene =>
  async (frontdesk) => {
    await approved(...providers)(frontdesk);
    for (const provider of providers) await frontdesk.phone(provider).texts('!available');
    forget(frontdesk);
  };

export const waitingInLine =
  (receiver: string, { provider }: { provider?: string } = {}): Scene =>
  async (frontdesk) => {
    if (provider) await approved(provider)(frontdesk);
    await frontdesk.phone(receiver).texts('1');
    forget(frontdesk);
  };

export const matched =
  (provider: string, receiver: string, { alsoWaiting }: { alsoWaiting?: string } = {}): Scene =>
  async (frontdesk) => {
    await available(provider)(frontdesk);
    await frontdesk.phone(receiver).texts('1');
    if (alsoWaiting) await frontdesk.phone(alsoWaiting).texts('1');
    forget(frontdesk);
  };

/** A match whose text did not reach this phone, and the report of it was lost: the Function that took it died. */
export const matchedUnheard =
  (provider: string, receiver: string, { unreached }: { unreached: string }): Scene =>
  async (frontdesk) => {
    await available(provider)(frontdesk);
    await frontdesk.tick(); // so that no report has to
    const { faults, messaging } = frontdesk.emulator;
    messaging.setHandset(unreached, { reachable: false });
    // The first to read the request is the text that asks, the second is the report
    faults.add({ kind: 'kill', method: 'GET', url: `/Documents/request.${receiver.slice(1)}`, nth: 2 });
    await frontdesk.phone(receiver).texts('1');
    expect(faults.list()).toMatchObject([{ struck: 1 }]);
    faults.clear();
    messaging.setHandset(unreached, { reachable: true });
    await frontdesk.advance(2 * 60_000);
    forget(frontdesk);
  };

const never = { timeZone: 'UTC', week: {}, holidays: [] };
/** What an instance knew of the settings is forgotten after this. */
const settingsToldMs = 6000;

const set =
  (setting: string, fields: object): Scene =>
  async (frontdesk) => {
    const desk = await signIn(frontdesk);
    const { status, body } = await desk.post('settings', { what: setting, revision: '', ...fields });
    if (status !== 200) throw new Error(`The setting was not taken: ${body.message}`);
    await frontdesk.advance(settingsToldMs);
    forget(frontdesk);
  };

export const closed: Scene = set('hours', { hours: never });
export const paused: Scene = set('pause', { paused: true });

/** One after the other. */
export const scenes =
  (...all: readonly Scene[]): Scene =>
  async (frontdesk) => {
    for (const scene of all) await scene(frontdesk);
  };

/** What led up to the scene has been read. */
function forget(frontdesk: TestFrontdesk) {
  for (const phone of [frontdesk.admin, ...frontdesk.phones]) phone.ignoreTexts();
}
