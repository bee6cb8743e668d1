import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

/** The phones page: one document, one script, one stylesheet. It knows the emulator by its control API alone. */
export interface Page {
  /** Answers a request for the page; `false` when the URL is none of its own. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
}

interface Resource {
  readonly type: string;
  readonly read: () => string | Promise<string>;
}

// Nothing inline, nothing from elsewhere: what a text says can only ever be shown.
const contentSecurityPolicy =
  "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

export function createPage(): Page {
  const file = (name: string) => readFileSync(join(__dirname, name), 'utf8');
  const bundled = new Map<string, Promise<string>>();
  const bundledOnce = (entry: string) => () => {
    const begun =
      bundled.get(entry) ??
      bundle(entry).catch((error: unknown) => {
        bundled.delete(entry);
        throw error;
      });
    bundled.set(entry, begun);
    return begun;
  };
  const resources: Readonly<Record<string, Resource>> = {
    '/': { type: 'text/html; charset=utf-8', read: () => file('page.html') },
    '/page.css': { type: 'text/css; charset=utf-8', read: bundledOnce('page.css') },
    '/page.js': { type: 'text/javascript; charset=utf-8', read: bundledOnce('client/main.tsx') },
    '/favicon.svg': { type: 'image/svg+xml', read: () => file('favicon.svg') },
    '/favicon.ico': { type: 'image/svg+xml', read: () => file('favicon.svg') },
  };

  return {
    handle(req, res) {
      const path = (req.url ?? '/').replace(/[?#].*$/, '');
      const resource = Object.hasOwn(resources, path) ? resources[path] : undefined;
      if (resource === undefined) return false;
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        res.writeHead(405, { allow: 'GET, HEAD' }).end();
        return true;
      }
      void answer(resource, req.method === 'HEAD', res);
      return true;
    },
  };
}

async function answer({ type, read }: Resource, isHead: boolean, res: ServerResponse): Promise<void> {
  const headers = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  try {
    const body = await read();
    res.writeHead(200, { ...headers, 'content-type': type }).end(isHead ? undefined : body);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    res
      .writeHead(500, { ...headers, 'content-type': 'text/plain; charset=utf-8' })
      .end(`The page did not build.\n${why}`);
  }
}

async function bundle(entry: string): Promise<string> {
  // Loaded at the first look at the page: whoever runs the emulator without a browser does not pay for it.
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [join(__dirname, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error('esbuild wrote no file');
  return output.text;
}
