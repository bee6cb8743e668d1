import { twilioClient } from '../../emulator/testing';
import { linesOfAccount } from '../../scripts/cost/account';
import { conversations } from '../../scripts/cost/conversations';
import { type Counts, nothing, sumOf } from '../../scripts/cost/counts';
import { measure } from '../../scripts/cost/measure';
import { reportsPerText } from '../../scripts/cost/transcripts';
import { localNumber, openFrontdesk, type TestFrontdesk } from '../frontdesk';

let frontdesk: TestFrontdesk;
beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
});
afterAll(() => frontdesk.stop());

const measured = async (name: string): Promise<Counts> => {
  const conversation = conversations.find((one) => one.name === name);
  if (conversation === undefined) throw new Error(`There is no conversation ${name}`);
  return measure(frontdesk, conversation);
};

test.each([
  ['match', { textsIn: 2, textsOut: 4, studioExecutions: 0 }],
  ['pickup', { textsIn: 5, studioExecutions: 1 }],
  ['reminder', { textsIn: 1, textsOut: 2 }],
  ['showall', { textsIn: 1, textsOut: 1, segmentsOut: 1 }],
  ['tick', { textsIn: 0, textsOut: 0, functionCalls: 1 }],
])('%s is counted as it happened', async (name, counts) => {
  expect(await measured(name)).toMatchObject(counts);
});

test('a text out costs as many Function calls as Twilio reports of it', async () => {
  const { textsIn, textsOut, functionCalls } = await measured('match');
  expect(functionCalls).toBe(textsIn + textsOut * reportsPerText);
});

test('what an account took is what its conversations took', async () => {
  const counted = await measured('pickup');
  const atTwilio = { number: localNumber as `+${string}`, messagingServiceSid: undefined, name: 'Frontdesk (dev)' };
  const since = new Date(frontdesk.emulator.world.clock.now() - 60 * 60_000);
  const lines = await linesOfAccount(twilioClient(frontdesk.emulator), atTwilio, since);
  // Besides: the admin's !desk and its link
  const { textsIn, textsOut, studioExecutions, studioSteps } = lines.map(({ counts }) => counts).reduce(sumOf, nothing);
  expect({ textsIn, textsOut, studioExecutions, studioSteps }).toEqual({
    textsIn: counted.textsIn + 1,
    textsOut: counted.textsOut + 1,
    studioExecutions: counted.studioExecutions,
    studioSteps: counted.studioSteps,
  });
});
