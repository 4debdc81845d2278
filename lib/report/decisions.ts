/** Art. 5(2), 12(4), 17(3): what was decided for each kind of data in each system, on which ground, by which norm, until when. */
import type { Decision } from "../gdpr/plan-value";
import type { Case } from "./case";
import type { Part, Section, Table } from "./report";

/** Decisions about the request that are no lines of a plan. */
const further = [
  ...([
    "answered-doubt",
    "overridden",
    "override-taken-back",
    "opinion",
    "release-proposed",
    "released-again",
    "second-look-demanded",
    "second-look-taken",
    "refused",
    "refused-late",
    "weighed",
    "decided-again",
    "exception-decided",
  ] as const),
  ...(["restricted", "lift-announced", "lifted", "hold-placed", "hold-released", "stop-settled"] as const),
  ...(["fee-announced", "fee-accepted", "fee-declined", "use-stopped"] as const),
  ...(["follow-up-opened", "held-taken-up", "needed-taken-up"] as const),
];

export function decisionsSection(told: Case): Section {
  const { input, of, words } = told;
  const { say, law } = words;
  const line = of(...further).map((event) => ({
    when: `${words.moment(event.at)} · ${law(`roles.${event.actor.role}`)}`,
    what: words.fact(event as never),
  }));
  const more: Part[] = line.length === 0 ? [] : [{ text: say("decisions.further") }, { line }];
  return { id: "decisions", heading: say("decisions.heading"), parts: [...planParts(told), ...more] };

  function planParts({ of }: Case): Part[] {
    const { plan, shredded } = input;
    if (!plan) {
      const planned = of("planned").length > 0;
      return [
        { text: say(shredded && planned ? "decisions.shredded" : planned ? "decisions.lost" : "decisions.none") },
      ];
    }
    const records = plan.decisions.reduce((sum, { count }) => sum + (count ?? 0), 0);
    const values = { decisions: plan.decisions.length, records, edition: plan.policy };
    return [{ text: say("decisions.plan", values) }, { table: tableOf(told, plan.decisions) }];
  }
}

function tableOf({ words }: Case, decisions: readonly Decision[]): Table {
  const { say } = words;
  return {
    caption: say("decisions.caption"),
    head: ["number", "data", "system", "decision", "ground", "until", "records"].map((key) => say(`decisions.${key}`)),
    widths: [5, 15, 14, 21, 25, 12, 8],
    rows: decisions.map((decision, i) => [
      words.number(i + 1),
      words.category(decision.category),
      words.source(decision.source),
      actionOf(words, decision),
      groundsOf(words, decision),
      decision.until === null ? say("no-date") : words.day(decision.until),
      decision.count === null ? say("unknown") : words.number(decision.count),
    ]),
  };
}

const actionOf = ({ law }: Case["words"], { action, mode }: Decision): string =>
  law(`actions.${action}`) + (mode === null ? "" : `\n${law(`modes.${mode}`)}`);

function groundsOf(words: Case["words"], { ground, norm, rule }: Decision): string {
  const lines = [
    ...(ground === null ? [] : [words.ground(ground)]),
    ...(norm === null ? [] : [words.norm(norm)]),
    ...(rule === null ? [] : [words.say("decisions.rule", { rule })]),
  ];
  return lines.length === 0 ? words.say("none") : lines.join("\n");
}
