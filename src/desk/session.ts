import { createHash } from 'node:crypto';
import { noteActivity } from '../activity';
import { fieldOf } from '../door/event';
import { languages } from '../frontdesk';
import { masked } from '../phone';
import { resendAfterSeconds, undoMinutes } from '../pickup/moves';
import { readableMaps, syncTokenTtlSeconds } from './access';
import { type DeskAnswer, fine } from './answer';
import { deskPage, type Session, type SyncToken } from './contract';
import { openDoor, staffDoor } from './door';
import { endSession, sessionTtlSeconds, useLink } from './sessions';

const script = 'document.forms[0].submit()';
const scriptHash = createHash('sha256').update(script).digest('base64');

const page = (body: string): DeskAnswer => ({
  status: 200,
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Frontdesk</title><style>:root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:28rem;margin:20vh auto;padding:0 1.5rem}button{font:inherit;min-height:3rem;padding:0 1.5rem}</style></head><body>${body}</body></html>`,
  headers: {
    'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  },
});

/** The link is used up by a second request, which only a browser makes: the previews that phones fetch of a link must not use it up. */
const confirmPage = (key: string) =>
  page(
    `<form method="post" action="sign-in"><input type="hidden" name="key" value="${key}"><input type="hidden" name="go" value="1"><h1>Frontdesk</h1><button>Open the desk</button></form><script>${script}</script>`,
  );

const usedPage = {
  ...page(
    '<h1>This link is used up</h1><p>A link to the desk is good once, and for ten minutes. Text <b>!desk</b> to the front desk to get another one.</p>',
  ),
  status: 403,
};

const isKey = (text: string): boolean => /^[\w-]{32}$/.test(text);

export const signInDoor = openDoor(async ({ frontdesk, access, event }) => {
  const key = fieldOf(event, 'key') ?? '';
  if (!isKey(key)) return usedPage;
  if (fieldOf(event, 'go') === undefined) return confirmPage(key);
  const signedIn = await useLink(frontdesk, key);
  if (signedIn === undefined) return usedPage;
  const { token, session } = signedIn;
  await Promise.all([
    access.allowReading(session.identity, readableMaps(frontdesk)),
    noteActivity(frontdesk, { id: key, who: masked(session.admin), what: 'signed in', about: '' }),
  ]);
  return {
    ...page(`<a href="${deskPage}">Open the desk</a>`),
    status: 303,
    headers: { Location: deskPage },
    cookie: { value: token, maxAgeSeconds: sessionTtlSeconds },
  };
});

export const sessionDoor = staffDoor(
  async ({ frontdesk, session }) => {
    const { clock, config } = frontdesk;
    const body: Session = {
      who: masked(session.admin),
      orgName: config.orgName,
      number: config.twilioNumber ?? '',
      expiresAt: new Date(session.expiresAtMs).toISOString(),
      now: new Date(clock.nowMs()).toISOString(),
      services: config.services,
      settings: {
        waitingMinutes: { late: 3, tooLate: 8 },
        resendAfterSeconds,
        undoMinutes,
        defaultCountry: config.defaultCountry,
        ...(config.timeZone !== undefined && { timeZone: config.timeZone }),
        languages,
        dispatchShards: config.dispatchShards,
        serviceMinutes: config.serviceMinutes,
      },
    };
    return fine(body);
  },
  { changes: false },
);

export const tokenDoor = staffDoor(async ({ frontdesk, access, session }) => {
  const { clock, config } = frontdesk;
  const body: SyncToken = {
    token: access.token(session.identity, syncTokenTtlSeconds),
    identity: session.identity,
    expiresAt: new Date(clock.nowMs() + syncTokenTtlSeconds * 1000).toISOString(),
    ...(config.twilsockUri !== undefined && { twilsockUri: config.twilsockUri }),
  };
  return fine(body);
});

export const signOutDoor = staffDoor(async ({ frontdesk, token }) => {
  await endSession(frontdesk, token);
  return { ...fine({}), cookie: { value: '', maxAgeSeconds: 0 } };
});
