import { answered, asRead, isOnHandset, refreshed, type ThreadText, unreadIn, withText } from './conversation';

const text = (over: Partial<ThreadText>): ThreadText => ({
  sid: 'SM1',
  direction: 'outbound',
  from: '+15005550006',
  to: '+15005550113',
  body: 'hello',
  status: 'queued',
  date: '2026-11-21T12:46:05Z',
  ...over,
});

test('a text keeps its place while its delivery goes on', () => {
  let thread = withText([], text({}));
  thread = withText(thread, text({ sid: 'SM2', body: 'second' }));
  thread = withText(thread, text({ status: 'delivered' }));
  expect(thread.map((t) => [t.sid, t.status])).toEqual([
    ['SM1', 'delivered'],
    ['SM2', 'queued'],
  ]);
});

test('late news of an earlier status changes nothing', () => {
  const thread = withText([], text({ status: 'delivered' }));
  expect(withText(thread, text({ status: 'sent' }))).toBe(thread);
});

test('a failure says why', () => {
  const thread = withText(withText([], text({ status: 'sent' })), text({ status: 'undelivered', errorCode: 30003 }));
  expect(thread[0]).toMatchObject({ status: 'undelivered', errorCode: 30003 });
});

test('a text that was typed here becomes the one that the emulator took, not a second one', () => {
  const typed = text({ sid: 'local-1', direction: 'inbound', body: '1', status: 'sending_here' });
  const thread = withText([typed], text({ sid: 'SM9', direction: 'inbound', body: '1', status: 'received' }));
  expect(thread.map((t) => t.sid)).toEqual(['SM9']);
});

test('a text that was refused stays, though the same words are sent again', () => {
  const refused = text({ sid: 'local-1', direction: 'inbound', body: '1', status: 'failed', refused: 'no answer' });
  expect(withText([refused], text({ sid: 'SM9', direction: 'inbound', body: '1' }))).toHaveLength(2);
});

test('a scheduled text is not on the handset, and neither it nor one that failed is unread there', () => {
  const thread = [
    text({ isNew: true }),
    text({ sid: 'SM2', isNew: true, status: 'scheduled' }),
    text({ sid: 'SM3', isNew: true, status: 'undelivered' }),
  ];
  expect(thread.map(isOnHandset)).toEqual([true, false, true]);
  expect(unreadIn(thread)).toBe(1);
  expect(unreadIn(asRead(thread))).toBe(0);
});

test('after a lost connection, what came meanwhile is new, what was read stays read, what was refused stays', () => {
  const known = [text({}), text({ sid: 'local-1', direction: 'inbound', status: 'failed', refused: 'no answer' })];
  const thread = refreshed(known, [text({ status: 'delivered' }), text({ sid: 'SM2' })], false);
  expect(thread.map((t) => [t.sid, t.isNew ?? false])).toEqual([
    ['SM1', false],
    ['SM2', true],
    ['local-1', false],
  ]);
  expect(unreadIn(refreshed([], [text({})], true))).toBe(0);
});

test('the answer to a typed text names it, once', () => {
  const typed = [text({ sid: 'local-1', direction: 'inbound', body: '1', status: 'sending_here' })];
  expect(answered(typed, 'local-1', { sid: 'SM9' }).map((t) => t.sid)).toEqual(['SM9']);
  expect(answered([text({ sid: 'SM9' }), ...typed], 'local-1', { sid: 'SM9' })).toHaveLength(1);
  expect(answered(typed, 'local-1', { refused: 'no answer' })[0]).toMatchObject({
    status: 'failed',
    refused: 'no answer',
  });
});
