import type { Contents } from '../contents';
import type { VersionRow } from '../rows';
import { type GateAnswer, type GateRequest, type Header, headerOf, textAnswer } from './exchange';

const textTypes = /^(text\/|application\/(javascript|json|xml|manifest\+json)|image\/svg\+xml)/;

/** An asset as the CDN gives it out; a browser asks each time whether it has changed, so that a deploy is seen at once. */
export function assetAnswer(version: VersionRow, request: GateRequest, contents: Contents): GateAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') return textAnswer(405, 'Method Not Allowed');
  const etag = `"${version.contentHash.slice(0, 32)}"`;
  const type = version.contentType;
  const cached: Header[] = [
    ['etag', etag],
    ['cache-control', 'public, max-age=0, must-revalidate'],
    ['last-modified', new Date(version.createdMs).toUTCString()],
  ];
  const known = headerOf(request.headers, 'if-none-match')?.split(/\s*,\s*/) ?? [];
  if (known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)) {
    return { status: 304, headers: cached, body: Buffer.alloc(0) };
  }
  const isBareText = textTypes.test(type) && !type.includes('charset');
  const contentType: Header = ['content-type', isBareText ? `${type}; charset=utf-8` : type];
  const body = contents.get(version.contentHash);
  return body ? { status: 200, headers: [contentType, ...cached], body } : textAnswer(404, 'Not Found');
}
