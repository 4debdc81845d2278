/**
 * The questions of the coordinated enforcement actions on the right of access (2024) and the right to erasure (2025), by subject and
 * in our own words, each with what the records or the policy say. What no record holds is put to people and left to them.
 */
import type { Policy } from "../../policy/schema";
import type { AskedRight, Found, Telling } from "./found";
import { lawLine, line, sum, type Fact, type Question } from "./question";
import { exceptions, keeping, outcomes, recipients } from "./questions-erasure";
import { copies, information, searches } from "./questions-access";

const people = (key: string): Question => ({ key, from: "people", facts: [] });

export const accessQuestions = (found: Found, own: Policy): Question[] => [
  ...ofBoth(found, "access"),
  copies(found, own),
  searches(found, own),
  information(own),
  keeping(found, own),
  people("procedure"),
  people("training"),
  people("easy"),
  people("complaints"),
];

export const erasureQuestions = (found: Found, own: Policy): Question[] => [
  ...ofBoth(found, "erasure"),
  ...outcomes(found),
  exceptions(found),
  recipients(found),
  ...keepingErased(found, own),
  people("procedure"),
  people("training"),
  people("anonymous"),
  people("restore"),
  people("public"),
  people("complaints"),
];

/** What is asked about either right: numbers, times, extensions, identity, refusals, fees. */
function ofBoth(found: Found, right: AskedRight): Question[] {
  const mine = <Row extends { right: AskedRight }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => row.right === right);
  const [received, ended] = [mine(found.received), mine(found.ended)];
  const met = (...kinds: string[]) => sum(ended.filter((row) => kinds.includes(row.met)));
  const told = (name: Telling) => mine(found.told)[0]?.[name] ?? 0;
  const refusals = mine(found.refusals);
  return [
    { key: "numbers", from: "records", facts: [line("received", sum(received)), ...channels(received)] },
    {
      key: "times",
      from: "records",
      facts: [
        line("in-month", met("time")),
        line("in-extension", met("extension")),
        line("late", met("late")),
        line("unsettled", met("unsettled")),
        line("cancelled", met("cancelled")),
        {
          label: { message: "desk.authority.lines.median" },
          value: mine(found.medians)[0]?.days ?? null,
          kind: "days",
        },
      ],
    },
    {
      key: "extensions",
      from: "records",
      facts: [
        line("extended", sum(mine(found.extensions))),
        ...mine(found.extensions).map(({ reason, count }) => lawLine("extensions", reason, count)),
      ],
    },
    {
      key: "identity",
      from: "records",
      facts: [
        ...mine(found.doors).map(({ door, count }) => lawLine("doors", door, count)),
        line("queried", told("queried")),
        line("not-identified", sum(ended.filter(({ state }) => state === "not-identified"))),
      ],
    },
    {
      key: "refusals",
      from: "records",
      facts: [
        line("refused", sum(refusals)),
        ...refusals.map(({ ground, count }) => lawLine("grounds", ground, count)),
      ],
    },
    {
      key: "fees",
      from: "records",
      facts: [line("fee", told("fee")), line("agreed", told("agreed")), line("declined", told("declined"))],
    },
  ];
}

/** By which way they came, and by whom where not by the person. */
function channels(received: Found["received"]): Fact[] {
  const by = (name: "channel" | "requester", group: string, left: string) =>
    [...new Set(received.map((row) => row[name]))]
      .filter((one) => one !== left)
      .toSorted()
      .map((one) => lawLine(group, one, sum(received.filter((row) => row[name] === one))));
  return [...by("channel", "channels", ""), ...by("requester", "requesters", "self")];
}

function keepingErased(found: Found, own: Policy): Question[] {
  const { duties, lateDuties, sweeps, holds } = found;
  return [
    {
      key: "backups",
      from: "policy",
      facts: [{ label: { message: "desk.authority.lines.backup-cycle" }, period: own.backups.cycle }],
    },
    {
      key: "retention",
      from: "both",
      facts: [
        line("categories", Object.keys(own.categories).length),
        line(
          "rules",
          Object.values(own.categories).reduce((all, { rules }) => all + rules.length, 0),
        ),
        line("duties-due", duties.due),
        line("duties-done", duties.done),
        line("duties-late", lateDuties),
        line("swept-due", sweeps.due),
        line("swept", sweeps.done),
      ],
    },
    {
      key: "holds",
      from: "records",
      facts: [
        line("holds-placed", holds.placed),
        line("holds-released", holds.released),
        line("holds-open", holds.open),
      ],
    },
    keeping(found, own),
  ];
}
