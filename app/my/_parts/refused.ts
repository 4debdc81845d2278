import { problem } from "../../../lib/sign-in/secure-action";

type Problem = ReturnType<typeof problem>;

/** What any form of these pages can be refused for. */
const common: readonly string[] = ["too-many", "not-fresh"];

/** Why nothing was received, as the form's own sentence where it has one for the reason. */
export function refusedAs(reason: string, own: Readonly<Record<string, Problem>>): Problem {
  return own[reason] ?? problem(`my.refused.${common.includes(reason) ? reason : "nothing-asked"}`);
}
