/** What the verifier found, in sentences for people. */
import type { BundleProblem, VerifiedBundle } from "../bundle/verify";
import type { VerifiedCopy } from "../bundle/verify-copy";
import type { VerifiedCollection } from "../bundle/verify-collection";

/** One line for each thing that can be said of a bundle and of what was brought from elsewhere. */
export function verifiedInWords(verified: VerifiedBundle, asked: { copy?: string | undefined }): string[] {
  const { ok, kind, problems, head, events, demo, headLine, signature, sealed, checkpoint } = verified;
  return [
    ok ? `The ${kind} is whole: ${events} events.` : `The ${kind} has ${problems.length} problem(s).`,
    ...problems.map(place),
    ...(head === null ? [] : [`Head ${head}`]),
    ...(headLine === null ? [] : [`The head that was given is line ${headLine} of ${events}.`]),
    ...(kind === "proof" ? [] : [bySignature[signature]]),
    ...(sealed ? [inLog(sealed, events)] : ["The bundle says nothing of the log."]),
    ...(checkpoint ? [ofCheckpoint(checkpoint)] : []),
    ...(asked.copy === undefined ? [] : [ofCopy(verified)]),
    ...(demo ? ["This bundle is a demo: it comes from a database whose clock may have been moved."] : []),
  ];
}

/** The same of a collection: what is wrong stands under the name of its bundle. */
export function collectionInWords({ ok, problems, bundles, events, demo, signature }: VerifiedCollection): string[] {
  return [
    ok
      ? `The collection is whole: ${bundles} bundles, ${events} events.`
      : `The collection has ${problems.length} problem(s).`,
    ...problems.map(place),
    bySignature[signature].replace("bundle", "collection"),
    ...(demo ? ["This collection is a demo: it comes from a database whose clock may have been moved."] : []),
  ];
}

/** The same of a customer's copy, by itself. */
export function copyInWords({ ok, problems, reference, files, signature }: VerifiedCopy): string[] {
  return [
    ok ? `The copy of ${reference} is whole: ${files} files.` : `The copy has ${problems.length} problem(s).`,
    ...problems.map(place),
    bySignature[signature].replace("bundle", "copy"),
    ...(ok && signature !== "right" ? ["Without a signature by a key that you trust, anybody can have made it."] : []),
  ];
}

const place = ({ file, line, code }: BundleProblem): string => `  ${file}${line > 0 ? `:${line}` : ""}  ${code}`;

const bySignature: Record<VerifiedBundle["signature"], string> = {
  none: "Nobody signed this bundle.",
  "not-checked": "The bundle is signed; by whom was not looked at: no key was given (--key).",
  right: "The bundle is signed by a key that was given.",
  wrong: "The bundle has no signature that counts.",
};

function inLog(
  { events: covered, origin, size, signed, earlier }: NonNullable<VerifiedBundle["sealed"]>,
  events: number,
): string {
  const by =
    signed === null
      ? "whose signature was not looked at: no key was given (--key)"
      : signed
        ? "signed by a key that was given"
        : "which no key that was given signed";
  const continues = earlier > 0 ? ` It continues ${earlier} checkpoint(s) of earlier letters.` : "";
  return `Events 1 to ${covered} of ${events} stand in the log ${origin} of ${size} entries, ${by}.${continues}`;
}

function ofCheckpoint({ origin, size, is }: NonNullable<VerifiedBundle["checkpoint"]>): string {
  const words = {
    same: "is that of the bundle",
    continued: "is continued by the log of the bundle",
    contradicted: "contradicts the log of the bundle",
    unknown: "is none that the bundle says anything of",
  };
  return `The checkpoint that was given, ${origin} with ${size} entries, ${words[is]}.`;
}

function ofCopy({ copy, events }: VerifiedBundle): string {
  if (!copy) return "Whether the copy was delivered cannot be said: the chain itself is not whole.";
  const { sha256, packed, delivered } = copy;
  const made = packed === null ? "" : `, made by line ${packed}`;
  if (delivered !== null)
    return `The copy ${sha256} is the one that was delivered, by line ${delivered} of ${events}${made}.`;
  if (packed !== null) return `The copy ${sha256} was made by line ${packed} of ${events}, and never delivered.`;
  return `The copy ${sha256} was never delivered by this request.`;
}
