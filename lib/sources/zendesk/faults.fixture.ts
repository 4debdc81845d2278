/** A stand-in that fails on demand, opened anew for each test, and what its tests ask again and again. */
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Failure } from "../../../demo/vendors/stand-in";
import { SourceUnreachable, type Effect, type Item, type Source } from "../source";
import { freshTools, openDesk, type Desk } from "./desk.fixture";

/** The desk of the running test. */
export let desk: Desk;
const said: string[] = [];
/** To be called once by a file of tests. */
export function eachWithItsOwnDesk(): void {
  beforeEach(async () => {
    for (const channel of ["log", "warn", "error", "info"] as const)
      vi.spyOn(console, channel).mockImplementation((...words) => void said.push(words.join(" ")));
    desk = await openDesk({ jobSeconds: 45 }, { limits: { whole: 600, idle: 600 } });
  });
  afterEach(async () => {
    await desk.close();
    vi.restoreAllMocks();
  });
}

/** Nobody's address or name stands in an error or in a log (row 16). */
const quiet = (text: string) => expect(text.toLowerCase()).not.toMatch(/ana|souza|mail\.example|900001|mary/);

/** The trouble of a call that fails, and the seconds until one may ask again. */
export async function trouble(call: Promise<unknown>): Promise<[string, number | null]> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SourceUnreachable)) throw new Error(`no trouble: ${String(error)}`);
  quiet(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`);
  quiet(said.join(" "));
  const wait = error.askAgain ? Math.round((error.askAgain.getTime() - Date.parse(desk.now())) / 1_000) : null;
  return [error.trouble, wait];
}

export const fault = (on: string, failure: Failure, times = 1) =>
  desk.vendors.fault("zendesk", ...Array.from({ length: times }, () => ({ ...failure, on })));
export const erase = (items: Item[], source: Source = desk.source): Promise<Effect> => {
  if (!source.write) throw new Error("this source writes");
  return source.write("erase", items, "operation");
};
/** Another portal process: the same memory, a budget of its own. */
export const reborn = () => desk.again({ tools: { ...freshTools(desk), memory: desk.tools.memory } });
export const count = (change: string) => desk.state().changes.filter((one) => one.change === change).length;

/** Erases until nothing is under way, in a new process each time. */
export async function end(items: Item[]): Promise<Effect> {
  let effect = await erase(items, reborn());
  for (; effect.underWay; effect = await erase(items, reborn())) desk.pass(effect.underWay.askAgain);
  return effect;
}
