import { admin, type MemoryFrontdesk, memoryFrontdesk } from '../../test/memory-frontdesk';
import { tick } from '../dispatch';
import type { E164 } from '../phone';
import { textReply } from '../reply';
import { beginConversation, conversationDocument, endConversation } from './conversation';
import { passiveReplies } from './passive-replies';
import { inbound } from './router';
import type { Service } from './service';

const cal: E164 = '+12025550113';
const ana: E164 = '+12025550111';
const flowUrl = 'https://webhooks.twilio.com/v1/Accounts/AC0/Flows/FW0';

let frontdesk: MemoryFrontdesk;
let texts = 0;
beforeEach(() => {
  frontdesk = memoryFrontdesk();
});

async function text(from: E164, body: string, options: { services?: readonly Service[]; messageSid?: string } = {}) {
  const messageSid = options.messageSid ?? `SM${++texts}`;
  const reply = await inbound(frontdesk, { from, body, messageSid }, options.services ?? []);
  if (reply.kind === 'text') return reply.body;
  return reply.kind === 'redirect' ? reply.url : undefined;
}
const inFlow = (facts = {}) =>
  frontdesk.store.createDocument(conversationDocument(cal), { flowUrl, ...facts }, { ttlSeconds: 600 });
const service = (word: string): Service => ({
  name: word,
  part: 'pickup',
  recognise: async (_frontdesk, { body }) =>
    body === word ? async ({ number }) => textReply(`${word} for ${number}`) : undefined,
});

describe('rule 1, opt-out words', () => {
  test.each(['STOP', 'stop', ' Unsubscribe '])('%s is recorded, and Twilio alone answers', async (body) => {
    const stopped = jest.fn();
    expect(await text(cal, body, { services: [{ ...service('x'), stopped }] })).toBeUndefined();
    expect(frontdesk.store.documents.get('optout.12025550113')?.data).toMatchObject({ stopped: true });
    expect(stopped).toHaveBeenCalledWith(frontdesk, cal);
    expect(await text(cal, 'START')).toBeUndefined();
    expect(frontdesk.store.documents.get('optout.12025550113')?.data).toMatchObject({ stopped: false });
  });

  test('comes before a conversation', async () => {
    await inFlow();
    expect(await text(cal, 'STOP')).toBeUndefined();
  });

  test('who waits leaves the line', async () => {
    expect(await text(cal, '1')).toMatch(/number 1 in line/);
    await text(cal, 'STOP');
    expect(frontdesk.store.maps.get('waiting')?.size).toBe(0);
    expect(frontdesk.sent).toEqual([]);
  });
});

describe('rule 1, YES, which is a word of Twilio for "text me again"', () => {
  const yes = { services: [service('YES'), service('yes')] };

  test.each(['YES', 'yes'])('%s of somebody who has opted out is that', async (body) => {
    await text(cal, 'STOP');
    expect(await text(cal, body, { ...yes, messageSid: 'SMyes' })).toBeUndefined();
    expect(frontdesk.store.documents.get('optout.12025550113')?.data).toMatchObject({ stopped: false });
    // Delivered again, it is not suddenly an answer
    expect(await text(cal, body, { ...yes, messageSid: 'SMyes' })).toBeUndefined();
    expect(await text(cal, body, yes)).toBe(`${body} for ${cal}`);
  });

  test('of anybody else it answers a reminder, and nothing is recorded', async () => {
    expect(await text(cal, 'YES', yes)).toBe(`YES for ${cal}`);
    expect(frontdesk.store.documents.has('optout.12025550113')).toBe(false);
  });

  test('is one word: more than that is no word of Twilio', async () => {
    await text(cal, 'STOP');
    await text(cal, 'yes please');
    expect(frontdesk.store.documents.get('optout.12025550113')?.data).toMatchObject({ stopped: true });
  });
});

test('an opt-out does all that it can, though one thing fails', async () => {
  await text(cal, '1');
  const stopped = () => Promise.reject(new Error('unavailable'));
  await expect(text(cal, 'STOP', { services: [{ ...service('x'), stopped }] })).rejects.toThrow('unavailable');
  expect(frontdesk.store.maps.get('waiting')?.size).toBe(0);
});

describe('rule 2, commands', () => {
  test('come before a conversation', async () => {
    await inFlow();
    expect(await text(cal, '!help')).toMatch(/HELP MENU/);
  });

  test('one that does not exist gets the menu', async () => {
    expect(await text(cal, '!foo')).toMatch(/HELP MENU\n/);
    expect(await text(admin, '!foo')).toMatch(/FOR ADMINS/);
  });

  test('the same subscribe twice is answered alike and announced once', async () => {
    const [first, second] = [
      await text(ana, '!subscribe', { messageSid: 'SMa' }),
      await text(ana, '!subscribe', { messageSid: 'SMa' }),
    ];
    expect(second).toBe(first);
    expect(frontdesk.sent.filter(({ to }) => to === admin)).toHaveLength(1);
  });

  test('the same subscribe twice at once, too', async () => {
    const [first, second] = await Promise.all([
      text(ana, '!subscribe', { messageSid: 'SMa' }),
      text(ana, '!subscribe', { messageSid: 'SMa' }),
    ]);
    expect(second).toBe(first);
    expect(frontdesk.sent.filter(({ to }) => to === admin)).toHaveLength(1);
  });
});

describe('rule 3, a conversation', () => {
  test.each(['red Volvo', '1', '0', 'Yes', ''])('%j goes to the flow, and leaves nothing behind', async (body) => {
    await inFlow();
    expect(await text(cal, body, { services: [service('Yes')] })).toBe(flowUrl);
    expect(frontdesk.store.maps.get('waiting')?.size ?? 0).toBe(0);
    expect([...frontdesk.store.documents.keys()]).toEqual([conversationDocument(cal)]);
  });

  describe('1 whose intent cannot be taken back', () => {
    const fails = async (body: string) => {
      frontdesk.store.before = (call) => {
        if (call.startsWith('remove waiting')) throw new Error('unavailable');
      };
      const reply = await text(cal, body);
      frontdesk.store.before = undefined;
      return reply;
    };
    const later = async () => {
      frontdesk.now += 60_000;
      await tick(frontdesk);
    };

    test('goes to the flow all the same, and tick does not take it for a request', async () => {
      await beginConversation(frontdesk, cal, flowUrl, { ttlSeconds: 600 });
      expect(await fails('1')).toBe(flowUrl);
      expect(frontdesk.store.maps.get('waiting')?.size).toBe(1);
      await later();
      expect(frontdesk.store.maps.get('waiting')?.size).toBe(0);
      expect(frontdesk.store.documents.has('request.12025550113')).toBe(false);
    });

    test('not even when it was the last answer, and the conversation is over', async () => {
      await beginConversation(frontdesk, cal, flowUrl, { ttlSeconds: 600 });
      await fails('1');
      await endConversation(frontdesk, cal, flowUrl);
      expect(await text(cal, 'red Volvo')).toMatch(/HELP MENU/);
      await later();
      expect(frontdesk.store.maps.get('waiting')?.size).toBe(0);
      expect(frontdesk.store.documents.has('request.12025550113')).toBe(false);
    });

    test('a 1 from before the conversation, whose Function died, is a request', async () => {
      let calls = 0;
      frontdesk.store.before = (call) => {
        if (call === 'create request.12025550113') calls += 1;
        if (calls > 0) throw new Error('unavailable');
      };
      await expect(text(cal, '1')).rejects.toThrow('unavailable');
      frontdesk.store.before = undefined;
      frontdesk.now += 5000;
      await beginConversation(frontdesk, cal, flowUrl, { ttlSeconds: 600 });
      await later();
      expect(frontdesk.store.documents.get('request.12025550113')?.data).toMatchObject({ state: 'waiting' });
    });
  });

  test('that begins anew after it was over owns the texts again', async () => {
    await beginConversation(frontdesk, cal, flowUrl, { ttlSeconds: 600 });
    await endConversation(frontdesk, cal, flowUrl);
    await beginConversation(frontdesk, cal, flowUrl, { ttlSeconds: 600 });
    expect(await text(cal, 'red Volvo')).toBe(flowUrl);
  });

  test('1 breaks out where the flow says so', async () => {
    await inFlow({ keywordsBreakOut: true });
    expect(await text(cal, '1')).toMatch(/in line/);
  });

  test("a service's keyword breaks out where the flow says so, and only it", async () => {
    const keyword = { ...service('ARRIVE'), isKeyword: ({ body }: { body: string }) => body === 'ARRIVE' };
    await inFlow();
    expect(await text(cal, 'ARRIVE', { services: [keyword] })).toBe(flowUrl);
    await frontdesk.store.removeDocument(conversationDocument(cal));
    await inFlow({ keywordsBreakOut: true });
    expect(await text(cal, 'ARRIVE', { services: [keyword] })).not.toBe(flowUrl);
    expect(await text(cal, 'ARRIVE', { services: [service('ARRIVE')] })).toBe(flowUrl);
    expect(await text(cal, 'Tuesday', { services: [keyword] })).toBe(flowUrl);
  });

  test('is not ended by another flow, whose question ran out of time', async () => {
    await inFlow();
    await endConversation(frontdesk, cal, `${flowUrl}other`);
    expect(await text(cal, 'red Volvo')).toBe(flowUrl);
  });

  test('is over when its time is', async () => {
    await inFlow();
    frontdesk.now += 601_000;
    expect(await text(cal, 'red Volvo')).toMatch(/HELP MENU/);
  });
});

test("what is refused or asked without a look at anything else is answered in the sender's language too", async () => {
  await text(cal, '!lang es');
  expect(await text(cal, '!showall')).toMatch(/no tiene permiso/);
  await text(admin, '!lang es');
  expect(await text(admin, '!showall')).toMatch(/nadie/);
  expect(await text(admin, '!approve nobody')).toMatch(/No pudimos leer/);
  expect(await text(admin, '!name')).toMatch(/Solo los proveedores/);
});

describe('rules 5 and 6, services that recognise their texts', () => {
  test('the first that does gets it', async () => {
    expect(await text(cal, 'ARRIVE', { services: [service('Yes'), service('ARRIVE')] })).toBe(`ARRIVE for ${cal}`);
    expect(await text(cal, 'hm', { services: [service('Yes'), service('ARRIVE')] })).toMatch(/HELP MENU/);
  });

  test('1 and commands are never theirs', async () => {
    expect(await text(cal, '1', { services: [service('1')] })).toMatch(/in line/);
  });
});

describe('rule 7, the menu', () => {
  test('has an admin to turn to', async () => {
    expect(await text(cal, 'hello')).toMatch(/HELP MENU\n[\s\S]*\+12025550100$/);
  });

  test('is sent so often and no more, until the time is over', async () => {
    for (let n = 0; n < passiveReplies.atMost; n += 1) expect(await text(cal, 'I am a robot')).toMatch(/HELP MENU/);
    expect(await text(cal, 'I am a robot')).toBeUndefined();
    frontdesk.now += passiveReplies.perMinutes * 60_000;
    expect(await text(cal, 'I am a robot')).toMatch(/HELP MENU/);
  });

  test('is sent again after a real action', async () => {
    for (let n = 0; n <= passiveReplies.atMost; n += 1) await text(cal, 'I am a robot');
    expect(await text(cal, '0')).toMatch(/No active service request/);
    expect(await text(cal, 'hello')).toMatch(/HELP MENU/);
  });

  test('the same text again gets the same menu, and counts once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 2 * passiveReplies.atMost }, () => text(cal, 'hello', { messageSid: 'SMsame' })),
    );
    expect(new Set(replies).size).toBe(1);
    expect(replies[0]).toMatch(/HELP MENU/);
  });
});

describe('languages', () => {
  test('who chose Spanish hears Spanish from then on', async () => {
    expect(await text(cal, '!lang es')).toBe('Le escribiremos en español.');
    expect(await text(cal, '1')).toMatch(/proveedor/);
    expect(await text(cal, 'hola')).toMatch(/^AYUDA/);
    expect(await text(cal, '!lang klingon')).toMatch(/!lang en/);
  });

  test('the request remembers it, for the texts that come later', async () => {
    await text(cal, '!lang es');
    await text(cal, '1');
    expect(frontdesk.store.documents.get(`request.${cal.slice(1)}`)?.data).toMatchObject({ language: 'es' });
  });

  test('admins are told in theirs', async () => {
    await text(admin, '!lang es');
    await text(ana, '!subscribe');
    expect(frontdesk.sent.find(({ to }) => to === admin)?.body).toMatch(/pide ser proveedor/);
  });
});

describe('round trips', () => {
  /** Counts how many waves of calls, one after the other, a text takes; calls of a wave are made at once. */
  const countWaves = () => {
    const count = { waves: 0 };
    let wave: Promise<void> | undefined;
    frontdesk.store.before = () => {
      wave ??= new Promise((resolve) => {
        setTimeout(() => {
          wave = undefined;
          count.waves += 1;
          resolve();
        }, 2);
      });
      return wave;
    };
    return count;
  };
  const provide = async () => {
    await text(admin, `!approve ${ana}`);
    await text(ana, '!available');
  };

  test('1 is told to both after three waves: whose text it is, and in which language, costs none of its own', async () => {
    await text(cal, '!lang es');
    await provide();
    const count = countWaves();
    const sentAfter: number[] = [];
    frontdesk.onSend = () => sentAfter.push(count.waves);
    await text(cal, '1');
    expect(sentAfter).toEqual([3, 3]);
    expect(frontdesk.sent.at(-1)?.body).toMatch(/conectado/);
    expect(count.waves).toBeLessThanOrEqual(5);
  });

  test.each([
    ['1 that waits', cal, '1', 4],
    ['!subscribe', ana, '!subscribe', 5],
    ['hello', cal, 'hello', 2],
  ] as const)('%s', async (_name, from, body, atMost) => {
    const count = countWaves();
    await text(from, body);
    expect(count.waves).toBeLessThanOrEqual(atMost);
  });

  test('!available and !unavailable', async () => {
    await text(admin, `!approve ${ana}`);
    const up = countWaves();
    await text(ana, '!available');
    expect(up.waves).toBeLessThanOrEqual(4);
    const down = countWaves();
    await text(ana, '!unavailable');
    expect(down.waves).toBeLessThanOrEqual(3);
  });
});

test('a provider who is matched at once hears one text, not two that differ', async () => {
  await text(admin, `!approve ${ana}`);
  await text(cal, '1');
  frontdesk.sent.length = 0;
  expect(await text(ana, '!available')).toBeUndefined();
  expect(frontdesk.sent.map(({ to }) => to).sort()).toEqual([ana, cal]);
});
