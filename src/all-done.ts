/** Like `Promise.all`, but none is left running when another fails: a Function that has answered is stopped. */
export async function allDone<T extends readonly unknown[]>(
  running: readonly [...{ [At in keyof T]: Promise<T[At]> }],
): Promise<T> {
  await Promise.allSettled(running);
  return (await Promise.all(running)) as unknown as T;
}
