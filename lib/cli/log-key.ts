import { lastCheckpoint } from "../steps/log/last";
import { logVerifiers } from "../steps/log/keys";
import { db } from "../db";
import { readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "log key [--json]";

/** The text by which others check the log's checkpoints, of each key that signs now; and the last checkpoint. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, { usage, options: {}, positionals: [0, 0] });
  return onData(async () => {
    const keys = logVerifiers();
    const last = await lastCheckpoint(db());
    print(values.json, { keys, checkpoint: last?.note ?? null }, [
      ...keys,
      "",
      ...(last ? last.note.trimEnd().split("\n") : ["Nothing was signed yet."]),
    ]);
    return 0;
  });
}
