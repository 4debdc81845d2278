/**
 * Art. 15(1)(b), (c): what went to whom, each recipient by name (CJEU C-154/21), from the controller's own record: which
 * categories, what for, since when, and how many of our own records stand behind it. Those records are in the copy
 * already; nothing is counted twice. Whoever received nothing of this person is not named here, nor an authority that
 * was told something in a particular inquiry (Art. 4(9)).
 */
import type { Day } from "../gdpr/day";
import { longDay, type Say } from "../letters/words";
import { categoriesOf, runBy } from "../policy/categories-of";
import { namedByRows } from "../policy/passed-to";
import type { CategoryRecords } from "./category-records";
import type { PackageInput } from "./input";

export type Sent = {
  recipient: string;
  does: string;
  lines: string[];
  /** It decides by itself what it does with the data, so it also answers for itself. */
  own: boolean;
};

type About = { input: PackageInput; found: readonly CategoryRecords[]; say: Say };

/** One entry for each recipient, in the order of the policy; a category is told of only as far as it may be. */
export function sentTo(input: PackageInput, found: readonly CategoryRecords[], say: Say): Sent[] {
  const { policy, language } = input;
  return Object.entries(policy.recipients).flatMap(([id, { name, does, role, inquiry }]) => {
    if (inquiry) return [];
    const lines = receivable(input, id).flatMap((category) => line(id, category, { input, found, say }));
    const own = role === "controller" || role === "joint-controller";
    return lines.length > 0 ? [{ recipient: name, does: does[language], lines, own }] : [];
  });
}

/** Categories that the policy passes on to a recipient, and those of its system where that is searched by hand. */
function receivable({ policy, searches }: PackageInput, recipient: string): string[] {
  const byHand = searches.filter(({ outcome }) => outcome === "by-hand").map(({ source }) => policy.sources[source]);
  const there = byHand.flatMap((source) => (source && runBy(source) === recipient ? categoriesOf(source) : []));
  return Object.entries(policy.categories).flatMap(([id, { recipients }]) =>
    there.includes(id) || recipients.includes(recipient) ? [id] : [],
  );
}

function line(recipient: string, id: string, about: About): string[] {
  const { input, found, say } = about;
  const { policy, language } = input;
  const category = policy.categories[id];
  if (!category) return [];
  const purposes = category.purposes.flatMap((purpose) => policy.purposes[purpose]?.label[language] ?? []);
  const told = (records: number, since: Day | null, there = 0) => [
    say("package.sent-line", {
      label: category.label[language],
      purposes: new Intl.ListFormat(language, { type: "conjunction" }).format(purposes),
      records,
      there,
      since: since === null ? "no" : "yes",
      day: since === null ? "" : longDay(language, since),
    }),
  ];
  const read = found.find((one) => one.category === id);
  if (namedByRows(policy, id).has(recipient)) {
    const passed = read?.passedOn.get(recipient);
    return passed ? told(passed.records, passed.since) : [];
  }
  const records = recordsFrom(read, (source) => runBy(policy.sources[source]) === null);
  if (records > 0) return told(records, sinceOf(input, id));
  const there = recordsFrom(read, (source) => runBy(policy.sources[source]) === recipient);
  if (there > 0) return told(0, null, there);
  return category.disclose === "always" && goesThereDirectly(input, recipient, id) ? told(0, null) : [];
}

/** Records that were handed out, of some systems. */
function recordsFrom(category: CategoryRecords | undefined, counts: (source: string) => boolean): number {
  return [...(category?.bySource ?? [])].reduce((sum, [source, records]) => sum + (counts(source) ? records : 0), 0);
}

/** Nothing of ours stands behind a category that no system of our own holds, in a system that is searched by hand. */
function goesThereDirectly({ policy, searches }: PackageInput, recipient: string, category: string): boolean {
  const heldHere = Object.values(policy.sources).some(
    (source) => runBy(source) === null && categoriesOf(source).includes(category),
  );
  const asked = searches.filter(({ outcome }) => outcome === "by-hand").map(({ source }) => policy.sources[source]);
  return !heldHere && asked.some((source) => runBy(source) === recipient);
}

/** The first day on which any of a category was held, as the systems said when they were searched. */
export function sinceOf({ exported }: PackageInput, category: string): Day | null {
  const days = exported
    .filter((decision) => decision.category === category)
    .flatMap(({ groups }) => groups.flatMap(({ since }) => since ?? []));
  return (days.toSorted()[0] as Day | undefined) ?? null;
}
