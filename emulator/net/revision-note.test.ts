import { revisionNote } from './revision-note';

const answer = (status: number, value: unknown) => ({ status, headers: {}, body: JSON.stringify(value) });

test.each([
  ['an update names both', 'POST', { 'if-match': '3' }, answer(200, { revision: '4' }), 'If-Match 3, rev 4'],
  ['a lost race names what was expected', 'POST', { 'if-match': '3' }, answer(412, { code: 54103 }), 'If-Match 3'],
  ['a creation names the first', 'POST', {}, answer(201, { revision: '0', data: {} }), 'rev 0'],
  ['a removal', 'DELETE', { 'if-match': '3' }, { status: 204, headers: {}, body: '' }, 'If-Match 3'],
  ['a read says nothing', 'GET', {}, answer(200, { revision: '4' }), undefined],
  ['a revision inside the data is not one', 'POST', {}, answer(201, { data: { revision: '9' } }), undefined],
  ['a Studio flow counts by numbers, which are no Sync revisions', 'POST', {}, answer(201, { revision: 1 }), undefined],
  ['an answer that never came', 'POST', { 'if-match': '3' }, undefined, 'If-Match 3'],
])('%s', (_, method, headers, given, note) => {
  expect(revisionNote(method, headers as Record<string, string>, given)).toBe(note);
});
