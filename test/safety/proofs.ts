import type { TestFrontdesk } from '../frontdesk';
import { deskLink, signIn } from '../frontdesk/desk';
import type { Asked } from './deployed-functions';

/** What lets a caller in at a public Function: only who has it gets more than a refusal. */
export interface Proof {
  /** The Functions that ask for it. */
  readonly opens: (path: string) => boolean;
  /** A request that has it. */
  readonly given: (frontdesk: TestFrontdesk) => Promise<Asked>;
  /** The refusal is for people: a page, since a link leads there. */
  readonly refusesWithPage?: boolean;
}

export const secretOf = ({ deployed }: TestFrontdesk, name: string): string => {
  const value = deployed.variables[name];
  if (value === undefined) throw new Error(`${name} was not deployed`);
  return value;
};

const bearer = (name: string) => async (frontdesk: TestFrontdesk) => ({
  headers: { authorization: `Bearer ${secretOf(frontdesk, name)}` },
});

/** Every public Function has one of these. One that has none is open to everybody: give it a proof, or make it protected. */
export const proofs: Readonly<Record<string, Proof>> = {
  'the tick key': { opens: (path) => path === '/tick', given: bearer('TICK_KEY') },
  'the API key': { opens: (path) => path.startsWith('/reminder/'), given: bearer('REMINDER_API_KEY') },
  'a link that was texted': {
    opens: (path) => path === '/desk/sign-in',
    given: async (frontdesk) => ({ query: new URL(await deskLink(frontdesk)).search }),
    refusesWithPage: true,
  },
  'a session': {
    opens: (path) => path.startsWith('/desk/') && path !== '/desk/sign-in',
    given: async (frontdesk) => ({ headers: { cookie: (await signIn(frontdesk)).cookie, 'x-frontdesk': 'desk' } }),
  },
};

export const proofFor = (path: string): Proof | undefined => Object.values(proofs).find(({ opens }) => opens(path));
