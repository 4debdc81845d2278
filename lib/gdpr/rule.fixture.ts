/** How the rules of `retention.fixture.ts` are written down, and the norms that several of them share. */
import type { Rule } from "./rule";

export type Extra = Partial<Pick<Rule, "after" | "transition" | "meanwhile" | "holds">>;
export type Kept = readonly [norm: string, ground: string];
export type Counted = readonly [en: string, de: string];

/** `period`: "P8Y end-of-year", "P90D" (from the trigger) or "open-ended". `ends`: the end, then what a request gets. */
export function rule(id: string, period: string, ends: string, kept: Kept, counted: Counted, extra: Extra = {}): Rule {
  const [keep = "P0D", from = "trigger"] = period === "open-ended" ? ["P0D", "open-ended"] : period.split(" ");
  const [end, onRequest] = ends.split(" ");
  return {
    id,
    keep,
    from: from as Rule["from"],
    trigger: { en: counted[0], de: counted[1] },
    norm: kept[0],
    ground: kept[1],
    end: end as Rule["end"],
    meanwhile: "keep",
    onRequest: onRequest as Rule["onRequest"],
    holds: [],
    ...extra,
  };
}

export const voucherLaw: Kept = ["§ 147(1) no. 4, (3) AO; § 257(1) no. 4, (4) HGB; § 14b(1) UStG", "17(3)(b)"];
export const letterLaw: Kept = ["§ 147(1) no. 2-3, (3) AO; § 257(1) no. 2-3, (4) HGB", "17(3)(b)"];
export const ossLaw: Kept = ["Art. 63c Reg. (EU) 282/2011; § 22(1) UStG", "17(3)(b)"];
export const customsLaw: Kept = ["§ 147(1) no. 4a, (3) AO; Art. 15, 163 UCC", "17(3)(b)"];
export const requestFileLaw: Kept = ["Art. 5(2), 12 GDPR; § 31(2) no. 1 OWiG; §§ 195, 199 BGB", "17(3)(e)"];
export const claims: Kept = ["§§ 195, 199 BGB", "17(3)(e)"];
export const policy = (ground: string): Kept => ["Privacy policy; Art. 5(1)(e) GDPR", ground];
export const consent: Kept = ["§ 25(1) TDDDG; Art. 6(1)(a) GDPR", "6(1)(a)"];
export const proof: Kept = ["Art. 7(1) GDPR; §§ 195, 199 BGB; § 31(2) no. 1 OWiG", "17(3)(e)"];
export const security: Kept = ["Art. 32, 5(2) GDPR", "6(1)(f)"];

export const request: Counted = ["the time of the page request", "der Zeitpunkt des Seitenabrufs"];
export const event: Counted = ["the date of the recorded event", "das Datum des erfassten Ereignisses"];
export const withdrawn: Counted = ["the withdrawal of the consent", "der Widerruf der Einwilligung"];
export const removed: Counted = [
  "removal by you or closure of the account",
  "die Entfernung durch Sie oder die Kontoschließung",
];
export const sent: Counted = ["the date it was sent or received", "das Datum von Versand oder Empfang"];
export const issued: Counted = ["the date of the voucher", "das Datum des Belegs"];

export const atOnce = (end: string) =>
  rule("withdrawn", "P0D", end, ["Art. 7(3), 17(1)(b) GDPR", "6(1)(a)"], withdrawn);
