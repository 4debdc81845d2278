/** A process that dies at one of its doings, for tests of what goes on afterwards. */
export class Killed extends Error {}

/** Counts what is done; before or after its `at`-th doing the process is dead, and stays so. */
export function dying(at: number, when: "before" | "after") {
  let count = 0;
  return async <Value>(act: () => Promise<Value>): Promise<Value> => {
    count += 1;
    if (count > at || (count === at && when === "before")) throw new Killed();
    const value = await act();
    if (count === at) throw new Killed();
    return value;
  };
}
