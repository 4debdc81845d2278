/** `verify <file.zip>`, in the command line of the portal and in the verifier that stands alone: what it reads and says. */
import { sha256OfFile } from "../bundle/digest";
import { verifyFile as verifyAny } from "../bundle/verify-file";
import { checkpointsIn } from "../log/note-in";
import { BadUsage } from "./arguments";
import { keysIn, textIn } from "./keys-in";
import { print } from "./print";
import { collectionInWords, copyInWords, verifiedInWords } from "./verified-in-words";

/** What somebody can bring from elsewhere. */
export const givenOptions = {
  key: { type: "string" },
  head: { type: "string" },
  checkpoint: { type: "string" },
  copy: { type: "string" },
} as const;

type Asked = { [Option in keyof typeof givenOptions]?: string | undefined } & { json?: boolean | undefined };

/** Checks the bundle, collection or copy in a file and prints what came of it; gives the exit code. Throws `BadUsage` on files that cannot be read. */
export async function verifyFile(file: string, asked: Asked): Promise<number> {
  const head = asked.head?.toLowerCase();
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) throw new BadUsage("--head is 64 hexadecimal digits.");
  const given = {
    ...(head === undefined ? {} : { head }),
    ...(asked.key === undefined ? {} : { keys: await keysIn(asked.key) }),
    ...(asked.checkpoint === undefined ? {} : { checkpoint: await checkpointFrom(asked.checkpoint) }),
    ...(asked.copy === undefined ? {} : { copy: await readable(asked.copy, sha256OfFile(asked.copy)) }),
  };
  const verified = await readable(file, verifyAny(file, given));
  if (verified.kind === "collection" || verified.kind === "copy") {
    const what = verified.kind === "copy" ? "a customer's copy" : "a collection";
    const where = verified.kind === "copy" ? "bundle of its request" : "bundle out of it";
    if (head !== undefined || asked.checkpoint !== undefined || asked.copy !== undefined)
      throw new BadUsage(`${file} is ${what}: head, checkpoint and copy go with one ${where}.`);
    print(asked.json, verified, verified.kind === "copy" ? copyInWords(verified) : collectionInWords(verified));
    return verified.ok ? 0 : 1;
  }
  print(asked.json, verified, verifiedInWords(verified, asked));
  return verified.ok ? 0 : 1;
}

/** The one checkpoint that stands in a file: by itself, or in the text of a letter. */
async function checkpointFrom(file: string): Promise<string> {
  const [note, ...others] = new Set(checkpointsIn(await textIn(file)));
  if (note === undefined) throw new BadUsage(`${file} holds no signed checkpoint.`);
  if (others.length > 0) throw new BadUsage(`${file} holds several checkpoints. Give them one by one.`);
  return note;
}

/** A file that cannot be read is a mistake in the command, not a finding about a bundle. */
async function readable<Value>(file: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw new BadUsage(`${file} cannot be read.`);
    throw error;
  }
}
