/**
 * Art. 5(2), 12(1): an event as a sentence. The words are given in, so that desk, evidence page and report tell a fact
 * alike, each in its reader's language.
 */

/** As much of an event as its sentence is made of; `seq`: its place in the chain. */
export type Told = { fact: string; seq?: number; data: Record<string, string | number | null> };

export type Speak = {
  /** Words of the law. */
  law: ((key: string, values?: Record<string, string | number>) => string) & { has(key: string): boolean };
  category: (id: string) => string;
  source: (id: string) => string;
  purpose: (id: string) => string;
  recipient: (id: string) => string;
  /** An amount, with its currency. */
  money: (cents: number) => string;
};

/** One event as a sentence. A fact that has no words yet is named as it stands in the evidence. */
export function factInWords({ fact, seq = 0, data }: Told, speak: Speak): string {
  const { law } = speak;
  if (!law.has(`facts.${fact}`)) return law("facts.other", { fact });
  // The file itself is no category of a source: a look into it is said in other words.
  if (fact === "looked" && data.source === "portal") return law("facts.looked-into-file");
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(data)) values[name] = said(name, value, speak);
  // A chain begins with its receipt: what stands further on opened a closed request again.
  if (fact === "received") values.again = seq > 0 ? "yes" : "no";
  if (fact === "identified") values.fresh = Number(data.authAgeSeconds ?? Infinity) <= 600 ? "yes" : "no";
  if (/^(first-|second-)?approved$/.test(fact)) values.together = data.group === undefined ? "no" : "yes";
  if (fact === "fee-announced") values.cents = speak.money(Number(data.cents));
  if (fact === "mailed") values.outcome = worded(law, "mail", data.outcome);
  return law(`facts.${fact}`, values);
}

/** The beginning of a hash, enough to compare by eye: "9f2c 41ab". */
export const spacedHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;

/** Names of values that are words of the law, and the list each is found in. */
const lists: Record<string, string> = {
  channel: "channels",
  door: "doors",
  letter: "letters",
  answer: "answers",
  action: "actions",
  from: "actions",
  to: "actions",
  reason: "extensions",
  by: "by",
  because: "not-told",
  for: "waits",
  why: "look-purposes",
  language: "languages",
};

function said(name: string, value: string | number | null, speak: Speak): string | number {
  const { law } = speak;
  if (typeof value === "number") return value;
  if (value === null) return "none";
  switch (name) {
    case "category":
    case "source":
    case "purpose":
    case "recipient":
      return speak[name](value);
    case "plan":
    case "package":
      return spacedHash(value);
    case "ground":
      if (law.has(`exceptions.${value}`)) return law(`exceptions.${value}`);
      return law.has(`grounds.${value}`) ? law(`grounds.${value}`) : `Art. ${value}`;
    case "kind":
      return law.has(`letters.${value}`) ? law(`letters.${value}`) : worded(law, "holds", value);
    case "by":
      return law.has(`roles.${value}`) ? law(`roles.${value}`) : worded(law, "stops", value);
    default:
      return worded(law, lists[name] ?? "", value);
  }
}

function worded(law: Speak["law"], list: string, value: unknown): string {
  const key = `${list}.${String(value)}`;
  return list !== "" && law.has(key) ? law(key) : String(value);
}
