/**
 * Art. 12(1), (3), (4): what each letter must say, in its facts and in the texts that somebody worded. A letter that lacks
 * one of these cannot be composed, so it can neither be sent nor counted as an answer.
 */
import { remains, type Line } from "../gdpr/answer-line";
import { recordsOf, type Numbers } from "../gdpr/numbers";
import { lostBy, type Lost, type Wording } from "../gdpr/wording";
import type { ComposedKind, ErasureAnswer, LetterFacts, Remedies, StopAnswer } from "./letter";

export type Missing =
  | Lost
  | "reference-missing"
  | "contact-missing"
  | "due-date-missing"
  | "stop-link-missing"
  | "expiry-missing"
  | "ground-missing"
  | "facts-missing"
  | "alternative-missing"
  | "authority-missing"
  | "reason-missing"
  | "new-date-missing"
  | "item-missing"
  | "kept-without-ground"
  | "confirmation-date-missing"
  | "retention-of-file-missing"
  | "numbers-do-not-add-up"
  | "nothing-ended";

const said = (text: string | null | undefined): boolean => (text ?? "").trim() !== "";

type Check<Facts> = readonly [Missing, (facts: Facts) => boolean];
type Remediable = Pick<Remedies, "authority" | "complaintUrl">;

const everyLetter: Check<LetterFacts[ComposedKind]>[] = [
  ["reference-missing", ({ reference }) => /^R-[0-9A-HJKMNP-TV-Z]{16}$/.test(reference)],
  ["contact-missing", ({ contact, controller }) => said(contact) && said(controller)],
  ["what-missing", ({ receivedOn, right }) => said(receivedOn) && said(right)],
];
/** The court is named in the same sentences as the authority: whoever has one has both. */
const remedies: Check<Remediable> = [
  "authority-missing",
  ({ authority, complaintUrl }) =>
    said(authority?.name) && authority.url.startsWith("https://") && complaintUrl.endsWith("/complaint"),
];

const fileKept: Check<{ fileUntil: string }> = ["retention-of-file-missing", ({ fileUntil }) => said(fileUntil)];

const stopped: readonly Check<StopAnswer>[] = [
  remedies,
  ["nothing-ended", ({ ended }) => ended.length > 0 && ended.every(said)],
  fileKept,
];

const checks: { [K in ComposedKind]: readonly Check<LetterFacts[K]>[] } = {
  acknowledgement: [["due-date-missing", ({ dueOn, unrolledOn }) => said(dueOn) && said(unrolledOn)]],
  "stop-notice": [["stop-link-missing", ({ stopUrl }) => /^https?:\/\//.test(stopUrl)]],
  access: [
    remedies,
    ["expiry-missing", ({ expiresOn, records }) => records === 0 || said(expiresOn)],
    ["ground-missing", ({ withheld }) => withheld.every(({ label, why }) => said(label) && said(why))],
    // Art. 12(4): what is blacked out is refused in part, so its reason and its extent are said.
    [
      "reason-missing",
      ({ redacted }) => redacted.every(({ label, why, details }) => said(label) && said(why) && details > 0),
    ],
    ["retention-of-file-missing", ({ requestFileUntil }) => said(requestFileUntil)],
  ],
  erasure: [
    remedies,
    ["kept-without-ground", ({ lines }) => lines.every(isGrounded)],
    ["confirmation-date-missing", ({ numbers, confirmedBy }) => numbers.open === 0 || said(confirmedBy)],
    ["retention-of-file-missing", ({ requestFileUntil, backupsUntil }) => said(requestFileUntil) && said(backupsUntil)],
    ["numbers-do-not-add-up", addsUp],
  ],
  objection: stopped,
  withdrawal: stopped,
  refusal: [
    remedies,
    ["ground-missing", ({ article }) => said(article)],
    ["facts-missing", ({ facts }) => said(facts)],
    ["alternative-missing", ({ alternative }) => said(alternative)],
  ],
  "partial-refusal": [
    remedies,
    ["what-missing", ({ parts }) => parts.length > 0 && parts.every(({ label }) => said(label))],
    ["ground-missing", ({ parts }) => parts.every(({ article }) => said(article))],
    ["facts-missing", ({ parts }) => parts.every(({ facts }) => said(facts))],
    ["alternative-missing", ({ parts }) => parts.every(({ alternative }) => said(alternative))],
    ["due-date-missing", ({ dueOn }) => said(dueOn)],
  ],
  extension: [
    remedies,
    ["reason-missing", ({ reason }) => said(reason)],
    ["facts-missing", ({ facts }) => said(facts)],
    ["new-date-missing", ({ dueOn, newDueOn }) => said(newDueOn) && newDueOn > dueOn],
  ],
  "identity-query": [
    ["facts-missing", ({ facts }) => said(facts)],
    ["item-missing", ({ item }) => said(item)],
    ["due-date-missing", ({ dueOn, answerBy }) => said(dueOn) && said(answerBy)],
  ],
  "not-identified": [
    remedies,
    ["facts-missing", ({ facts }) => said(facts)],
    ["item-missing", ({ item }) => said(item)],
  ],
  cancellation: [],
  rectification: [
    remedies,
    ["ground-missing", ({ lines, documentNorm }) => said(documentNorm) || lines.every(({ way }) => way !== "document")],
    fileKept,
  ],
  restriction: [
    remedies,
    ["ground-missing", ({ ground, exceptions }) => said(ground) && exceptions.every(({ reason }) => said(reason))],
    fileKept,
  ],
  lifting: [
    remedies,
    ["new-date-missing", ({ endsOn }) => said(endsOn)],
    ["reason-missing", ({ lifting }) => lifting === null || (said(lifting.reason) && said(lifting.after))],
  ],
  portability: [remedies, ["expiry-missing", ({ expiresOn, records }) => records === 0 || said(expiresOn)], fileKept],
  weighing: [
    remedies,
    ["facts-missing", ({ interest, necessity, situation }) => [interest, necessity, situation].every(said)],
    ["reason-missing", ({ result }) => said(result)],
    [
      "nothing-ended",
      ({ purposes, outcome, ended }) => purposes.length > 0 && (outcome === "goes-on") === (ended === null),
    ],
    ["new-date-missing", ({ outcome, endsOn }) => outcome === "stops" || said(endsOn)],
  ],
  intervention: [remedies, ["reason-missing", ({ reasons, label }) => said(reasons) && said(label)], fileKept],
  answer: [remedies, ["facts-missing", (facts) => said(facts.answer)], fileKept],
  supplement: [
    remedies,
    ["facts-missing", ({ found }) => said(found)],
    ["what-missing", ({ system, label }) => said(system) && said(label)],
    fileKept,
  ],
  fee: [remedies, ["facts-missing", ({ facts, euros }) => said(facts) && said(euros)]],
  "address-change": [["stop-link-missing", ({ stopUrl }) => /^https?:\/\//.test(stopUrl)]],
};

export type MustHave = { must: Missing; met: boolean };

/** Everything that a letter of this kind must say, and whether it says it with these facts, worded like this. */
export function mustHaves<K extends ComposedKind>(kind: K, facts: LetterFacts[K], wording: Wording = {}): MustHave[] {
  const all: readonly Check<LetterFacts[K]>[] = [...everyLetter, ...checks[kind]];
  const lost: readonly Missing[] = lostBy(kind, wording);
  const names = new Set<Missing>([...all.map(([must]) => must), ...lost]);
  return [...names].map((must) => ({
    must,
    met: !lost.includes(must) && all.every(([name, holds]) => name !== must || holds(facts)),
  }));
}

/** The first thing that is missing, or null. */
export const firstMissing = <K extends ComposedKind>(
  kind: K,
  facts: LetterFacts[K],
  wording: Wording = {},
): Missing | null => mustHaves(kind, facts, wording).find(({ met }) => !met)?.must ?? null;

/** What stays has a norm, a ground or a reason of the person's own. */
function isGrounded(line: Line): boolean {
  return !remains(line) || line.reason !== "norm" || said(line.norm);
}

const numberOf = {
  deleted: "erased",
  shortened: "shortened",
  disconnected: "unlinked",
  locked: "locked",
  stays: "kept",
  "under-way": "open",
} as const;

/** Art. 12(1): the answer reports the approved plan, line by line; its numbers are the sum of its lines. */
function addsUp({ lines, numbers }: ErasureAnswer): boolean {
  const sum = (of: readonly Line[]) => of.reduce((all, { count }) => all + (count ?? 0), 0);
  const fates = Object.keys(numberOf) as (keyof typeof numberOf)[];
  return (
    fates.every((fate) => sum(lines.filter((line) => line.fate === fate)) === numbers[numberOf[fate]]) &&
    // What was gone when we came is in no line.
    sum(lines) + numbers.notFound === reported(numbers)
  );
}

/** What the numbers of an answer add up to: somebody else's records are part of the plan, never of the answer. */
export const reported = (numbers: Numbers): number => recordsOf(numbers) - numbers.notTheirs;
