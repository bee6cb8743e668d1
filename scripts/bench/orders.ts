import type { Bench } from './bench';
import { type BenchDesk, signIn } from './desk';
import { exampleOf, multiply } from './growth';
import { type Act, costHead, costRows, growthHead, growthRows } from './measure';
import { table } from './table';

const seeded = '+13125550100';
let used = 0;
/** A phone that has texted nobody yet. */
const newPhone = (): string => `+1415555${String(used++).padStart(4, '0')}`;

function actsOf({ control }: Bench, desk: () => BenchDesk): readonly Act[] {
  const order = async (phone: string) => (await desk().post('orders/create', { name: 'Cyrus', phone })).order.key;
  const talk = async (phone: string, ...texts: readonly string[]) => {
    for (const text of texts) await control.text(phone, text);
  };
  return [
    {
      name: 'create order',
      ready: async () => {
        const phone = newPhone();
        return () => order(phone);
      },
    },
    {
      name: 'ready',
      ready: async () => {
        const key = await order(newPhone());
        return () => desk().post('orders/ready', { key });
      },
    },
    {
      name: 'handed over',
      ready: async () => {
        const key = await order(newPhone());
        return () => desk().post('orders/collected', { key });
      },
    },
    {
      name: 'text ARRIVE',
      ready: async () => {
        const phone = newPhone();
        await order(phone);
        return () => control.text(phone, 'ARRIVE');
      },
    },
    {
      name: 'last answer: the card',
      ready: async () => {
        const phone = newPhone();
        await order(phone);
        await talk(phone, 'ARRIVE', 'Cyrus');
        return () => control.text(phone, 'N');
      },
    },
  ];
}

export async function benchOrders(bench: Bench): Promise<void> {
  const { control, local, print } = bench;
  let desk: BenchDesk;
  const acts = actsOf(bench, () => desk);
  await control.reset();
  desk = await signIn(bench);
  print('\n## Orders: what a step costs\n');
  print(table(costHead, await costRows(bench, acts)));

  print('\n## Orders: as the board grows\n');
  const grow = async (size: number) => {
    await control.reset();
    desk = await signIn(bench);
    let key = '';
    const example = await exampleOf(local.emulator, async () => {
      key = (await desk.post('orders/create', { name: 'Bea', phone: seeded })).order.key;
    });
    multiply(local.emulator, example, size - 1, (text, n) =>
      text
        .replaceAll(seeded.slice(1), String(13_000_000_000 + n))
        .replaceAll(key, `order-${n.toString(16).padStart(key.length - 6, '0')}`),
    );
  };
  print(table(growthHead(bench), await growthRows(bench, acts, grow)));
}
