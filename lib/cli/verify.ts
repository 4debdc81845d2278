import { readFile } from "node:fs/promises";
import { verifyBundle, type BundleProblem, type VerifiedBundle } from "../bundle/verify";
import { BadUsage, readArguments } from "./arguments";
import { print } from "./print";

const usage = "verify <bundle.zip> [--key <file>] [--head <hash>] [--json]";

/** Checks a bundle; needs no database, no key of ours and no network. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage,
    options: { key: { type: "string" }, head: { type: "string" } },
    positionals: [1, 1],
  });
  const [file = ""] = positionals;
  const head = values.head?.toLowerCase();
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) throw new BadUsage("--head is 64 hexadecimal digits.");
  const key = values.key === undefined ? undefined : await readable(values.key, readFile(values.key, "utf8"));
  const verified = await readable(file, verifyBundle(file, { head, key }));
  const { ok, problems, head: last, events } = verified;
  print(values.json, { ok, problems, head: last, events }, inWords(verified));
  return ok ? 0 : 1;
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

function inWords({ ok, problems, head, events, demo, headLine }: VerifiedBundle): string[] {
  return [
    ok ? `The bundle is whole: ${events} events.` : `The bundle has ${problems.length} problem(s).`,
    ...problems.map(place),
    ...(head === null ? [] : [`Head ${head}`]),
    ...(headLine === null ? [] : [`The head that was given is line ${headLine} of ${events}.`]),
    ...(demo ? ["This bundle is a demo: it comes from a database whose clock may have been moved."] : []),
  ];
}

const place = ({ file, line, code }: BundleProblem): string => `  ${file}${line > 0 ? `:${line}` : ""}  ${code}`;
