/** What a stand-in holds, in a file of its own, so that a deletion that landed stays landed when the demo starts again. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Known, StandIn } from "./stand-in";

/** Gives a stand-in what it held when it was last kept in `folder`, or at the very first time what it holds of `people`. */
export function takeUp(standIn: StandIn, people: readonly Known[], folder: string | null): void {
  const path = folder && fileOf(folder, standIn);
  if (path && standIn.restore && existsSync(path)) standIn.restore(JSON.parse(readFileSync(path, "utf8")));
  else standIn.fill(people);
  keep(standIn, folder);
}

/** Writes down what a stand-in holds now; on disk when this returns, the old state or the new one and never half. */
export function keep(standIn: StandIn, folder: string | null): void {
  if (!folder || !standIn.restore) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = fileOf(folder, standIn);
  writeFileSync(`${path}.part`, JSON.stringify(standIn.state()), { mode: 0o600 });
  renameSync(`${path}.part`, path);
}

const fileOf = (folder: string, { name }: StandIn): string => join(folder, `${name}.json`);
