import type { Emulator } from '../../emulator';

/**
 * Signs an admin in as they would themself, by texting `!desk`: the link that comes back, leading to this machine. Undefined when no
 * link came.
 */
export async function deskLink(
  emulator: Pick<Emulator, 'messaging' | 'serviceUrl'>,
  admin: string,
  domain: string | undefined,
): Promise<string | undefined> {
  const { replies } = await emulator.messaging.inbound({ from: admin, body: '!desk' });
  const link = replies.map(({ body }) => /https:\/\/\S+/.exec(body)?.[0]).find((found) => found !== undefined);
  return link === undefined || domain === undefined ? link : link.replace(`https://${domain}`, emulator.serviceUrl);
}
