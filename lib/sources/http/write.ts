/**
 * Writing by closed list. Each record is looked at before it is written, so that what is done already is not done twice; a
 * write whose answer was lost is looked for before anything else. What cannot be looked at is written down as an order.
 */
import type { Effect, Item, UnderWay } from "../source";
import { partById } from "./locate";
import { hasEnded } from "./look";
import { ordered } from "./order";
import {
  isRepeatable,
  isTaken,
  refusalOf,
  scopeOfWrite,
  unknownOutcome,
  type Ordering,
  type Outcome,
  type Run,
} from "./ordering";
import type { Part } from "./part";
import { corrections, showsInRecord } from "./record";

/** Writes the items one after the other. Throws `SourceUnreachable` when it is not known whether one was written. */
export async function write(run: Run, items: readonly Item[]): Promise<Effect> {
  // What is nobody's to set is a fault before anything is written.
  if (run.writing === "rectify")
    for (const { part, values } of items) corrections(partById(run.system, part).collection, values);
  const effect: Effect = { done: 0, gone: 0, held: 0 };
  for (const item of childrenFirst(run, items)) {
    const outcome = await one(run, partById(run.system, item.part), item);
    if (typeof outcome === "string") effect[outcome] += 1;
    else effect.underWay = together(effect.underWay, outcome);
  }
  return effect;
}

/** What is found through another record can no longer be found when that one is gone. */
function childrenFirst({ system: { parts } }: Run, items: readonly Item[]): Item[] {
  const place = ({ part }: Item) => parts.findIndex(({ id }) => id === part);
  return items.toSorted((one, other) => place(other) - place(one));
}

/** Asked again at the earliest instant, promised for the latest. */
function together(known: UnderWay | undefined, one: UnderWay): UnderWay {
  if (!known) return one;
  return {
    count: known.count + one.count,
    askAgain: known.askAgain < one.askAgain ? known.askAgain : one.askAgain,
    by: known.by > one.by ? known.by : one.by,
  };
}

function one(run: Run, part: Part, item: Item): Promise<Outcome> {
  const { writing, system } = run;
  const how = writing === "truncate" ? undefined : part.collection[writing];
  if (!how) throw new Error(`the policy does not say how ${writing} is done in ${part.id} of ${system.source}`);
  const ordering: Ordering = { ...run, part, item, how };
  return showsInRecord(part.collection, writing, how) ? written(ordering) : ordered(ordering);
}

async function written(ordering: Ordering): Promise<Outcome> {
  if (await hasEnded(ordering)) return "gone";
  const first = await sent(ordering);
  if (first) return first;
  // The answer was lost: the record says whether the write had its effect.
  if (await hasEnded(ordering)) return "done";
  const second = isRepeatable(ordering.how) ? await sent(ordering) : null;
  if (second) return second;
  if (await hasEnded(ordering)) return "done";
  throw unknownOutcome(ordering);
}

/** Sends the write once; null when its answer was lost. */
async function sent(ordering: Ordering): Promise<"done" | "gone" | "held" | null> {
  const { system, part, item, how } = ordering;
  const more = item.values ? corrections(part.collection, item.values) : undefined;
  const answer = await system.calls.writing(how.request, scopeOfWrite(ordering), more);
  if (!answer) return null;
  return isTaken(how, answer.status) ? "done" : refusalOf(system.source, how, answer.status);
}
