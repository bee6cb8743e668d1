import { readFileSync } from 'node:fs';
import type { FlowDefinition } from '../../emulator/studio/definition';
import type { HttpAnswer, Step } from '../../emulator/studio/engine/ports';
import { renderTemplate } from '../../emulator/studio/liquid';
import { createTalk } from '../../emulator/studio/talk';
import { type Language, languages } from '../../src/frontdesk';
import { segmentsOf } from '../../src/messages/segments';

export type Fields = Readonly<Record<string, string>>;

/** A flow of the repository, to be talked with; it remembers which transitions were taken. */
export interface FlowUnderTest {
  readonly definition: FlowDefinition;
  /**
   * What the flow says to these texts (`/timeout` and `/undelivered` are silences), and what it handed to each Function, by path. `answers` are the
   * Functions': fields (with a status other than 200 where `status` is one), or 'fail' for no answer at all.
   */
  talk(
    texts: readonly string[],
    answers: Readonly<Record<string, Fields | 'fail'>>,
    options?: TalkOptions,
  ): Promise<Talked>;
  /** Transitions that lead somewhere, and that no talk has taken since `forgetTaken`. */
  untaken(): string[];
  forgetTaken(): void;
}
export interface TalkOptions {
  /** The text that Twilio refuses to send. */
  readonly refuses?: string;
}
export interface Talked {
  readonly said: string[];
  readonly handed: Readonly<Record<string, readonly Fields[]>>;
}

export function flowUnderTest(name: string): FlowUnderTest {
  const source = readFileSync(`flows/${name}.json`, 'utf8');
  const definition = JSON.parse(source.replaceAll('$' + '{DOMAIN}', 'frontdesk.invalid')) as FlowDefinition;
  const taken = new Set<string>();
  return {
    definition,
    async talk(texts, answers, { refuses } = {}) {
      const said: string[] = [];
      const handed: Record<string, Fields[]> = {};
      const mayFail =
        refuses !== undefined || Object.values(answers).some((answer) => answer === 'fail' || Number(answer.status));
      const conversation = createTalk(definition, {
        now: () => 0,
        sendText: ({ body }) => void said.push(body),
        refusal: ({ body }) => (body === refuses ? { code: 21610, message: 'The phone has opted out' } : undefined),
        async callFunction({ url, params }): Promise<HttpAnswer> {
          const { pathname } = new URL(url);
          handed[pathname] = [...(handed[pathname] ?? []), params as Fields];
          const answer = answers[pathname] ?? {};
          if (answer === 'fail') return { kind: 'no-answer', error: 'refused' };
          return {
            kind: 'answer',
            status: Number(answer.status) || 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(answer),
          };
        },
        step: ({ from, event, to }: Step) => void taken.add(`${from}.${event} > ${to}`),
        warn: (warning) => {
          if (!mayFail) throw new Error(JSON.stringify(warning));
        },
      });
      for (const text of texts) {
        const given =
          text === '/timeout'
            ? conversation.timeout()
            : text === '/undelivered'
              ? conversation.undelivered()
              : conversation.text(text);
        expect(await given).toBe(true);
      }
      expect(conversation.execution()?.status).toBe('ended');
      return { said, handed };
    },
    forgetTaken: () => taken.clear(),
    untaken: () =>
      definition.states
        .flatMap(({ name: from, transitions }) =>
          transitions.flatMap(({ event, next }) => (next ? [`${from}.${event} > ${next}`] : [])),
        )
        .filter((transition) => !taken.has(transition)),
  };
}

type Offset = { readonly x: number; readonly y: number };
const widget = { width: 320, height: 180 };

/** Where the canvas is hard to read: widgets that overlap, and ways on that lead upwards, but for the named loops. */
export function untidyPlaces({ states }: FlowDefinition, loops: readonly string[] = []): string[] {
  const places = new Map(states.map(({ name, properties }) => [name, properties.offset as Offset]));
  const untidy: string[] = [];
  for (const { name, transitions } of states) {
    const here = places.get(name) ?? { x: 0, y: 0 };
    for (const [other, there] of places) {
      const apart = Math.abs(here.x - there.x) >= widget.width || Math.abs(here.y - there.y) >= widget.height;
      if (other !== name && !apart) untidy.push(`${name} overlaps ${other}`);
    }
    for (const { next } of transitions) {
      if (!next || loops.includes(`${name} > ${next}`)) continue;
      if ((places.get(next)?.y ?? 0) <= here.y) untidy.push(`${name} > ${next} leads upwards`);
    }
  }
  return untidy;
}

/** What a body says to somebody of this language, at its longest. */
const wordsOf = (body: string, language: Language): string => {
  const path = /if ([\w.]+) == "/.exec(body)?.[1]?.split('.') ?? [];
  const context = path.reduceRight<unknown>((value, key) => ({ [key]: value }), language);
  const flow = { variables: { in_car_tries: '1' } };
  return renderTemplate(body, { ...Object(context), flow }, 0).text;
};

/** Texts that are longer than one segment, or not in the GSM alphabet, or the same in two languages. */
export function textsToMend({ states }: FlowDefinition): string[] {
  const bodies = states.flatMap(({ properties }) => (typeof properties.body === 'string' ? [properties.body] : []));
  return bodies.flatMap((body) => {
    const said = languages.map((language) => wordsOf(body, language));
    const long = said.filter((text) => segmentsOf(text).encoding !== 'GSM-7' || segmentsOf(text).segments > 1);
    return [...long, ...(new Set(said).size < languages.length ? [`${body} is in one language`] : [])];
  });
}
