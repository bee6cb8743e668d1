import { flowOf } from './engine/testing';
import { help, talkThrough } from './terminal';

const flow = flowOf({
  Trigger: ['trigger', {}, { incomingMessage: 'look' }],
  look: [
    'run-function',
    { url: 'https://${DOMAIN}/find', parameters: [{ key: 'text', value: '{{trigger.message.Body}}' }] },
    { success: 'ask', fail: 'sorry' },
  ],
  ask: [
    'send-and-wait-for-reply',
    { body: 'Are you {{widgets.look.parsed.name}}?' },
    { incomingMessage: 'thanks', timeout: 'sorry', deliveryFailure: undefined },
  ],
  thanks: ['send-message', { body: 'Thanks' }, { sent: undefined, failed: undefined }],
  sorry: ['send-message', { body: 'Sorry' }, { sent: undefined, failed: undefined }],
});

async function typed(lines: string[], answers = {}) {
  const printed: string[] = [];
  const input = [...lines];
  const ask = async () => input.shift();
  await talkThrough(flow, { print: (line) => void printed.push(line), ask, now: () => 0 }, answers);
  expect(printed.shift()).toBe(help);
  return printed;
}

test('shows what is said, what is asked of Functions, and the way', async () => {
  expect(await typed(['hello', 'yes'], { '/find': { name: 'Ada' } })).toEqual([
    '    Trigger · incomingMessage > look',
    '    POST https://frontdesk.invalid/find {"text":"hello"}',
    '    {"name":"Ada"}',
    '    look · success > ask',
    '< Are you Ada?',
    '    ask · incomingMessage > thanks',
    '< Thanks',
    '    thanks · sent > Ended',
    '    ended: thanks: sent leads nowhere',
  ]);
});

test('asks for an answer that it is not given; answers in a list come in turn', async () => {
  expect(await typed(['hello', 'fail'])).toContain('< Sorry');
  expect(await typed(['hello', '{"name":"Bob"}'])).toContain('< Are you Bob?');
  const inTurn = await typed(['hello', '/timeout', 'hello'], { '/find': [{ name: 'Ada' }, { name: 'Bob' }] });
  expect(inTurn.filter((line) => line.startsWith('<'))).toEqual(['< Are you Ada?', '< Sorry', '< Are you Bob?']);
});

test('says when nothing waits for what was typed', async () => {
  expect(await typed(['/timeout'])).toEqual(['  ! the flow does not wait for this']);
});

test('begins a flow by a request with parameters, and by a conversation where the flow knows no messages', async () => {
  const say: Parameters<typeof flowOf>[0][string] = [
    'send-message',
    { body: 'Hi {{flow.data.name}}{{trigger.conversation.Body}}' },
    { sent: undefined, failed: undefined },
  ];
  const begun = async (event: string, line: string) => {
    const printed: string[] = [];
    const input = [line];
    const made = flowOf({ Trigger: ['trigger', {}, { [event]: 'say' }], say });
    const print = (text: string) => void printed.push(text);
    await talkThrough(made, { print, ask: async () => input.shift(), now: () => 0 });
    return printed.filter((text) => text.startsWith('<'));
  };
  expect(await begun('incomingRequest', '/start {"name":"Ada"}')).toEqual(['< Hi Ada']);
  expect(await begun('incomingConversationMessage', 'hello')).toEqual(['< Hi hello']);
});
