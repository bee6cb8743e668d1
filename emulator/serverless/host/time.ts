const MachineDate = Date;
const machineNow = Date.now.bind(Date);

let aheadMs = 0;
let stoppedAtMs: number | undefined;
const now = () => stoppedAtMs ?? machineNow() + aheadMs;

/** Sets the time that Function code sees: 'o' and how far it is ahead of the machine's, or 'f' and where it stands still. */
export function setTime(clock: string): void {
  const ms = Number(clock.slice(1));
  if (clock.startsWith('f')) {
    stoppedAtMs = ms;
    return;
  }
  stoppedAtMs = undefined;
  aheadMs = ms;
}

/** Puts the emulator's time behind `Date`; timers go on as they are. */
export function replaceDate(): void {
  Date.now = () => Math.floor(now());
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [Date.now()] : args, newTarget),
    apply: () => new MachineDate(Date.now()).toString(),
  });
  MachineDate.prototype.constructor = globalThis.Date;
}
