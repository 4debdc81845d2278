import { verifyBundle, type BundleProblem, type VerifiedBundle } from "../bundle/verify";
import { BadUsage, readArguments } from "./arguments";
import { keysIn } from "./keys-in";
import { print } from "./print";

const usage =
  "verify <bundle.zip> [--key <file>] [--head <hash>], or verify --all [--key <file>] [--checkpoint <file>]";

/** Checks a bundle, which needs no database, no key of ours and no network; or, with `--all`, everything in the database. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage,
    options: {
      key: { type: "string" },
      head: { type: "string" },
      all: { type: "boolean" },
      checkpoint: { type: "string" },
    },
    positionals: [0, 1],
  });
  const [file] = positionals;
  if (values.all) {
    if (file !== undefined || values.head !== undefined)
      throw new BadUsage(`--all takes no bundle and no head. Usage: ${usage}`);
    const { verifyAll } = await import("./verify-all");
    return verifyAll({ key: values.key, checkpoint: values.checkpoint, json: values.json });
  }
  if (file === undefined) throw new BadUsage(`Something is missing. Usage: ${usage}`);
  if (values.checkpoint !== undefined) throw new BadUsage(`--checkpoint goes with --all. Usage: ${usage}`);
  const head = values.head?.toLowerCase();
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) throw new BadUsage("--head is 64 hexadecimal digits.");
  const keys = values.key === undefined ? undefined : await keysIn(values.key);
  const verified = await readable(file, verifyBundle(file, { head, keys }));
  const { ok, problems, head: last, events, signature, sealed } = verified;
  print(values.json, { ok, problems, head: last, events, signature, sealed }, inWords(verified));
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

function inWords({ ok, problems, head, events, demo, headLine, signature, sealed }: VerifiedBundle): string[] {
  return [
    ok ? `The bundle is whole: ${events} events.` : `The bundle has ${problems.length} problem(s).`,
    ...problems.map(place),
    ...(head === null ? [] : [`Head ${head}`]),
    ...(headLine === null ? [] : [`The head that was given is line ${headLine} of ${events}.`]),
    bySignature[signature],
    ...(sealed ? [inLog(sealed, events)] : ["The bundle says nothing of the log."]),
    ...(demo ? ["This bundle is a demo: it comes from a database whose clock may have been moved."] : []),
  ];
}

const bySignature: Record<VerifiedBundle["signature"], string> = {
  none: "Nobody signed this bundle.",
  "not-checked": "The bundle is signed; by whom was not looked at: no key was given (--key).",
  right: "The bundle is signed by a key that was given.",
  wrong: "The bundle has no signature that counts.",
};

const place = ({ file, line, code }: BundleProblem): string => `  ${file}${line > 0 ? `:${line}` : ""}  ${code}`;

const inLog = (
  { events: covered, origin, size, signed }: NonNullable<VerifiedBundle["sealed"]>,
  events: number,
): string =>
  `Events 1 to ${covered} of ${events} stand in the log ${origin} of ${size} entries, ` +
  `${signed === null ? "whose signature was not looked at: no key was given (--key)" : signed ? "signed by a key that was given" : "which no key that was given signed"}.`;
