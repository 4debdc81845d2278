/**
 * Art. 12(3), 15(4): what may be told about a group of records before and after a reviewer looked at it. Page, letter and
 * copy ask here, so that none of them says what another hides.
 */
import type { Answer } from "./facts";
import type { Group } from "./plan-value";

type Told = Pick<Group, "belongs" | "doubt" | "namesOthers" | "redaction">;

/**
 * Whether the person may be told of the group. Records of a category that is disclosed only after a review, records that
 * name third persons and rows whose owner is in doubt are silent until a reviewer answered. What was withheld is named as
 * such (Art. 12(4)), unless its very existence is for the review: then silence stays.
 */
export function mayTell(group: Told, disclose: "always" | "after-review" | undefined, answer?: Answer): boolean {
  switch (answer) {
    case "disclose":
      return true;
    case "not-theirs":
      return false;
    case "withhold":
      return disclose === "always";
    case "redact":
      return group.redaction === "released" || (group.redaction === "withheld" && disclose === "always");
    default:
      return disclose === "always" && !namesOthers(group) && (group.belongs === "mine" || answer === "theirs");
  }
}

/** Whether a kind of data, or a system because of it, may be named to the person before anybody reviewed anything. */
export const mayName = (category: string | null, { categories }: Kinds): boolean =>
  category !== null && Object.hasOwn(categories, category) && categories[category]?.disclose === "always";

type Kinds = { categories: Readonly<Record<string, { disclose: "always" | "after-review" }>> };

const namesOthers = (group: Told): boolean =>
  group.doubt === "after-review" || group.doubt === "third-persons" || group.namesOthers === true;
