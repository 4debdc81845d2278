/** Objects that nobody has, and for each action that acts on one an input in which only the object is missing. */
export const unknown = {
  reference: "R-0000000000000000",
  hold: "00000000-0000-4000-8000-000000000000",
  task: "00000000-0000-4000-8000-000000000000",
  letter: "00000000-0000-4000-8000-000000000000",
  id: "00000000-0000-4000-8000-000000000000",
  category: "order",
  code: "AAAAAAAAAAAAAAAAAAAAAA",
};

const hash = "0".repeat(64);
const words = "Written down by somebody who does not exist, at length.";
export const wellFormed: Record<string, Record<string, string>> = {
  approve: { reference: unknown.reference, shown: hash },
  refuse: { reference: unknown.reference, ground: "excessive", facts: words, alternative: words },
  extend: { reference: unknown.reference, reason: "complexity", facts: words },
  "place-hold": { reference: unknown.reference, kind: "legal", category: "", reason: words, reviewOn: "2027-01-04" },
  "release-hold": { hold: unknown.hold },
  "decide-identity": { reference: unknown.reference, decision: "identified", reason: words, item: "" },
  "settle-stop": { reference: unknown.reference, decision: "goes-on", reason: words },
  "answer-doubt": { reference: unknown.reference, selector: "x", answer: "theirs", reason: words },
  "give-opinion": { reference: unknown.reference, shown: hash, opinion: "agrees", text: words },
  replan: { reference: unknown.reference },
  "finish-task": { task: unknown.task, answer: words },
  cancel: { reference: unknown.reference },
  "accept-fee": { reference: unknown.reference },
  "end-pause": { reference: unknown.reference },
  "waive-copy": { reference: unknown.reference },
};
