import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createControl, type Handset, type Phone, refusalOf } from './control/control';
import { createRecords } from './control/records';
import { createWorld, patience, type WorldOptions } from './core/create-world';
import type { Account, Part, World } from './core/world';
import { createMessaging, type Messaging } from './messaging';
import { certificatesFor } from './net/certificates';
import { createEntrance } from './net/entrance';
import { createFaults, type Faults } from './net/faults';
import { sendJson, sendText } from './net/http';
import { answerFor, hostOf, serveTunnels } from './net/proxy';
import { createPage } from './page';
import type { CoveredOperation } from './rest/api';
import { createRest } from './rest/rest';
import { createServerless, type Serverless } from './serverless';
import { createStudio } from './studio';
import { createSync, type Sync } from './sync';
import { createZoom } from './zoom';

export type { Account, CoveredOperation, World };

export interface EmulatorOptions extends WorldOptions {
  /** Page, control API and proxy; the deployed service is on the next port. 0: any two that are free. */
  readonly port: number;
  /** Where the certificate authority is kept. */
  readonly caFolder: string;
  /** Checks each answer of the API against Twilio's OpenAPI documents; one that differs is answered as 500 and kept in `violations`. */
  readonly checkResponses?: boolean;
  /** Where the packages that deployed builds depend on are installed; default: the working directory. */
  readonly projectFolder?: string;
  /** Sync's limits on calls per object and second, and Studio's on executions begun; on unless it says false. Counted by real time. */
  readonly rateLimits?: boolean;
}

/** Twilio on loopback. */
export interface Emulator {
  readonly url: string; // page and control API
  readonly serviceUrl: string; // what is deployed
  readonly proxyUrl: string; // for HTTP_PROXY
  readonly caFile: string; // for NODE_EXTRA_CA_CERTS
  readonly account: Account;
  readonly world: World;
  readonly serverless: Serverless;
  readonly messaging: Messaging;
  readonly sync: Sync;
  readonly faults: Faults;
  readonly violations: readonly string[];
  /** Every operation of Twilio's REST API that there is here. */
  readonly operations: readonly CoveredOperation[];
  /** What a process needs in its environment to take this for Twilio. */
  environment(): Record<string, string>;
  /** Gives the account a number, unless it has it; `smsUrl` is the webhook for its texts. */
  ownNumber(phoneNumber: string, options?: { smsUrl?: string }): void;
  /** The phones that the page shows. */
  showPhones(phones: readonly Phone[]): void;
  /** Pages of the deployed service that the page links to. */
  showPages(pages: readonly { readonly name: string; readonly url: string }[]): void;
  /** Remembers the present state as the one that `reset` goes back to; kept over restarts. */
  markDeployed(): void;
  /** The same for Functions, Assets, variables and flows alone: a reset keeps the newest code, and forgets what happened. */
  markCode(): void;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** The names that the TLS server's certificate is good for. */
const certifiedHosts = ['*.twilio.com', '*.us1.twilio.com', '*.twil.io', 'zoom.us', '*.zoom.us'];
const codeTables = /^serverless\.|^studio\.(flows|revisions)$/;
const loopback = '127.0.0.1';
const stopPatienceMs = 1_000;

export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { port, caFolder, checkResponses = false, stateFolder } = options;
  const world = createWorld(options);
  const filesFolder = stateFolder ?? mkdtempSync(join(tmpdir(), 'emulator-'));
  const faults = createFaults();
  const records = createRecords(world.log);

  const serverless = createServerless(world, {
    functionsEnvironment: () => ({ HTTP_PROXY: proxyUrl, NODE_EXTRA_CA_CERTS: certificates.caFile }),
    // Where the Sync SDK of a page connects: it cannot reach Twilio's name for it, and the port is this start's
    functionsContext: () => ({ TWILSOCK_URI: environment().TWILSOCK_URI }),
    folder: join(filesFolder, 'serverless'),
    projectFolder: options.projectFolder,
  });
  const messaging = createMessaging(world);
  const sync = createSync(world, options);
  const studio = createStudio(world, messaging, options);
  const parts: readonly Part[] = [serverless, messaging, createZoom(world), sync, studio];
  const page = createPage();

  const [certificates, rest] = await Promise.all([
    certificatesFor(certifiedHosts, caFolder),
    createRest(world, parts, { checkResponses }),
  ]);
  const entrance = createEntrance(world, parts, rest, faults);

  const reset = async () => {
    faults.clear();
    await world.reset();
    serverless.forget();
    records.clearCalls();
    records.clearWebhooks();
  };
  const handsets = world.tables.open<Omit<Handset, 'number'>>('handsets');
  const texts = {
    ...messaging,
    handsets: () => [...handsets.entries()].map(([number, handset]) => ({ number, ...handset })),
  };
  const control = createControl({ world, faults, records, texts, about, reset });

  const front = createServer((request, response) => {
    void answerFront(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) sendJson(response, 500, { error: String(error) });
    });
  });
  const answerFront = async (request: IncomingMessage, response: ServerResponse) => {
    const host = hostOf(request);
    if (entrance.knows(host) || /^https?:/i.test(request.url ?? ''))
      return answerFor(entrance, request, response, host);
    if (await control.handle(request, response)) return;
    const refusal = refusalOf(request);
    if (refusal !== undefined) return sendText(response, 403, refusal);
    if (page.handle(request, response)) return;
    sendText(response, 404, `There is nothing at ${request.url}`);
  };
  const upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => sync.upgrade(request, socket, head);
  front.on('upgrade', upgrade);
  const tunnels = serveTunnels(front, entrance, certificates, upgrade);
  const service = createServer((request, response) => serverless.handle(request, response));

  const sockets = new Set<Socket>();
  for (const server of [front, service]) {
    server.keepAliveTimeout = 60_000;
    server.on('connection', (socket: Socket) => {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
  }
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    world.clock.stop();
    // What is under way may end well: a text that is half handled is a bad thing to come back to.
    await Promise.race([world.causes.settled(), patience(stopPatienceMs)]);
    tunnels.close();
    for (const server of [front, service]) server.close();
    for (const socket of sockets) socket.destroy();
    await Promise.all(parts.map((part) => part.stop?.()));
    world.stop();
    if (stateFolder === undefined) rmSync(filesFolder, { recursive: true, force: true });
  };
  const [frontPort, servicePort] = await listenTogether(front, service, port).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const url = `http://${loopback}:${frontPort}`;
  const proxyUrl = url;
  const serviceUrl = `http://${loopback}:${servicePort}`;

  const environment = () => ({
    HTTP_PROXY: proxyUrl,
    NODE_EXTRA_CA_CERTS: certificates.caFile,
    TWILIO_ACCOUNT_SID: world.account.accountSid,
    TWILIO_AUTH_TOKEN: world.account.authToken,
    TWILSOCK_URI: `ws://${loopback}:${frontPort}/v3/wsconnect`,
  });
  let pages: readonly { readonly name: string; readonly url: string }[] = [];
  function about() {
    const domain = serverless.domain();
    return {
      account: world.account.accountSid,
      numbers: messaging.numbers().map(({ phoneNumber }) => phoneNumber),
      domain,
      serviceUrl,
      publicUrl: domain && `https://${domain}`,
      pages,
      url,
      proxyUrl,
      caFile: certificates.caFile,
      twilsockUri: environment().TWILSOCK_URI,
    };
  }

  world.begin();

  return {
    url,
    serviceUrl,
    proxyUrl,
    caFile: certificates.caFile,
    account: world.account,
    world,
    serverless,
    messaging,
    sync,
    faults,
    violations: rest.violations,
    operations: rest.operations,
    environment,
    ownNumber: (phoneNumber, { smsUrl } = {}) =>
      void messaging.addNumber(phoneNumber, smsUrl === undefined ? {} : { SmsUrl: smsUrl }),
    showPages(shown) {
      pages = shown;
    },
    showPhones: (phones) => world.tables.open<readonly Phone[]>('phones').set('phones', phones),
    markDeployed: () => world.markDeployed(),
    markCode: () => world.markDeployed((table) => codeTables.test(table)),
    reset,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/**
 * Opens both servers on loopback: on `port` and the one after it, or on any two for 0.
 *
 * @throws {Error} naming the port that is taken; neither is open then
 */
async function listenTogether(front: Server, service: Server, port: number): Promise<[number, number]> {
  const opened: Server[] = [];
  try {
    const frontPort = await listen(front, port);
    opened.push(front);
    return [frontPort, await listen(service, port === 0 ? 0 : port + 1)];
  } catch (error) {
    for (const server of opened) server.close();
    throw error;
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use; choose another with --port`) : error);
    });
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}
