import type { Frontdesk } from '../frontdesk';
import { changePerson, type KnownPerson, type Person } from '../people';
import type { E164 } from '../phone';

/** Answers to texts that ask for nothing we do: after so many, silence, until the phone does something real or the time is over. */
export const passiveReplies = { atMost: 5, perMinutes: 60 } as const;

/** Whether this text may still be answered with a menu; notes that it was. The same text again gets the same answer. */
export async function mayReply(
  frontdesk: Frontdesk,
  number: E164,
  person: KnownPerson,
  messageSid: string,
): Promise<boolean> {
  const nowMs = frontdesk.clock.nowMs();
  const sinceMs = nowMs - passiveReplies.perMinutes * 60_000;
  const lately = ({ passive = [] }: Person) => passive.filter(({ atMs }) => atMs > sinceMs);
  const noted = await changePerson(frontdesk, number, person, (known) => {
    const replies = lately(known);
    if (replies.some((reply) => reply.messageSid === messageSid)) return undefined;
    if (replies.length >= passiveReplies.atMost) return undefined;
    return { ...known, unreachable: undefined, passive: [...replies, { messageSid, atMs: nowMs }] };
  });
  return lately(noted).some((reply) => reply.messageSid === messageSid);
}

/** A real action: the count starts anew. Whoever texts can be reached, whatever was known of the number. */
export async function heardFrom(frontdesk: Frontdesk, number: E164, person: KnownPerson): Promise<void> {
  const isNews = ({ passive, unreachable }: Person) => passive !== undefined || unreachable !== undefined;
  if (person === undefined || !isNews(person.data)) return;
  await changePerson(frontdesk, number, person, (known) => {
    const { passive, unreachable, ...rest } = known;
    return isNews(known) ? rest : undefined;
  });
}
