import type { World } from '../core/world';
import type { NumberPool } from './number-pool';

/** Who does not want to be texted, by number of ours and by Messaging Service: a STOP to one number of a service holds for all of them. */
export interface OptOuts {
  /** True when this text changed anything. */
  record(handset: string, ourNumber: string, isOptedOut: boolean): boolean;
  isOptedOut(handset: string, sender: { number?: string; serviceSid?: string }): boolean;
}

export function createOptOuts({ tables, clock }: Pick<World, 'tables' | 'clock'>, pool: NumberPool): OptOuts {
  const table = tables.open<{ readonly since: number }>('opt-outs');

  const scopesOf = ({ number, serviceSid }: { number?: string; serviceSid?: string }): string[] => {
    const ours = number === undefined ? undefined : pool.byNumber(number);
    const ofNumber = ours && pool.serviceOf(ours.sid)?.sid;
    return [...new Set([number, serviceSid, ofNumber])].filter((scope) => scope !== undefined);
  };

  return {
    record(handset, ourNumber, isOptedOut) {
      let changed = false;
      for (const scope of scopesOf({ number: ourNumber })) {
        const key = `${scope} ${handset}`;
        if ((table.get(key) !== undefined) === isOptedOut) continue;
        changed = true;
        if (isOptedOut) table.set(key, { since: clock.now() });
        else table.delete(key);
      }
      return changed;
    },
    isOptedOut: (handset, sender) => scopesOf(sender).some((scope) => table.get(`${scope} ${handset}`) !== undefined),
  };
}
