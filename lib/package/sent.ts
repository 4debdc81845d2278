/**
 * Art. 15(1)(b), (c): what went to those whose systems no program can search. They cannot show it, so it is said from the
 * controller's own record: which categories, what for, since when, and how many of our own records stand behind it. Those
 * records are in the copy already; nothing is counted twice.
 */
import type { Day } from "../gdpr/day";
import { longDay, type Say } from "../letters/words";
import { categoriesOf, runBy } from "../policy/categories-of";
import type { CategoryRecords } from "./category-records";
import type { PackageInput } from "./input";

export type Sent = { recipient: string; does: string; lines: string[] };

/** One entry for each recipient, in the order of the policy; a category is told of only as far as it may be. */
export function sentTo(input: PackageInput, found: readonly CategoryRecords[], say: Say): Sent[] {
  const { policy, searches, language } = input;
  const byHand = new Set(searches.filter(({ outcome }) => outcome === "by-hand").map(({ source }) => source));
  const ids = Object.entries(policy.sources).flatMap(([id, source]) => (byHand.has(id) ? (runBy(source) ?? []) : []));
  return [...new Set(ids)].flatMap((id) => {
    const recipient = policy.recipients[id];
    const lines = passedOn(input, id, byHand).flatMap((category) => line(category, input, found, say));
    return recipient && lines.length > 0 ? [{ recipient: recipient.name, does: recipient.does[language], lines }] : [];
  });
}

/** Categories that the policy passes on to a recipient, and those of its system. */
function passedOn({ policy }: PackageInput, recipient: string, byHand: ReadonlySet<string>): string[] {
  const own = Object.entries(policy.sources).flatMap(([id, source]) =>
    byHand.has(id) && runBy(source) === recipient ? categoriesOf(source) : [],
  );
  return Object.entries(policy.categories).flatMap(([id, { recipients }]) =>
    own.includes(id) || recipients.includes(recipient) ? [id] : [],
  );
}

function line(id: string, input: PackageInput, found: readonly CategoryRecords[], say: Say): string[] {
  const { policy, language, exported } = input;
  const category = policy.categories[id];
  const records = ownRecords(
    found.find((one) => one.category === id),
    input,
  );
  // Nothing of ours stands behind a category of another system, and what waits for a review is not told of.
  const heldHere = Object.values(policy.sources).some(
    (source) => runBy(source) === null && categoriesOf(source).includes(id),
  );
  if (!category || (records === 0 && (heldHere || category.disclose !== "always"))) return [];
  const purposes = category.purposes.flatMap((purpose) => policy.purposes[purpose]?.label[language] ?? []);
  const since = exported
    .filter((decision) => decision.category === id)
    .flatMap(({ groups }) => groups.flatMap((group) => group.since ?? []))
    .toSorted()[0];
  return [
    say("package.sent-line", {
      label: category.label[language],
      purposes: new Intl.ListFormat(language, { type: "conjunction" }).format(purposes),
      records,
      since: since === undefined ? "no" : "yes",
      day: since === undefined ? "" : longDay(language, since as Day),
    }),
  ];
}

/** Records of the controller's own systems that were handed out. */
function ownRecords(category: CategoryRecords | undefined, { policy }: PackageInput): number {
  if (!category) return 0;
  return [...category.bySource].reduce(
    (sum, [source, records]) => sum + (runBy(policy.sources[source]) === null ? records : 0),
    0,
  );
}
