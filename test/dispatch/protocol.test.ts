import { run } from './model/run';

// The real code of src/dispatch, told random stories: several people text at once, each call to Sync and Messages is a point at which any
// other Function may go on; Functions die, answers get lost, Twilio delivers texts twice, numbers cannot be reached, sessions run out.
// To see a failure again: PROTOCOL_SEED=… npx jest protocol

const { PROTOCOL_SEED, PROTOCOL_RUNS = '1000', FC_SEED } = process.env;
const firstSeed = Number(FC_SEED); // jest.config.cjs says how to hear other stories

async function tell(crashes: boolean, shards: number) {
  if (PROTOCOL_SEED !== undefined) {
    const lines: string[] = [];
    const broken = await run({ seed: Number(PROTOCOL_SEED), crashes, shards, trace: (line) => lines.push(line) });
    if (broken.length > 0) throw new Error(`${broken.join('; ')}\n${lines.join('\n')}`);
    return;
  }
  for (let seed = firstSeed; seed < firstSeed + Number(PROTOCOL_RUNS); seed += 1) {
    const broken = await run({ seed, crashes, shards });
    if (broken.length > 0) throw new Error(`seed ${seed}: ${broken.join('; ')}`);
  }
}

test('whoever texts what at once, the promises hold without any repair', () => tell(false, 1));
test('whatever dies, retries and ticks mend', () => tell(true, 1));
test('with several shards as with one', () => tell(true, 3));
