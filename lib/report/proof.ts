/** Art. 5(2): what the file proves and what it does not, and how somebody checks it who trusts nobody (docs/evidence.md). */
import { eventLine, verifyEvents, type Event } from "../gdpr/evidence";
import { checkpointOf } from "../log/checkpoint";
import type { Case } from "./case";
import type { Part, Section } from "./report";

export function proofSection({ input, words, last }: Case): Section {
  const { say, number } = words;
  const { events, log, shredded, personal, demo, reference } = input;
  const facts: [string, string][] = [
    [say("proof.events"), number(events.length)],
    [say("proof.head"), last.hash],
    [say("proof.chain"), say("proof.problems", { problems: problemsOf(events) })],
    [say("proof.log"), logOf(words, log, events.length)],
    [say("proof.file"), say(shredded ? "proof.shredded" : "proof.not-shredded")],
    [say("proof.form"), say(personal ? "proof.personal" : "proof.not-personal")],
    [say("proof.demo"), say(demo ? "yes" : "no")],
  ];
  const list = (key: string, names: readonly string[]): Part[] => [
    { text: say(`proof.${key}.lead`) },
    { list: names.map((name) => say(`proof.${key}.${name}`)) },
  ];
  const parts: Part[] = [
    { facts },
    ...list("shows", [
      "chain",
      "moves",
      "plan",
      ...(log ? ["log"] : []),
      ...(personal && !shredded ? ["letters"] : []),
    ]),
    ...list("not", ["tail", "anew", "gone", "who", "clock"]),
    { text: say("proof.verify") },
    { code: `rightful verify ${reference}-evidence${personal ? "-with-letters" : ""}.zip --head ${last.hash}` },
    { text: say("proof.keys") },
  ];
  return { id: "proof", heading: say("proof.heading"), parts };
}

/** How many problems the verifier finds in the events as they are. */
const problemsOf = (events: readonly Event[]): number =>
  verifyEvents(events.map((event) => `${eventLine(event)}\n`).join("")).problems.length;

/** Where the events stand in the log; the report only reads the checkpoint, it does not judge who signed it. */
function logOf({ say }: Case["words"], log: Case["input"]["log"], events: number): string {
  if (!log) return say("proof.no-log");
  const checkpoint = checkpointOf(log.checkpoint.slice(0, log.checkpoint.lastIndexOf("\n\n") + 1));
  if (!checkpoint) return say("proof.bad-checkpoint");
  const { origin, size } = checkpoint;
  return say("proof.in-log", { covered: log.entries.length, events, origin, size });
}
