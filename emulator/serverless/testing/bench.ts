import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCauses } from '../../core/causes';
import { createClock, type OwnedClock } from '../../core/clock';
import { createEventLog } from '../../core/event-log';
import { signatureOf } from '../../core/signature';
import { createTables } from '../../core/tables';
import { createWebhooks } from '../../core/webhooks';
import type { World } from '../../core/world';
import { createRest } from '../../rest/rest';
import { createServerless, type Serverless, type ServerlessOptions } from '../index';

export interface ApiResult {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
}
export interface Source {
  readonly path: string;
  readonly content: string;
  readonly visibility?: string;
  readonly type?: string;
}

/** The Serverless part alone, in a world of its own, with a port to call Functions on. */
export interface Bench {
  readonly world: World & { readonly clock: OwnedClock };
  readonly serverless: Serverless;
  readonly url: string; // of the service, loopback
  readonly folder: string;
  api(method: string, path: string, form?: Record<string, string | readonly string[]>): Promise<ApiResult>;
  upload(path: string, source: Partial<Source>, options?: { boundary?: string; auth?: string }): Promise<ApiResult>;
  /** Deploys these Functions and assets to a service and environment that are made when they are not there. */
  deploy(sources: { functions?: Source[]; assets?: Source[]; variables?: Record<string, string> }): Promise<string>;
  call(path: string, options?: CallOptions): Promise<Response>;
  /** The signature of a form that is posted to the path. */
  sign(path: string, form?: Record<string, string>): string;
  stop(): Promise<void>;
}
export interface CallOptions extends RequestInit {
  readonly form?: Record<string, string>;
}

const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: '2'.repeat(32) };
const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
export const dependencies = [
  { name: 'twilio', version: '6.2.0' },
  { name: '@twilio/runtime-handler', version: '2.0.1' },
];

export async function createBench(
  options: Partial<ServerlessOptions> & { keptIn?: string; stateFolder?: string } = {},
): Promise<Bench> {
  const folder = options.keptIn ?? mkdtempSync(join(tmpdir(), 'serverless-'));
  const causes = createCauses();
  const clock = createClock(() => causes.settled());
  const tables = createTables(options.stateFolder);
  const log = createEventLog(clock, causes);
  const base = { account, clock, tables, causes, log, invocations: new Map() };
  const world = { ...base, webhooks: createWebhooks(base) };
  const serverless = createServerless(world, { functionsEnvironment: () => ({}), folder, ...options });
  const rest = await createRest(world, [serverless], { checkResponses: true });
  const server: Server = createServer((request, response) => serverless.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const bench: Bench = {
    world,
    serverless,
    url,
    folder,
    async api(method, path, form = {}) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
      const answer = await rest.answer(
        'serverless.twilio.com',
        {
          method,
          url: `https://serverless.twilio.com/v1/${path}`,
          headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
          body: method === 'POST' ? body.toString() : '',
        },
        {},
      );
      return { status: answer.status, body: answer.body === '' ? undefined : JSON.parse(answer.body) };
    },
    async upload(path, source, { auth = authorization } = {}) {
      const form = new FormData();
      if (source.path !== undefined) form.append('Path', source.path);
      form.append('Visibility', source.visibility ?? 'public');
      const type = source.type ?? 'application/javascript';
      if (source.content !== undefined) form.append('Content', new Blob([source.content], { type }), 'file');
      const request = new Request('https://serverless-upload.twilio.com', { method: 'POST', body: form });
      const answer = await serverless.hosts?.['serverless-upload.twilio.com']?.({
        method: 'POST',
        url: `https://serverless-upload.twilio.com/v1/${path}`,
        headers: { authorization: auth, 'content-type': request.headers.get('content-type') ?? '' },
        body: Buffer.from(await request.arrayBuffer()),
      });
      if (!answer) throw new Error('no upload host');
      return { status: answer.status, body: JSON.parse(answer.body) };
    },
    async deploy({ functions = [], assets = [], variables = {} }) {
      const made = await bench.api('POST', 'Services', { UniqueName: 'bench', FriendlyName: 'bench' });
      const service = made.status === 201 ? made.body.sid : (await bench.api('GET', 'Services/bench')).body.sid;
      const environments = await bench.api('GET', `Services/${service}/Environments`);
      const environment =
        environments.body.environments[0]?.sid ??
        (await bench.api('POST', `Services/${service}/Environments`, { UniqueName: 'dev', DomainSuffix: 'dev' })).body
          .sid;
      const versionsOf = async (collection: string, sources: Source[]) => {
        const versions: string[] = [];
        for (const source of sources) {
          const { sid } = (await bench.api('POST', `Services/${service}/${collection}`, { FriendlyName: source.path }))
            .body;
          versions.push((await bench.upload(`Services/${service}/${collection}/${sid}/Versions`, source)).body.sid);
        }
        return versions;
      };
      const build = await bench.api('POST', `Services/${service}/Builds`, {
        Dependencies: JSON.stringify(dependencies),
        FunctionVersions: await versionsOf('Functions', functions),
        AssetVersions: await versionsOf('Assets', assets),
        Runtime: 'node22',
      });
      for (const [Key, Value] of Object.entries(variables)) {
        await bench.api('POST', `Services/${service}/Environments/${environment}/Variables`, { Key, Value });
      }
      const deployed = await bench.api('POST', `Services/${service}/Environments/${environment}/Deployments`, {
        BuildSid: build.body.sid,
      });
      if (deployed.status !== 201) throw new Error(JSON.stringify(deployed.body));
      return service;
    },
    call(path, { form, ...init } = {}) {
      return fetch(url + path, { ...(form && { method: 'POST', body: new URLSearchParams(form) }), ...init });
    },
    sign: (path, form = {}) => signatureOf(account.authToken, `https://${serverless.domain()}${path}`, form),
    async stop() {
      await serverless.stop?.();
      clock.stop();
      tables.flush();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (options.keptIn === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}
