/** What is asked about erasure alone: what went, what stayed and why, who was told, and how it is known. */
import type { Policy } from "../../policy/schema";
import type { Found } from "./found";
import { lawLine, line, sum, type Fact, type Question } from "./question";

const order = ["erase", "truncate", "unlink", "restrict", "keep", "ask"];

/** Art. 17: what the plans decided, what was seen afterwards, and who had to agree. */
export function outcomes(found: Found): Question[] {
  const actions = found.actions
    .filter(({ right }) => right === "erasure")
    .toSorted((a, b) => order.indexOf(a.action) - order.indexOf(b.action));
  const told = found.told.find(({ right }) => right === "erasure");
  return [
    {
      key: "outcomes",
      from: "records",
      facts: actions.map(({ action, requests, records }) => lawLine("actions", action, requests, records)),
    },
    {
      key: "proof",
      from: "records",
      facts: [line("looked", told?.looked ?? 0), line("remained", told?.remained ?? 0)],
    },
    {
      key: "decided",
      from: "records",
      facts: [line("second", told?.second ?? 0), line("opinion", told?.opinion ?? 0)],
    },
  ];
}

/** Art. 17(3): which exceptions were applied, to how much, by which norm. */
export function exceptions(found: Found): Question {
  const grounds = found.grounds.filter(({ right, ground }) => right === "erasure" && ground.startsWith("17(3)"));
  const norms = found.norms.map(({ norm, requests, records }): Fact => ({ label: { norm }, value: requests, records }));
  return {
    key: "exceptions",
    from: "records",
    facts: [...grounds.map(({ ground, requests, records }) => lawLine("grounds", ground, requests, records)), ...norms],
  };
}

/** Art. 19. */
export function recipients({ notices }: Found): Question {
  const of = (...states: string[]) => sum(notices.filter(({ state }) => states.includes(state)));
  const because = (ground: string) => sum(notices.filter((row) => row.state === "not-told" && row.because === ground));
  return {
    key: "recipients",
    from: "records",
    facts: [
      line("confirmed", of("confirmed")),
      line("told", of("sent")),
      line("to-send", of("to-send")),
      line("not-told-impossible", because("impossible")),
      line("not-told-disproportionate", because("disproportionate")),
    ],
  };
}

/** Art. 5(1)(e): how long the file of a request itself stays. */
export function keeping({ files }: Found, { categories }: Policy): Question {
  const rule = categories["request-file"]?.rules[0];
  const period: Fact[] = rule ? [{ label: { message: "desk.authority.lines.file-period" }, period: rule.keep }] : [];
  return {
    key: "files",
    from: "both",
    facts: [...period, ...(rule ? [{ label: { norm: rule.norm }, value: null }] : []), line("files", files)],
  };
}
