/** Objects that nobody has, and for each action that acts on one an input in which only the object is missing. */
export const unknown = {
  reference: "R-0000000000000000",
  hold: "00000000-0000-4000-8000-000000000000",
  task: "00000000-0000-4000-8000-000000000000",
  entry: "00000000-0000-4000-8000-000000000000",
  withdrawal: "00000000-0000-4000-8000-000000000000",
  letter: "00000000-0000-4000-8000-000000000000",
  id: "00000000-0000-4000-8000-000000000000",
};

const hash = "0".repeat(64);
const words = "Written down by somebody who does not exist, at length.";
export const wellFormed: Record<string, Record<string, string>> = {
  approve: { reference: unknown.reference, shown: hash },
  refuse: { reference: unknown.reference, ground: "excessive", facts: words, alternative: words },
  extend: { reference: unknown.reference, reason: "complexity", facts: words },
  "place-hold": { reference: unknown.reference, kind: "legal", category: "", reason: words, reviewOn: "2027-01-04" },
  "release-hold": { hold: unknown.hold },
  "decide-identity": {
    reference: unknown.reference,
    decision: "identified",
    link: "nobody",
    account: "",
    email: "",
    reason: words,
    item: "",
  },
  "settle-stop": { reference: unknown.reference, decision: "goes-on", reason: words },
  "answer-doubt": { reference: unknown.reference, selector: "x", answer: "theirs", reason: words },
  "give-opinion": { reference: unknown.reference, shown: hash, opinion: "agrees", text: words },
  replan: { reference: unknown.reference },
  "finish-task": { task: unknown.task, answer: words },
  look: { reference: unknown.reference, page: `/desk/requests/${unknown.reference}/weigh` },
  weigh: {
    reference: unknown.reference,
    shown: hash,
    outcome: "goes-on",
    interest: words,
    necessity: words,
    situation: words,
    result: words,
  },
  "decide-exceptions": { reference: unknown.reference },
  "decide-again": { reference: unknown.reference, decision: "stands", reasons: words },
  "answer-by-hand": { reference: unknown.reference, answer: words, rest: "" },
  "announce-fee": { reference: unknown.reference, amount: "14,50", facts: words },
  "announce-lift": { reference: unknown.reference, reason: words, after: words },
  "give-legal-view": { reference: unknown.reference, view: "agrees", reason: words },
  "settle-withdrawal": { withdrawal: unknown.withdrawal },
  cancel: { reference: unknown.reference },
  "waive-copy": { reference: unknown.reference },
};
