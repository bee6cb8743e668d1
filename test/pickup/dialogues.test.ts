import type { OrderItem } from '../../src/desk/contract';
import type { CustomerText } from '../../src/pickup/order';
import { openFrontdesk, type TestFrontdesk } from '../frontdesk';
import { type Desk, signIn } from '../frontdesk/desk';
import type { Phone } from '../frontdesk/phone';
import { syncItems } from '../frontdesk/sync';
import { board, conversations, textsWith } from './board';

// The acceptance cases O1–O20 of the system that pickup grew out of, as far as they need no browser, and what goes beyond them.

let frontdesk: TestFrontdesk;
let desk: Desk;
let cyrus: Phone;
let bea: Phone;

beforeAll(async () => {
  frontdesk = await openFrontdesk({ rateLimits: false });
});
beforeEach(async () => {
  await frontdesk.reset();
  desk = await signIn(frontdesk);
  cyrus = frontdesk.phone('+12025550114');
  bea = frontdesk.phone('+12025550115');
});
afterEach(() => expect(frontdesk.phones).toHearNothing()); // a text that nobody expected is a defect
afterAll(() => frontdesk.stop());

const minutes = (count: number) => count * 60_000;

const placed = (name: string) =>
  `Thanks for your order ${name}!\n\nTo make order pickup easier send ARRIVE to this number to let us know you're here.`;
const isReady = (name: string) =>
  `Hi ${name}!  Your order is ready for pickup!\n\nWhen you are here to pickup your order text ARRIVE and we'll bring it out to you!`;
const welcome = /^Welcome! Are you here to pickup your order\? If so, text ARRIVE/;
const asksName = /What is the name on the order\?$/;
const asksCar = /Are you waiting in your car\? Reply Y or N\.$/;
const asksMake = 'What is the color and make of the car?';
const asksPlate = 'What is your license plate number?';
const thanks = "Thank you! We'll bring your order right away!";
const notFound = /can't find an order/;

/** An order whose first text has been read. */
async function orderFor(phone: Phone, name: string, number?: string): Promise<OrderItem> {
  const order = await desk.order({ name, phone: phone.number, number });
  phone.ignoreTexts();
  return order;
}

async function dialogue(phone: Phone, ...turns: readonly (readonly [says: string, hears: string | RegExp])[]) {
  for (const [says, hears] of turns) {
    await phone.texts(says);
    expect(phone).toHear(hears);
    expect(phone).toHearNothing();
  }
}

describe('a new order', () => {
  test('O1 is on the board, and its customer is texted', async () => {
    const { data } = await desk.order({ name: 'Cyrus', phone: '(202) 555-0114', note: 'no onions' });
    expect(cyrus).toHear(placed('Cyrus'));
    expect(data).toMatchObject({ kind: 'order', number: '1', name: 'Cyrus', phone: cyrus.number, note: 'no onions' });
    expect((await board(frontdesk))['1']?.texts.placed).toMatchObject({ status: 'delivered' });
  });

  test.each(['(202) 555-0114', '202.555.0114', '2025550114', '+1 202 555 0114', '1-202-555-0114'])(
    'O2 the phone may be written %s',
    async (phone) => {
      expect((await desk.order({ name: 'Cyrus', phone })).data.phone).toBe('+12025550114');
      expect(cyrus).toHear(placed('Cyrus'));
    },
  );

  test.each(['abc', '555-0114', '', '202555011', '1-800-FLOWERS'])('O3 %s is no phone', async (phone) => {
    const { status, body } = await desk.post('orders/create', { name: 'Cyrus', phone });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ field: 'phone', message: expect.any(String) }]);
    expect((await syncItems(frontdesk, 'orders')).size).toBe(0);
  });

  test('O3 every field that is wrong is named, and nothing is stored', async () => {
    const { status, body } = await desk.post('orders/create', {
      name: ' ',
      phone: 7,
      number: '<b>',
      note: 'x'.repeat(301),
    });
    expect(status).toBe(400);
    expect(body.errors?.map(({ field }) => field)).toEqual(['name', 'phone', 'number', 'note']);
    expect((await syncItems(frontdesk, 'orders')).size).toBe(0);
  });

  test('O4 a number that Twilio refuses is not kept, and staff hear why', async () => {
    frontdesk.emulator.faults.add({ url: '/Messages.json', method: 'POST', kind: 'status', status: 400, code: 21211 });
    const { status, body } = await desk.post('orders/create', { name: 'Cyrus', phone: cyrus.number });
    frontdesk.emulator.faults.clear();
    expect([status, body.errors]).toEqual([
      400,
      [{ field: 'phone', message: 'This is not a phone number that can be texted.' }],
    ]);
    expect((await syncItems(frontdesk, 'orders')).size).toBe(0);
    await cyrus.texts('hello');
    expect(cyrus).toHear(/HELP MENU/);
  });

  test('O5 a second order of the same phone is a second order, and its text names it', async () => {
    await orderFor(cyrus, 'Cyrus');
    await desk.order({ name: 'Cyrus', phone: cyrus.number });
    expect(cyrus).toHear(/^Thanks for your order Cyrus! It is number 2\.\n\nTo make order pickup easier send ARRIVE/);
    expect(Object.keys(await board(frontdesk))).toEqual(expect.arrayContaining(['1', '2']));
  });

  test('pressed twice it is one order and one text', async () => {
    const fields = { actionId: 'press-0001', name: 'Cyrus', phone: cyrus.number };
    const answers = await Promise.all([desk.post('orders/create', fields), desk.post('orders/create', fields)]);
    expect(new Set(answers.map(({ body }) => body.order.key)).size).toBe(1);
    expect((await syncItems(frontdesk, 'orders')).size).toBe(1);
    expect(cyrus).toHear(placed('Cyrus'));
  });

  test('a text that does not arrive shows on the card', async () => {
    await frontdesk.emulator.messaging.setHandset(cyrus.number, { reachable: false, errorCode: 30003 });
    await desk.order({ name: 'Cyrus', phone: cyrus.number });
    expect((await board(frontdesk))['1']?.texts.placed).toMatchObject({ status: 'failed', errorCode: 30003 });
    cyrus.ignoreTexts();
  });
});

describe('ready', () => {
  test('O6 texts once, and again only on request after a while', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    expect((await desk.post('orders/ready', { key })).status).toBe(200);
    expect(cyrus).toHear(isReady('Cyrus'));
    expect((await desk.post('orders/ready', { key })).status).toBe(200);
    expect(cyrus).toHearNothing();
    expect((await desk.post('orders/resend', { key })).status).toBe(409);
    await frontdesk.advance(minutes(3));
    expect((await desk.post('orders/resend', { key })).status).toBe(200);
    expect(cyrus).toHear(isReady('Cyrus'));
  });

  test('O7 of an order that is not there is 404', async () => {
    expect((await desk.post('orders/ready', { key: 'order-of-nobody' })).status).toBe(404);
  });

  test('O13 does not undo that the customer is here', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await arriveOnFoot(cyrus);
    await desk.post('orders/ready', { key });
    expect(cyrus).toHear(/^Hi Cyrus! Your order is ready, we are bringing it out/);
    expect((await board(frontdesk))['1']).toMatchObject({ readyAt: expect.any(String), arrivedAt: expect.any(String) });
  });

  test('taken back, it tells the customer so', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await desk.post('orders/ready', { key });
    expect(cyrus).toHear(isReady('Cyrus'));
    await desk.post('orders/undo', { key, fact: 'readyAt' });
    expect(cyrus).toHear(/^Sorry Cyrus, your order is not quite ready/);
    expect((await board(frontdesk))['1']?.readyAt).toBeUndefined();
    await desk.post('orders/ready', { key });
    expect(cyrus).toHear(isReady('Cyrus'));
  });
});

async function arriveOnFoot(phone: Phone, name = 'Cyrus') {
  await dialogue(phone, ['ARRIVE', asksName], [name, asksCar], ['n', thanks]);
}

describe('arriving', () => {
  test.each([
    'ARRIVE',
    'arrive',
    'Here',
    "I'm here",
    'I’m waiting outside',
    'Pickup',
    'Arrived!',
    "I'm ready for pickup",
  ])('O8 %s begins the questions', async (word) => {
    await orderFor(cyrus, 'Cyrus');
    await dialogue(cyrus, [word, asksName], ['Cyrus', asksCar], ['No', thanks]);
    expect(await conversations(frontdesk)).toEqual([]);
  });

  test('whoever chose Spanish is asked and thanked in Spanish, and understood', async () => {
    await cyrus.texts('!lang es');
    expect(cyrus).toHear(/español/);
    await orderFor(cyrus, 'Cyrus');
    await dialogue(
      cyrus,
      ['Hola', /^¡Hola! ¿Viene a recoger su pedido\?/],
      ['¿cuánto falta?', /^No le entendemos\./],
      ['Ya llegué', /¿A nombre de quién es el pedido\?$/],
      ['Cyrus', /^¿Espera en su auto\? Responda Si o No\.$/],
      ['¿qué?', /^Disculpe, no le entendimos\. ¿Espera en su auto/],
      ['Sí, un Honda rojo', '¿De qué color y marca es el auto?'],
      ['Honda rojo', '¿Qué placa tiene el auto?'],
      ['8ABC123', '¡Gracias! ¡Enseguida le llevamos su pedido!'],
    );
    expect((await board(frontdesk))['1']).toMatchObject({ inCar: true, carMake: 'Honda rojo', carLicense: '8ABC123' });
    await bea.texts('!lang es');
    bea.ignoreTexts();
    await dialogue(
      bea,
      ['Estoy aquí', /No encontramos un pedido de este teléfono/],
      ['Bea', /^¿Espera en su auto/],
      ['no', /nuestro personal sabe que usted ha llegado\.$/],
    );
  });

  test('a language that is chosen while the order is open is that of its next text', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await cyrus.texts('!lang es');
    expect(cyrus).toHear(/español/);
    await desk.post('orders/ready', { key });
    expect(cyrus).toHear(/^¡Hola Cyrus! ¡Su pedido esta listo!/);
    await cyrus.texts('!lang en');
    expect(cyrus).toHear(/English/);
    await desk.post('orders/undo', { key, fact: 'readyAt' });
    expect(cyrus).toHear(/^Sorry Cyrus/);
  });

  test.each(["Hi, I'm here 👋", '"ARRIVE"', 'I’m  here, thanks!', 'ＡＲＲＩＶＥ'])(
    'the router and the flow agree that %s is an arrival',
    async (text) => {
      await orderFor(cyrus, 'Cyrus');
      await dialogue(cyrus, [text, asksName], ['Cyrus', asksCar], ['No', thanks]);
    },
  );

  test('ARRIVE once more in place of an answer is none: the question is asked again', async () => {
    await orderFor(cyrus, 'Cyrus');
    await dialogue(cyrus, ['ARRIVE', asksName], ['ARRIVE', asksName], ['Cyrus', asksCar], ['n', thanks]);
    expect((await board(frontdesk))['1']).toMatchObject({ inCar: false });
    expect((await board(frontdesk))['1']).not.toHaveProperty('arrivedName');
  });

  test('ARRIVE in place of every answer is asked about again twice, and they are on the board all the same', async () => {
    await dialogue(
      bea,
      ['ARRIVE', notFound],
      ["I'm here", notFound],
      ['Bea', asksCar],
      ['arrive', /^Sorry, we didn't get that/],
      ['Y, red Honda', asksMake],
      ["I'm here!", asksMake],
      ['ARRIVE', notFound],
    );
    expect((await board(frontdesk)).arrival).toMatchObject({ name: 'Bea', inCar: true });
    expect((await board(frontdesk)).arrival).not.toHaveProperty('carMake');
    expect((await board(frontdesk)).arrival).not.toHaveProperty('carLicense');
    expect(await conversations(frontdesk)).toEqual([]);
  });

  test('an answer that is too long is cut between two characters', async () => {
    await dialogue(bea, ['ARRIVE', notFound], [`x${'👍'.repeat(799)}`, asksCar], ['n', notFound]);
    expect((await board(frontdesk)).arrival?.name).toBe(`x${'👍'.repeat(49)}`);
  });

  test('O9 a phone without an order is told so, and staff know that somebody is here', async () => {
    await dialogue(bea, ['ARRIVE', notFound], ['Bea', asksCar], ['n', notFound]);
    expect((await board(frontdesk)).arrival).toMatchObject({ name: 'Bea', phone: bea.number, inCar: false });
  });

  test('O10 without a car, and with one', async () => {
    await orderFor(cyrus, 'Cyrus');
    await arriveOnFoot(cyrus);
    expect((await board(frontdesk))['1']).toMatchObject({ arrivedAt: expect.any(String), inCar: false });
    await orderFor(bea, 'Bea');
    await dialogue(
      bea,
      ['ARRIVE', asksName],
      ['Bea', asksCar],
      ['yes', asksMake],
      ['red Volvo', asksPlate],
      ['8ABC123', thanks],
    );
    expect((await board(frontdesk))['2']).toMatchObject({ inCar: true, carMake: 'red Volvo', carLicense: '8ABC123' });
  });

  test('O11 an unclear answer is asked about again, at most twice', async () => {
    await orderFor(cyrus, 'Cyrus');
    await dialogue(
      cyrus,
      ['ARRIVE', asksName],
      ['Cyrus', asksCar],
      ['what?', /^Sorry, we didn't get that\./],
      ['banana', /^Sorry, we didn't get that\./],
      ['still?', thanks],
    );
    expect((await board(frontdesk))['1']?.arrivedAt).toBeDefined();
  });

  test('O12 who comes again without the car has none', async () => {
    await orderFor(cyrus, 'Cyrus');
    await dialogue(
      cyrus,
      ['ARRIVE', asksName],
      ['Cyrus', asksCar],
      ['y', asksMake],
      ['red Volvo', asksPlate],
      ['8ABC', thanks],
    );
    const first = (await board(frontdesk))['1'];
    await arriveOnFoot(cyrus);
    const second = (await board(frontdesk))['1'];
    expect(second).toMatchObject({ inCar: false, arrivedAt: first?.arrivedAt });
    expect(second).not.toHaveProperty('carMake');
    expect(second).not.toHaveProperty('carLicense');
  });

  test('O15 what a customer texts is kept as text', async () => {
    await orderFor(cyrus, 'Cyrus');
    const make = '<img src=x onerror=alert(1)>';
    await dialogue(
      cyrus,
      ['ARRIVE', asksName],
      ['Cyrus', asksCar],
      ['y', asksMake],
      [make, asksPlate],
      ['8ABC', thanks],
    );
    expect((await board(frontdesk))['1']?.carMake).toBe(make);
  });

  test('O18 a greeting is welcomed, and nonsense is answered', async () => {
    await orderFor(cyrus, 'Cyrus');
    await dialogue(
      cyrus,
      ['Hello', welcome],
      ["How's it going", welcome],
      ['xyzzy', /^I don't understand\. Text ARRIVE/],
    );
    expect(await conversations(frontdesk)).toEqual([]);
  });

  test('with several orders the name tells which; without, all are here', async () => {
    await orderFor(cyrus, 'Cyrus');
    await orderFor(cyrus, 'Dana');
    await arriveOnFoot(cyrus, 'dana');
    expect((await board(frontdesk))['1']?.arrivedAt).toBeUndefined();
    expect((await board(frontdesk))['2']?.arrivedAt).toBeDefined();
    await arriveOnFoot(cyrus, 'both please');
    expect((await board(frontdesk))['1']?.arrivedAt).toBeDefined();
  });

  test("an order is found by its name from somebody else's phone, and by the next text too", async () => {
    await orderFor(cyrus, 'Cyrus Doe');
    await dialogue(bea, ['ARRIVE', notFound], ['cyrus', asksCar], ['n', thanks]);
    expect((await board(frontdesk))['1']).toMatchObject({ arrivedPhone: bea.number, arrivedName: 'cyrus' });
    await dialogue(
      bea,
      ['hello?', /^Thank you, our staff can read this/], // and not that they should text ARRIVE
      ['by the door', /^Thank you, our staff can read this/],
    );
    const [[key] = ['']] = await syncItems(frontdesk, 'orders');
    await desk.post('orders/text', { key, body: 'Coming' });
    expect(bea).toHear('Coming');
    const drawer = [...(await syncItems<CustomerText>(frontdesk, 'texts'))].filter(([name]) =>
      name.startsWith(`${cyrus.number.slice(1)}-`),
    );
    expect(drawer.map(([, { body }]) => body)).toEqual(expect.arrayContaining(['by the door', 'Coming']));
  });

  test('somebody with another last name does not take the order of a namesake', async () => {
    await orderFor(cyrus, 'Ana Lopez');
    await dialogue(bea, ['ARRIVE', notFound], ['Ana Diaz', asksCar], ['n', notFound]);
    const { 1: order, arrival } = await board(frontdesk);
    expect(order?.arrivedAt).toBeUndefined();
    expect(arrival).toMatchObject({ name: 'Ana Diaz' });
  });

  test('an arrival without an order is matched by staff', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await dialogue(
      bea,
      ['ARRIVE', notFound],
      ['zoe', asksCar],
      ['y', asksMake],
      ['blue Fiat', asksPlate],
      ['1', notFound],
    );
    const arrival = [...(await syncItems<{ kind: string }>(frontdesk, 'orders'))].find(
      ([, { kind }]) => kind === 'arrival',
    );
    const { status } = await desk.post('orders/match', { key, arrival: arrival?.[0] });
    expect(status).toBe(200);
    const { 1: order, arrival: left } = await board(frontdesk);
    expect(order).toMatchObject({ carMake: 'blue Fiat', arrivedPhone: bea.number, arrivedName: 'zoe' });
    expect(left).toBeUndefined();
  });

  test('whoever was taken for the wrong order is on the board again when staff take that back', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus Doe');
    await dialogue(
      bea,
      ['ARRIVE', notFound],
      ['cyrus', asksCar],
      ['y', asksMake],
      ['blue Fiat', asksPlate],
      ['8ABC', thanks],
    );
    const since = (await board(frontdesk))['1']?.arrivedAt;
    await frontdesk.advance(minutes(2));
    const press = { actionId: 'press-0003', key, fact: 'arrivedAt' };
    for (let times = 0; times < 2; times += 1) expect((await desk.post('orders/undo', press)).status).toBe(200);
    const { 1: order, arrival } = await board(frontdesk);
    expect(order).not.toHaveProperty('arrivedAt');
    expect(order).not.toHaveProperty('arrivedPhone');
    expect(arrival).toMatchObject({ phone: bea.number, name: 'cyrus', carMake: 'blue Fiat', arrivedAt: since });
    // Their next text is not about that order either
    await bea.texts('by the door');
    expect(bea).toHear(/^Thank you, our staff can read this/);
    expect((await board(frontdesk))['1']).not.toHaveProperty('wroteAt');
    await cyrus.texts('ARRIVE');
    expect(cyrus).toHear(asksName);
    await dialogue(cyrus, ['Cyrus Doe', asksCar], ['n', thanks]);
    expect((await board(frontdesk))['1']).toMatchObject({ inCar: false });
    expect((await board(frontdesk)).arrival).toMatchObject({ carMake: 'blue Fiat' });
  });

  test('a customer whose own arrival is taken back is not on the board', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await arriveOnFoot(cyrus);
    await desk.post('orders/undo', { key, fact: 'arrivedAt' });
    expect(Object.keys(await board(frontdesk))).toEqual(['1']);
    expect((await board(frontdesk))['1']).not.toHaveProperty('arrivedAt');
  });

  test('a command in mid-conversation is a command; an opt-out word is one too; neither is a name', async () => {
    await orderFor(cyrus, 'Cyrus');
    await dialogue(cyrus, ['ARRIVE', asksName]);
    await cyrus.texts('!help');
    expect(cyrus).toHear(/HELP MENU/);
    await dialogue(cyrus, ['Cyrus', asksCar]);
    await cyrus.texts('STOP');
    cyrus.ignoreTexts();
    await frontdesk.advance(minutes(11));
    cyrus.ignoreTexts();
    expect((await board(frontdesk))['1']).toMatchObject({ name: 'Cyrus', arrivedAt: expect.any(String) });
    expect((await board(frontdesk))['1']).not.toHaveProperty('arrivedName');
    expect(await conversations(frontdesk)).toEqual([]);
  });

  test('when the answer of the lookup is lost, who arrived is on the board, and their next text is no answer', async () => {
    await orderFor(cyrus, 'Cyrus');
    frontdesk.emulator.faults.add({ url: 'Documents', method: 'POST', kind: 'kill', after: true, times: 1 });
    await dialogue(cyrus, ['ARRIVE', thanks]);
    expect((await board(frontdesk))['1']).toMatchObject({ name: 'Cyrus', arrivedAt: expect.any(String) });
    expect(await conversations(frontdesk)).toEqual([]);
    await dialogue(cyrus, ['1', /number 1 in line/]);
  });

  describe('when the lookup fails, whoever chose Spanish', () => {
    const failing = (path: string) =>
      frontdesk.emulator.faults.add({ url: path, method: 'GET', kind: 'status', status: 500, times: 1 });
    beforeEach(async () => {
      await cyrus.texts('!lang es');
      cyrus.ignoreTexts();
      await orderFor(cyrus, 'Cyrus');
    });
    afterEach(() => frontdesk.emulator.faults.clear());

    test('is not understood in Spanish', async () => {
      // Once it is read by the router, and then by the flow's Function
      frontdesk.emulator.faults.add({
        url: '/Documents/customer.',
        method: 'GET',
        kind: 'status',
        status: 500,
        nth: 3,
      });
      await dialogue(cyrus, ['¿cuánto falta?', /^No le entendemos\./]);
    });

    test('is sent to the counter in Spanish', async () => {
      frontdesk.emulator.faults.add({ url: '/Documents/customer.', method: 'GET', kind: 'status', status: 500 });
      await dialogue(cyrus, ['ARRIVE', /Por favor pase al mostrador/]);
    });

    test('reads in Spanish that something went wrong', async () => {
      failing('/Documents/conversation.');
      await dialogue(cyrus, ['hola', /^Lo sentimos/]);
    });
  });

  test('who stops answering is on the board all the same', async () => {
    await orderFor(cyrus, 'Cyrus');
    await dialogue(cyrus, ['ARRIVE', asksName]);
    await frontdesk.advance(minutes(11));
    expect(cyrus).toHear(thanks);
    expect((await board(frontdesk))['1']?.arrivedAt).toBeDefined();
    expect(await conversations(frontdesk)).toEqual([]);
  });
});

describe('closing', () => {
  test('O17 an order that was handed over is off the board, and ARRIVE finds none', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await desk.post('orders/collected', { key });
    expect(await board(frontdesk)).toEqual({});
    await dialogue(cyrus, ['ARRIVE', notFound]);
    await frontdesk.advance(minutes(11));
    expect(cyrus).toHear(notFound);
  });

  test('whoever gets their order while they are still being asked is not announced afterwards', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await dialogue(cyrus, ['ARRIVE', asksName], ['Cyrus', asksCar]);
    await desk.post('orders/collected', { key });
    await frontdesk.advance(minutes(11));
    expect(cyrus).toHearNothing();
    expect(await board(frontdesk)).toEqual({});
    expect(await conversations(frontdesk)).toEqual([]);
  });

  test('nor is whoever gets all their orders while they are still being asked', async () => {
    const first = await orderFor(cyrus, 'Cyrus');
    const second = await orderFor(cyrus, 'Dana');
    await dialogue(cyrus, ['ARRIVE', asksName]);
    await desk.post('orders/collected', { key: first.key });
    await desk.post('orders/collected', { key: second.key });
    await cyrus.texts('both');
    expect(cyrus).toHear(asksCar);
    await cyrus.texts('n'); // they have their orders
    expect(await board(frontdesk)).toEqual({});
    expect(await conversations(frontdesk)).toEqual([]);
  });

  test('whoever names the one of their orders that was handed over meanwhile is not announced for the other', async () => {
    const first = await orderFor(cyrus, 'Cyrus');
    await orderFor(cyrus, 'Dana');
    await dialogue(cyrus, ['ARRIVE', asksName], ['cyrus', asksCar]);
    await desk.post('orders/collected', { key: first.key });
    await cyrus.texts('n');
    expect(Object.keys(await board(frontdesk))).toEqual(['2']);
    expect((await board(frontdesk))['2']).not.toHaveProperty('arrivedAt');
    await dialogue(cyrus, ['ARRIVE', asksName], ['Dana', asksCar], ['n', thanks]);
    expect((await board(frontdesk))['2']).toHaveProperty('arrivedAt');
  });

  test('undo brings it back, for ten minutes', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await desk.post('orders/collected', { key });
    expect((await desk.post('orders/undo', { key, fact: 'collectedAt' })).status).toBe(200);
    await arriveOnFoot(cyrus);
    await desk.post('orders/collected', { key });
    await frontdesk.advance(minutes(10) + 1000);
    const { status, body } = await desk.post('orders/undo', { key, fact: 'collectedAt' });
    expect([status, body.message]).toEqual([409, 'That was more than 10 minutes ago.']);
  });

  test('who is cancelled hears it, and hears when it was a mistake', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await desk.post('orders/cancel', { key });
    expect(cyrus).toHear(/your order 1 has been cancelled/);
    await desk.post('orders/undo', { key, fact: 'cancelledAt' });
    expect(cyrus).toHear(/your order 1 is not cancelled/);
    expect((await desk.post('orders/ready', { key })).status).toBe(200);
    expect(cyrus).toHear(isReady('Cyrus'));
  });

  test('two staff at once: one hands over, the other hears that it is done', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    const other = await signIn(frontdesk);
    const answers = await Promise.all([desk.post('orders/collected', { key }), other.post('orders/cancel', { key })]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409]);
    cyrus.ignoreTexts();
  });
});

test('O19 arrival and ready at once: both are kept', async () => {
  const { key } = await orderFor(cyrus, 'Cyrus');
  await dialogue(cyrus, ['ARRIVE', asksName], ['Cyrus', asksCar]);
  await Promise.all([cyrus.texts('n'), desk.post('orders/ready', { key })]);
  await frontdesk.emulator.world.causes.settled();
  expect((await board(frontdesk))['1']).toMatchObject({ readyAt: expect.any(String), arrivedAt: expect.any(String) });
  expect(cyrus.unread().map(({ body }) => body)).toEqual(expect.arrayContaining([thanks]));
  expect(cyrus.unread()).toHaveLength(2);
  cyrus.ignoreTexts();
});

describe('texts with the customer', () => {
  test('both ways, with what became of them', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    await dialogue(cyrus, ['do you have napkins?', /^I don't understand/]);
    expect((await board(frontdesk))['1']?.wroteAt).toBeDefined();
    await desk.post('orders/text', { key, body: 'We do. How many?' });
    expect(cyrus).toHear('We do. How many?');
    await cyrus.texts('three'); // nobody but staff answers
    expect(await textsWith(frontdesk, cyrus.number)).toEqual([
      `> ${placed('Cyrus')} (delivered)`,
      '< do you have napkins? (sent)',
      '> We do. How many? (delivered)',
      '< three (sent)',
    ]);
    await desk.post('orders/seen', { key });
    const order = (await board(frontdesk))['1'];
    expect(order?.readAt && order.wroteAt && order.readAt >= order.wroteAt).toBe(true);
  });

  test('who is here already is not told to text ARRIVE', async () => {
    await orderFor(cyrus, 'Cyrus');
    await arriveOnFoot(cyrus);
    await dialogue(cyrus, ['by the door', /^Thank you, our staff can read this/]);
  });

  test('a press that is repeated texts once', async () => {
    const { key } = await orderFor(cyrus, 'Cyrus');
    const fields = { actionId: 'press-0002', key, body: 'Five more minutes' };
    await desk.post('orders/text', fields);
    await desk.post('orders/text', fields);
    expect(cyrus).toHear('Five more minutes');
  });

  test('a robot at the other end is not answered for ever', async () => {
    await orderFor(cyrus, 'Cyrus');
    for (let n = 0; n < 8; n += 1) await cyrus.texts('I am driving');
    expect(cyrus.unread()).toHaveLength(5);
    cyrus.ignoreTexts();
  });
});

test('without cron, the open desk sends what a Function that died left behind', async () => {
  const { key } = await orderFor(cyrus, 'Cyrus');
  frontdesk.emulator.faults.add({ url: '/Messages.json', method: 'POST', kind: 'kill' });
  await desk.post('orders/ready', { key }).catch(() => undefined);
  frontdesk.emulator.faults.clear();
  expect(cyrus).toHearNothing();
  await frontdesk.advance(minutes(2));
  expect((await desk.post('heartbeat')).status).toBe(200);
  expect(cyrus).toHear(isReady('Cyrus'));
  expect((await board(frontdesk))['1']?.texts.ready).toMatchObject({ status: 'delivered' });
});
