import { readConfig } from '../../../src/config';
import {
  available,
  cancel,
  done,
  dropHint,
  request,
  settleDelivery,
  takeOffDuty,
  tick,
  unavailable,
} from '../../../src/dispatch';
import { shardNames } from '../../../src/dispatch/keys';
import { isEngaged } from '../../../src/dispatch/provider-state';
import { mayPair } from '../../../src/dispatch/request-state';
import {
  documents,
  type Intent,
  type PoolHint,
  type ProviderState,
  type RequestState,
  rosterMap,
} from '../../../src/dispatch/states';
import type { Frontdesk, Sender, Text } from '../../../src/frontdesk';
import { digitsOf, type E164, numberOf } from '../../../src/phone';
import { defaultSettings, type Settings } from '../../../src/settings/load';
import type { Hours } from '../../../src/settings/opening';
import { TwilioCallError } from '../../../src/twilio/call-error';
import type { SyncStore } from '../../../src/twilio/sync-store';
import { createJobs, type Job } from './jobs';
import { createMemory } from './memory';
import { randomFrom } from './random';
import { texts } from './texts';

const receivers = ['+12025550101', '+12025550102', '+12025550103'] as const;
const providers = ['+12025550111', '+12025550112'] as const;
const nameOf = (number: string) => {
  const receiver = (receivers as readonly string[]).indexOf(number);
  return receiver >= 0 ? `r${receiver + 1}` : `p${(providers as readonly string[]).indexOf(number) + 1}`;
};

const unused = () => {
  throw new Error('dispatch does not schedule texts');
};

const second = 1000;
const minute = 60 * second;

const never: Hours = {
  timeZone: 'UTC',
  week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: [],
};

export interface RunOptions {
  seed: number;
  /** Functions die, calls fail, Twilio tries again, cron ticks. */
  crashes: boolean;
  shards?: number;
  trace?: (line: string) => void;
}

/** One random story, told to the real code. @returns what it broke */
export async function run({ seed, crashes, shards = 1, trace = () => undefined }: RunOptions): Promise<string[]> {
  const random = randomFrom(seed);
  const broken: string[] = [];
  const break_ = (what: string) => {
    trace(`BROKEN: ${what}`);
    broken.push(what);
  };
  let nowMs = 1_700_000_000_000;
  const config = readConfig({
    ADMIN_NUMBERS: '+12025550100',
    SYNC_SERVICE_SID: 'ISmemory',
    TWILIO_NUMBER: '+12025550199',
    MAX_DAILY_REQUESTS: '100',
    DISPATCH_SHARDS: String(shards),
    MEETING_URL: 'https://room.example',
    WAIT_MINUTES: '20',
  });
  const { serviceMinutes, waitMinutes } = config;
  const settings: Settings = { ...defaultSettings };
  const closed = () => settings.hours !== undefined;
  /** Whoever is at work began when it was closed already. */
  let closedForAll = false;
  const jobs = createJobs(random, trace);
  const chance = (odds: number) => random() < odds;
  const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

  // What must hold at every instant is held at every write.
  /** Of each `!available` that was taken back since, by the provider's own word or an admin's. */
  const wordsOff = new Set<string>();
  const keyOfSid = new Map<string, string>();
  const recordedLinks = new Set<string>();
  const memory = createMemory((name, before, after) => {
    if (name.startsWith('provider.')) watchProvider(before as ProviderState | undefined, after as ProviderState);
    if (name.startsWith('request.')) watchRequest(before as RequestState | undefined, after as RequestState);
  });
  const requestsNow = () =>
    receivers.concat(providers as never).flatMap((number) => {
      const request = memory.documents.get(documents.request(digitsOf(number)))?.data as RequestState | undefined;
      return request ? [request] : [];
    });
  const providersNow = () =>
    providers.map((number) => memory.documents.get(documents.provider(digitsOf(number)))?.data as ProviderState);
  const isOver = (request: RequestState) => nowMs - (request.matchedAtMs ?? 0) > serviceMinutes * minute;

  function watchProvider(before: ProviderState | undefined, after: ProviderState) {
    if (before === undefined) return;
    const who = nameOf(after.number);
    const [answer] = after.answered ?? [];
    const saidOff =
      answer?.messageSid !== before.answered?.[0]?.messageSid && answer?.outcome.startsWith('unavailable');
    if ((saidOff || (before.subscribed && !after.subscribed)) && before.availableSid) wordsOff.add(before.availableSid);
    const eligible = after.approval === 'approved' && after.subscribed;
    if (after.duty === 'available' && before.duty !== 'available') {
      if (!eligible) break_(`${who} is available and not subscribed`);
      const anew = after.availableSid !== before.availableSid;
      if (wordsOff.has(after.availableSid ?? '')) break_(`${who} is available though they said otherwise`);
      if (!anew && (before.duty === 'off' || before.offAfter)) break_(`${who} is put into the pool against their word`);
    }
    if (after.duty === 'engaged' && before.duty !== 'engaged' && (before.duty !== 'available' || !eligible)) {
      break_(`${who} is claimed while ${before.duty}, subscribed: ${before.subscribed}`);
    }
    if (after.duty === 'engaged' && before.duty === 'engaged' && after.engagement?.key !== before.engagement?.key) {
      break_(`${who} is claimed twice`);
    }
    if (after.duty === 'off' && before.duty === 'engaged' && !before.offAfter && eligible) {
      const { key, receiver, atMs } = before.engagement ?? { key: '', receiver: '+1', atMs: 0 };
      const request = memory.documents.get(documents.request(digitsOf(receiver as E164)))?.data as
        | RequestState
        | undefined;
      const ended = request?.endedBy !== undefined && ['provider', 'done', 'time'].includes(request.endedBy);
      // Whoever cannot be texted is off duty, whatever else ends the session at the same time.
      const avoided =
        request?.avoid?.includes(before.availableSid ?? '') ||
        optedOut.has(after.number) ||
        unreachable.has(after.number);
      if (request?.key === key && !ended && !avoided && nowMs - atMs <= serviceMinutes * minute)
        break_(`${who} is lost`);
    }
  }

  function watchRequest(before: RequestState | undefined, after: RequestState) {
    const known = keyOfSid.get(after.messageSid);
    if (known !== undefined && known !== after.key) break_(`one text, two requests: ${known} and ${after.key}`);
    keyOfSid.set(after.messageSid, after.key);
    if (after.state !== 'matched' || isOver(after)) return;
    if (closedForAll && !before?.meeting) break_(`${nameOf(after.receiver)} is matched though it is closed`);
    if (after.meeting) recordedLinks.add(after.meeting.url);
    for (const other of requestsNow()) {
      if (other.key === after.key || other.state !== 'matched' || isOver(other)) continue;
      if (other.provider === after.provider) break_(`${nameOf(after.provider ?? '')} is in two sessions`);
    }
    if (after.provider === after.receiver) break_(`${nameOf(after.receiver)} serves themselves`);
  }

  const sent: (Text & { atMs: number; messageSid: string; arrived: boolean })[] = [];
  const unreachable = new Set<string>();
  const optedOut = new Set<string>();
  let meetings = 0;
  let sids = 0;

  /** Whose waiting ended, and was told. */
  const leavesTold = new Set<string>();
  const watchLeaving = ({ to, about }: Text) => {
    const { about: what, key = '' } = about ?? {};
    if (what !== 'left-line') return;
    if (leavesTold.has(key)) break_(`${nameOf(to)} is told twice that they left the line`);
    leavesTold.add(key);
  };

  const deliver = (text: Text) => {
    if (!unreachable.has(text.to)) return;
    if (crashes && chance(0.3)) {
      trace(`nobody hears that a text did not reach ${nameOf(text.to)}`);
      return;
    }
    jobs.start(`status of ${nameOf(text.to)}`, (job) =>
      settleDelivery(frontdeskOf(job), { messageSid: 'SM', status: 'undelivered', about: text.about ?? {} }),
    );
  };

  const frontdeskOf = (job: Job): Frontdesk => {
    const verbs = Object.entries(memory.store).map(([verb, happen]) => [
      verb,
      (...given: unknown[]) =>
        jobs.call(job, `${verb} ${JSON.stringify(given).slice(0, 160)}`, () =>
          (happen as (...all: unknown[]) => Promise<unknown>)(...given),
        ),
    ]);
    return {
      config,
      clock: { nowMs: () => nowMs },
      store: Object.fromEntries(verbs) as SyncStore,
      log: () => undefined,
      texts,
      settings,
      random,
      endExecution: async () => undefined,
      queue: {
        cancel: unused,
        find: unused,
        fetch: (messageSid) =>
          jobs.call(job, `fetch ${messageSid}`, async () => {
            const text = sent.find((each) => each.messageSid === messageSid);
            return text && { messageSid, to: text.to, status: text.arrived ? 'delivered' : 'undelivered' };
          }),
      },
      meetings: {
        create: () =>
          jobs
            .call(job, 'meeting', async () => {
              meetings += 1;
              return { url: `https://meet/${meetings}`, kind: 'own' as const };
            })
            .catch(() => {
              meetings += 1;
              return { url: `https://room/${meetings}`, kind: 'fixed' as const };
            }),
      },
      sendText: async (text) => {
        const done_ = await jobs.call(job, `text ${nameOf(text.to)}: ${text.body}`, async () => {
          if (optedOut.has(text.to)) return undefined;
          const link = /https\S+/.exec(text.body)?.[0];
          if (link !== undefined && !recordedLinks.has(link))
            break_(`${nameOf(text.to)} hears of a match that is not stored`);
          if (link !== undefined && sent.some(({ to, body }) => to === text.to && body === text.body)) {
            break_(`${nameOf(text.to)} hears twice: ${text.body}`);
          }
          watchLeaving(text);
          const messageSid = `SM-out-${sent.length}`;
          sent.push({ ...text, atMs: nowMs, messageSid, arrived: !unreachable.has(text.to) });
          deliver(text);
          return { messageSid, to: text.to };
        });
        if (done_ !== undefined) return done_;
        throw new TwilioCallError(
          'Messages.create',
          {},
          Object.assign(new Error('stopped'), { status: 400, code: 21610 }),
        );
      },
      findText: ({ to, body, sinceMs }) =>
        jobs.call(job, `find ${nameOf(to)}: ${body}`, async () => {
          const found = sent.find(
            (text) => text.to === to && text.body === body && text.atMs >= Math.floor(sinceMs / 1000) * 1000,
          );
          return found && { messageSid: found.messageSid, to };
        }),
    };
  };

  for (const number of providers) {
    await memory.store.createItem(rosterMap, digitsOf(number), { number, approval: 'approved', subscribed: true });
    await memory.store.createDocument<ProviderState>(documents.provider(digitsOf(number)), {
      number,
      language: 'en',
      approval: 'approved',
      subscribed: true,
      duty: 'off',
    });
  }

  const change = async (frontdesk: Frontdesk, number: E164, how: (provider: ProviderState) => ProviderState) => {
    const name = documents.provider(digitsOf(number));
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const seen = await frontdesk.store.readDocument<ProviderState>(name);
      if (seen && (await frontdesk.store.updateDocument(name, how(seen.data), seen.revision)) !== 'conflict') return;
    }
  };
  const unsubscribe = async (frontdesk: Frontdesk, { number }: Sender) => {
    await change(frontdesk, number, (provider) => takeOffDuty({ ...provider, subscribed: false }));
    await dropHint(frontdesk, number);
  };
  const subscribe = (frontdesk: Frontdesk, { number }: Sender) =>
    change(frontdesk, number, (provider) => ({ ...provider, subscribed: true }));
  const rename = (frontdesk: Frontdesk, { number }: Sender) =>
    change(frontdesk, number, (provider) => ({ ...provider, name: `Ana ${sids}` }));

  type Command = (frontdesk: Frontdesk, sender: Sender) => Promise<unknown>;
  const commands: Record<string, Command> = {
    1: request,
    0: cancel,
    available,
    unavailable,
    done,
    unsubscribe,
    subscribe,
    rename,
  };
  const retries: (() => void)[] = [];

  const textFrom = (number: E164, word: string) => {
    sids += 1;
    const sender: Sender = { number, language: 'en', messageSid: `SM${String(sids).padStart(3, '0')}` };
    const command = commands[word] as Command;
    const begin = (suffix: string) => {
      const job: Job = jobs.start(`${nameOf(number)}: ${word} (${sender.messageSid}${suffix})`, (self) =>
        command(frontdeskOf(self), sender),
      );
      retries.push(() => {
        if ((job.state === 'failed' || job.state === 'killed') && chance(0.6)) begin(', again');
      });
    };
    begin('');
    if (chance(0.08)) begin(', twice');
  };
  let intakeChanged = false;
  /** Staff close and open, pause and resume; when people are taken again, cron ticks. */
  const changeIntake = () => {
    intakeChanged = true;
    const set = { atMs: nowMs, by: '…0100', id: `change ${sids}` };
    if (chance(0.5)) {
      settings.hours = closed() ? undefined : { hours: never, ...set };
      closedForAll = false;
    } else {
      const { pause } = settings;
      settings.pause = pause?.paused ? { paused: false, sinceMs: pause.atMs, ...set } : { paused: true, ...set };
    }
    trace(`${closed() ? 'closed' : 'open'}, paused: ${settings.pause?.paused === true}`);
    jobs.start('tick', (job) => tick(frontdeskOf(job)));
  };
  const act = () => {
    if (chance(0.04)) {
      changeIntake();
      return;
    }
    const dice = random();
    if (dice < 0.42) textFrom(oneOf(receivers), '1');
    else if (dice < 0.56) textFrom(oneOf(receivers), '0');
    else if (dice < 0.78) textFrom(oneOf(providers), 'available');
    else if (dice < 0.86) textFrom(oneOf(providers), 'unavailable');
    else if (dice < 0.9) textFrom(oneOf(providers), 'done');
    else if (dice < 0.92) textFrom(oneOf(providers), '0');
    else if (dice < 0.94) textFrom(oneOf(providers), oneOf(['unsubscribe', 'subscribe']));
    else if (dice < 0.95) textFrom(oneOf(providers), 'rename');
    else if (dice < 0.96) textFrom(oneOf(providers), '1');
    else if (dice < 0.98) {
      const number = oneOf<E164>([...providers, ...receivers]);
      if (!unreachable.delete(number)) unreachable.add(number);
      trace(`${nameOf(number)} is ${unreachable.has(number) ? 'out of reach' : 'in reach'}`);
    } else if (dice < 0.99) optedOut.add(oneOf<E164>([...providers, ...receivers]));
    else jobs.start('tick', (job) => tick(frontdeskOf(job)));
  };

  const atRest = async () => {
    for (;;) {
      if (await jobs.step()) continue;
      for (const again of retries.splice(0)) again();
      await jobs.settle();
      if (!(await jobs.step())) return;
    }
  };

  const phases = 1 + Math.floor(random() * 3);
  if (crashes) jobs.allowFaults(1 + Math.floor(random() * 3));
  for (let phase = 0; phase < phases; phase += 1) {
    let left = 2 + Math.floor(random() * 7);
    // Time alone may have ended somebody's wait: by the tick that comes while others text
    if (phase > 0 && chance(0.5)) jobs.start('tick', (job) => tick(frontdeskOf(job)));
    while (left > 0) {
      if (chance(0.2) || !(await jobs.step())) {
        act();
        left -= 1;
      }
    }
    if (crashes && chance(0.2)) {
      for (let steps = Math.floor(random() * 20); steps > 0; steps -= 1) await jobs.step();
      await jobs.killAll();
      for (const again of retries.splice(0)) again();
    }
    await atRest();
    if (phase < phases - 1) nowMs += oneOf([1, 15 * second, 2.5 * minute, 31 * minute]);
    closedForAll = closed();
    trace(`-- ${new Date(nowMs).toISOString()}`);
    if (nowMs % 2 === 1) nowMs += 1;
  }

  jobs.allowFaults(0);
  // Whoever has to leave the line, and whoever was not looked for while it was closed, is tick's
  const repaired = crashes || intakeChanged;
  if (repaired) {
    for (let ticks = 0; ticks < 4; ticks += 1) {
      nowMs += 2 * minute;
      jobs.start('tick', (job) => tick(frontdeskOf(job)));
      if (chance(0.2)) jobs.start('tick too', (job) => tick(frontdeskOf(job)));
      await atRest();
    }
  }
  await jobs.settle();

  // What must hold once all is at rest
  const requests = requestsNow();
  const items = <T>(kind: 'pool' | 'waiting') =>
    new Map(
      shardNames(kind, shards).flatMap((map) =>
        [...(memory.maps.get(map) ?? [])].map(([key, item]) => [key, item.data as T] as const),
      ),
    );
  const waiting = items<Intent>('waiting');
  const hinted = new Set([...items<PoolHint>('pool').values()].map((hint) => hint.provider.number));
  for (const request of requests) {
    const who = nameOf(request.receiver);
    if (request.state === 'matched' && !isOver(request)) {
      const provider = providersNow().find(({ number }) => number === request.provider);
      if (provider?.engagement?.key !== request.key)
        break_(`${who} is in a session with ${nameOf(request.provider ?? '')}, who is not`);
      if (!request.told) break_(`${who}: a match that nobody noted as told`);
      for (const to of [request.receiver, request.provider]) {
        if (!sent.some((text) => text.to === to && text.body.endsWith(` ${request.meeting?.url}`)))
          break_(`${nameOf(to ?? '')} was not told of the match`);
        const last = sent.findLast((text) => text.to === to && text.body.endsWith(` ${request.meeting?.url}`));
        if (last?.arrived === false) break_(`${who} is in a session of which no text reached ${nameOf(to ?? '')}`);
      }
    }
    if (request.state === 'waiting' && !waiting.has(request.key)) break_(`${who} waits and is not in the line`);
    const hasEnded = request.state === 'cancelled' || request.state === 'done';
    if (hasEnded && !request.freed) break_(`${who}: an end half done`);
    const left = request.endedBy === 'closed' || request.endedBy === 'waited';
    if (left && !leavesTold.has(request.key) && !optedOut.has(request.receiver)) {
      break_(`${who} left the line and was not told`);
    }
    if (request.state === 'waiting' && repaired) {
      if (closed()) break_(`${who} waits though it is closed`);
      if (nowMs - request.atMs > (waitMinutes + 2) * minute) break_(`${who} waits for ever`);
    }
  }
  for (const [key, intent] of waiting) {
    const request = requests.find((each) => each.key === key);
    if (request?.state === 'waiting') continue;
    // One that was put back while its request was cancelled, or met the next provider, stands until somebody looks; the tick does.
    const metTheNext = request?.told && request.avoid !== undefined;
    if (!repaired && (request?.freed || metTheNext)) continue;
    break_(`left behind: ${intent.kind} ${key}`);
  }
  for (const provider of providersNow()) {
    const who = nameOf(provider.number);
    if (
      isEngaged(provider, nowMs, serviceMinutes) &&
      !requests.some(({ state, key }) => state === 'matched' && key === provider.engagement?.key)
    ) {
      break_(`${who} is engaged with nobody`);
    }
    if (provider.duty !== 'available') continue;
    if (!hinted.has(provider.number)) break_(`${who} is available and not in the pool`);
    for (const request of requests) {
      if (request.state === 'waiting' && mayPair(request, provider))
        break_(`${nameOf(request.receiver)} waits while ${who} is available`);
    }
  }
  return [...new Set(broken)];
}

export { numberOf };
