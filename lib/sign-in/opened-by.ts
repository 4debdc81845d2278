/**
 * For whom a form was shown. Two people share a computer: what one of them typed in a tab that stayed open must not be received as
 * the other's, who signed in meanwhile. Each form carries a mark of its person, and its action looks at it.
 */
import { createHash } from "node:crypto";
import type { Actor } from "../actor";

/** The field of the mark; begins with `$` as no field of ours does. */
export const openedByField = "$OPENED_BY";

/** The mark of the person for whom a form is shown: tells whether it is the same person, and nothing about them. */
export const markOf = ({ person }: Pick<Actor, "person">): string =>
  createHash("sha256").update(`a form of ${person}`).digest("base64url").slice(0, 22);

/** Whether the form was shown to somebody else than `who`. A form without a mark came from no page: it is whoever sends it. */
export function openedByAnother(form: FormData, who: Actor): boolean {
  const mark = form.get(openedByField);
  return mark !== null && mark !== markOf(who);
}
