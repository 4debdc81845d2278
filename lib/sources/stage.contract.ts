/** What the suite of a source works on, and what its parts do again and again. */
import { expect } from "vitest";
import type { Group } from "../gdpr/plan-value";
import type { Cutoffs, Effect, Item, Person, Source, SourceRecord, Writing } from "./source";

export type Stage = {
  source: Source;
  person: Person;
  /** Known to nobody. */
  stranger: Person;
  cutoffs: Cutoffs;
  /** A digest of everything in the system that is not the person's. */
  digestOfOther(): Promise<string>;
  /** By category, the columns that the person provided; a category without any is left out. */
  provided: Record<string, string[]>;
  /** Whether the system itself can mark records as paused; elsewhere the registry alone says so. */
  pauses: boolean;
  /**
   * New values for records of one category, as text: the first goes to the first record of the list, and so on. Null where
   * the system takes a correction and shows nobody what came of it.
   */
  corrections: { category: string; values: Record<string, string | null>[] } | null;
  /** What no record of the system can get: the suite holds that it is refused as a whole. */
  cannot?: readonly ("rectify" | "pause")[];
  /** A change to the first of these records that the system cannot store, and one that is nobody's to make. */
  unfit: Record<"stored" | "allowed", Record<string, string>>;
  /** Somebody else changes another column of a record meanwhile. */
  changeMeanwhile(item: Item): Promise<void>;
  /** Lets the time come that a system asks for before it confirms what it was ordered to do. */
  pass?(to: string): Promise<void>;
  close(): Promise<void>;
};

/** A stage that is set, with the groups that were found on it before anything was written. */
export type Playing = { stage: Stage; groups: Group[] };

/** Groups of the person of which the system says how many there are. */
export const mine = ({ groups }: Playing): Group[] =>
  groups.filter((group) => group.belongs === "mine" && group.count !== null);

/** The list of all groups that are the person's and that `fits`. */
export async function listOf(playing: Playing, fits: (group: Group) => boolean = () => true): Promise<Item[]> {
  const { source, person } = playing.stage;
  const found: Item[] = [];
  for (const group of mine(playing).filter(fits)) found.push(...(await all(source.list(person, group))));
  return found;
}

/** The records of a group, once the system has made its copy where it makes one. */
export async function readGroup(stage: Stage, group: Group, columns?: "provided"): Promise<SourceRecord[]> {
  const { source, person } = stage;
  for (let call = 0; call < 20; call += 1) {
    const underWay = (await source.prepare?.(person, group, columns)) ?? null;
    if (!underWay) return all(source.read(person, group, columns));
    expect(underWay.askAgain < underWay.by).toBe(true);
    await passTo(stage, underWay.askAgain);
  }
  throw new Error(`the source ${source.id} never makes its copy`);
}

/** Writes, and asks again when the system says, until nothing is under way; gives what came of it all. */
export async function toTheEnd(
  stage: Stage,
  writing: Writing,
  items: readonly Item[],
  operation: string,
): Promise<Effect> {
  let done = 0;
  for (let call = 0; call < 20; call += 1) {
    const effect = await stage.source.write?.(writing, items, operation);
    if (!effect) throw new Error(`the source ${stage.source.id} writes nothing`);
    const { underWay } = effect;
    expect(effect.done + effect.gone + effect.held + (underWay?.count ?? 0)).toBe(items.length);
    done += effect.done;
    if (!underWay) return { done, gone: items.length - done - effect.held, held: effect.held };
    expect(underWay.askAgain < underWay.by).toBe(true);
    await passTo(stage, underWay.askAgain);
  }
  throw new Error(`the source ${stage.source.id} never comes to an end`);
}

async function passTo(stage: Stage, to: string): Promise<void> {
  if (!stage.pass) throw new Error("what is under way needs time to pass");
  await stage.pass(to);
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export async function all<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}
