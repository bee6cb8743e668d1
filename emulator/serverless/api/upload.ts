import busboy from 'busboy';
import { notFound, TwilioApiError } from '../../core/errors';
import { newSid } from '../../core/ids';
import type { HostRequest, WebhookAnswer } from '../../core/world';
import { serverlessLimits } from '../limits';
import { type VersionRow, type Visibility, visibilities } from '../rows';
import { type ApiContext, badRequest } from './context';
import { assetKind, functionKind, type ResourceKind, versionJson } from './resources';

export const uploadHost = 'serverless-upload.twilio.com';

interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly content?: { readonly data: Buffer; readonly type: string };
}

const address = /^\/v1\/Services\/([^/]+)\/(Functions|Assets)\/([^/]+)\/Versions$/;
const forbiddenInPath = /[;,?:@+&$()' "#]/;

/** Versions are made here and not on the API's host: `POST …/Functions/ZH…/Versions`, multipart, with the file itself. */
export function createUpload(
  context: ApiContext,
  authenticate: (authorization: string | undefined) => void,
): (request: HostRequest) => Promise<WebhookAnswer> {
  const { world, rows } = context;

  const create = async (request: HostRequest): Promise<WebhookAnswer> => {
    authenticate(request.headers.authorization);
    const { pathname } = new URL(request.url);
    const [, serviceName = '', collection, resourceSid = ''] = address.exec(pathname) ?? [];
    if (collection === undefined) throw notFound(pathname);
    if (request.method !== 'POST') throw new TwilioApiError(405, 20004, 'Method not allowed');

    const kind = collection === 'Functions' ? functionKind(context) : assetKind(context);
    const service =
      rows.services.get(serviceName) ?? [...rows.services.values()].find((one) => one.uniqueName === serviceName);
    const resource = kind.resources.get(resourceSid);
    if (!service || resource?.serviceSid !== service.sid) throw notFound(pathname);

    const { fields, content } = await readUpload(request);
    const path = checkedPath(fields.Path);
    const visibility = checkedVisibility(fields.Visibility);
    if (!content) throw badRequest('Missing required parameter Content in the post body');
    checkSize(kind, visibility, content.data.length);
    const version: VersionRow = {
      sid: newSid('ZN'),
      serviceSid: service.sid,
      resourceSid: resource.sid,
      path,
      visibility,
      contentHash: context.contents.put(content.data),
      contentType: content.type,
      createdMs: world.clock.now(),
    };
    kind.versions.set(version.sid, version);
    return json(201, versionJson(world.account.accountSid, kind, version));
  };

  return async (request) => {
    try {
      return await create(request);
    } catch (error) {
      if (!(error instanceof TwilioApiError)) throw error;
      const { status, code, message } = error;
      return json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
    }
  };
}

const json = (status: number, body: unknown): WebhookAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function readUpload(request: HostRequest): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let content: Upload['content'];
    let isTooLarge = false;
    const refuse = (error: unknown) => reject(badRequest(`The upload cannot be read: ${(error as Error).message}`));
    try {
      const parser = busboy({
        headers: { ...request.headers },
        limits: { fileSize: serverlessLimits.assetBytes, files: 1, fields: 20 },
      });
      parser.on('field', (name, value) => {
        fields[name] = value;
      });
      parser.on('file', (name, stream, { mimeType }) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('limit', () => {
          isTooLarge = true;
        });
        stream.on('end', () => {
          if (name === 'Content') content = { data: Buffer.concat(chunks), type: mimeType };
        });
      });
      parser.on('error', refuse);
      parser.on('close', () => {
        if (isTooLarge) reject(badRequest(`Content has more than ${serverlessLimits.assetBytes} bytes`));
        else resolve({ fields, content });
      });
      parser.end(request.body);
    } catch (error) {
      refuse(error); // busboy throws when the content type is not multipart
    }
  });
}

function checkedPath(path: string | undefined): string {
  if (path === undefined) throw badRequest('Missing required parameter Path in the post body');
  if (!path.startsWith('/')) throw badRequest(`Path must start with '/': ${path}`);
  if (path.length > serverlessLimits.pathCharacters) {
    const allowed = serverlessLimits.pathCharacters;
    throw badRequest(`Path has ${path.length} characters; at most ${allowed} are allowed`);
  }
  const forbidden = forbiddenInPath.exec(path);
  if (forbidden) throw badRequest(`Path may not contain '${forbidden[0]}': ${path}`);
  return path;
}

function checkedVisibility(text: string | undefined): Visibility {
  const visibility = visibilities.find((known) => known === text);
  if (visibility) return visibility;
  throw badRequest(`Visibility must be one of ${visibilities.join(', ')}`);
}

function checkSize(kind: ResourceKind, visibility: Visibility, bytes: number): void {
  const { functionBytes, assetBytes, privateAssetBytes } = serverlessLimits;
  const ofAsset = visibility === 'private' ? privateAssetBytes : assetBytes;
  const allowed = kind.name === 'Function' ? functionBytes : ofAsset;
  if (bytes > allowed) throw badRequest(`Content has ${bytes} bytes; at most ${allowed} are allowed`);
}
