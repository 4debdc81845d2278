/** Art. 5(2), 24, 32(4): by whose hands the plan went, whether two people were needed and were two, and that no other plan ran. */
import { systemId } from "../gdpr/event";
import { spacedHash } from "../gdpr/fact-words";
import type { Case } from "./case";
import type { Part, Section } from "./report";

export function approvalsSection(told: Case): Section {
  const { input, words } = told;
  const { say } = words;
  const table: Part = {
    table: {
      caption: say("approvals.caption"),
      head: ["kind", "plan", "role", "id", "at"].map((key) => say(`approvals.${key}`)),
      widths: [15, 12, 24, 33, 16],
      rows: input.approvals.map(({ kind, plan, by, at }) => [
        say(`approvals.kinds.${kind}`),
        spacedHash(plan),
        roleOf(told, by),
        by,
        words.moment(at),
      ]),
    },
  };
  const parts = [...(input.approvals.length > 0 ? [table] : []), ...findings(told).map((text) => ({ text }))];
  return { id: "approvals", heading: say("approvals.heading"), parts };
}

/** The role in which the same id acts in the events. */
function roleOf({ input, words }: Case, id: string): string {
  const roles = new Set(input.events.filter(({ actor }) => actor.id === id).map(({ actor }) => actor.role));
  if (roles.size === 0) return words.say("unknown");
  return [...roles].map((role) => words.law(`roles.${role}`)).join(", ");
}

function findings(told: Case): string[] {
  const { input, of, words } = told;
  const { say } = words;
  const approved = of("approved").at(-1);
  if (!approved) return [say(input.approvals.length > 0 ? "approvals.not-yet" : "approvals.none")];
  const { plan } = approved.data;
  const hands = new Set(
    of("first-approved", "second-approved", "approved")
      .filter(({ data, actor }) => data.plan === plan && actor.id !== systemId)
      .map(({ actor }) => actor.id),
  );
  const key = hands.size === 0 ? "approvals.by-policy" : hands.size === 1 ? "approvals.one" : "approvals.two";
  const ran = of("executed", "fulfilled").map(({ data }) => data.plan);
  const other = ran.some((hash) => hash !== null && hash !== plan);
  const run = ran.length === 0 ? "approvals.not-run" : other ? "approvals.other-ran" : "approvals.same-ran";
  return [say(key, { hands: hands.size }), say(run, { plan: spacedHash(plan) }), say("approvals.ids")];
}
