/** What is asked about access alone: the copy, the search, the information beside it. */
import type { Policy } from "../../policy/schema";
import type { Found } from "./found";
import { line, type Question } from "./question";

/** Art. 15(3), (4): copies handed out, and what was withheld from them. */
export function copies(found: Found, own: Policy): Question {
  const told = found.told.find(({ right }) => right === "access");
  const withheld = found.grounds.filter(({ right, ground }) => right === "access" && ground === "15(4)");
  return {
    key: "copies",
    from: "both",
    facts: [
      line("copied", told?.copied ?? 0),
      line("fetched", told?.fetched ?? 0),
      line("withheld", withheld[0]?.requests ?? 0, withheld[0]?.records ?? 0),
      line("release-days", own.release.days),
    ],
  };
}

/** How completely it was searched. */
export function searches(found: Found, own: Policy): Question {
  const kinds = Object.values(own.sources).map(({ kind }) => kind);
  const of = (outcome: string) => found.searches.find((row) => row.outcome === outcome)?.count ?? 0;
  return {
    key: "searches",
    from: "both",
    facts: [
      line("systems", kinds.filter((kind) => kind !== "manual").length),
      line("systems-by-hand", kinds.filter((kind) => kind === "manual").length),
      line("searched", of("searched")),
      line("searched-by-hand", of("by-hand")),
      line("waited", found.told.find(({ right }) => right === "access")?.waited ?? 0),
    ],
  };
}

/** Art. 15(1), (2): what every copy says beside the data. */
export function information({ categories, purposes, recipients }: Policy): Question {
  const named = Object.values(recipients);
  return {
    key: "information",
    from: "policy",
    facts: [
      line("categories", Object.keys(categories).length),
      line("purposes", Object.keys(purposes).length),
      line("recipients", named.length),
      line("safeguards", named.filter(({ safeguard }) => safeguard !== undefined).length),
      line("reviewed", Object.values(categories).filter(({ disclose }) => disclose === "after-review").length),
    ],
  };
}
