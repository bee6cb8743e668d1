import { localUrl, piecesOf } from './text-links';

const service = { publicUrl: 'https://front-1234-dev.twil.io', serviceUrl: 'http://127.0.0.1:4601' };

test("the service's own link opens on this machine, path and query kept", () => {
  expect(localUrl('https://front-1234-dev.twil.io/desk.html?k=a%20b#top', service)).toBe(
    'http://127.0.0.1:4601/desk.html?k=a%20b#top',
  );
});

test('a link elsewhere stays, also one that only begins like ours', () => {
  expect(localUrl('https://zoom.us/j/1?pwd=2', service)).toBe('https://zoom.us/j/1?pwd=2');
  expect(localUrl('https://front-1234-dev.twil.io.example.com/', service)).toBe(
    'https://front-1234-dev.twil.io.example.com/',
  );
});

test('a text is cut into words and links, and put together again says the same', () => {
  const body = 'Open https://front-1234-dev.twil.io/a?b=1. Or (see https://zoom.us/j/9), then text 1!';
  const pieces = piecesOf(body, service);
  expect(pieces.filter((piece) => piece.href).map((piece) => [piece.text, piece.href])).toEqual([
    ['https://front-1234-dev.twil.io/a?b=1', 'http://127.0.0.1:4601/a?b=1'],
    ['https://zoom.us/j/9', 'https://zoom.us/j/9'],
  ]);
  expect(pieces.map((piece) => piece.text).join('')).toBe(body);
});

test('neither script nor markup becomes a link', () => {
  for (const body of ['javascript:alert(1)', '<img src=x onerror=alert(1)>', 'data:text/html,x', 'https://']) {
    expect(piecesOf(body, service)).toEqual([{ text: body }]);
  }
  expect(piecesOf('<a href="https://zoom.us/x">', service)[1]).toEqual({
    text: 'https://zoom.us/x',
    href: 'https://zoom.us/x',
  });
});

test('nothing is nothing', () => expect(piecesOf('', service)).toEqual([]));
