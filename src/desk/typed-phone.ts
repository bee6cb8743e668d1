import type { Frontdesk } from '../frontdesk';
import type { E164 } from '../phone';

/**
 * A number as staff type it, without its country of the desk's own. The numbers of the world would be half the time that a Function takes to
 * start, so they are loaded when one is to be read.
 */
export async function typedPhone({ config }: Pick<Frontdesk, 'config'>, text: string): Promise<E164 | undefined> {
  const { typedNumber } = await import('../typed-number');
  return typedNumber(text, config.defaultCountry);
}
