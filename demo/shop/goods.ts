/** What the model shop sells, asks and raffles off: no personal data. */
import type { Rows } from "./rows";

export type Product = { sku: string; title: string; kind: "software" | "hardware"; cents: number; recalled?: string };

export const software: Product[] = [
  { sku: "SW-GRANIT", title: "Granit 4 synthesizer", kind: "software", cents: 14_900 },
  { sku: "SW-HALLRAUM", title: "Hallraum 2 reverb", kind: "software", cents: 8_900 },
  { sku: "SW-STREICHER", title: "Streicher string library", kind: "software", cents: 19_900 },
  { sku: "SW-TAKTWERK", title: "Taktwerk 6 drum studio", kind: "software", cents: 9_900 },
  { sku: "SW-BAND", title: "Band tape machine", kind: "software", cents: 4_900 },
];

export const hardware: Product[] = [
  { sku: "HW-KLAVIS-49", title: "Klavis 49 keyboard", kind: "hardware", cents: 44_900 },
  { sku: "HW-KLAVIS-88", title: "Klavis 88 keyboard", kind: "hardware", cents: 89_900 },
  { sku: "HW-PULT-2", title: "Pult 2 DJ controller", kind: "hardware", cents: 24_900 },
  { sku: "HW-DOSE", title: "Dose audio interface", kind: "hardware", cents: 11_900, recalled: "2026-10-05" },
];

/** The product with that number; throws when the shop has none. */
export function product(sku: string): Product {
  const found = [...software, ...hardware].find((each) => each.sku === sku);
  if (!found) throw new Error(`the shop sells no ${sku}`);
  return found;
}

export const survey = { ended: 1, open: 2 } as const;
export const competition = { long: 1, short: 2, open: 3 } as const;
export const surveyEnds: Record<number, string | null> = { 1: "2025-10-31", 2: null };
export const competitionEnds: Record<number, string | null> = { 1: "2026-11-01", 2: "2026-11-15", 3: null };

/** Products, surveys and competitions. */
export function addGoods(rows: Rows): void {
  for (const { sku, title, kind, cents, recalled } of [...software, ...hardware])
    rows.add("products", { sku, title, kind, price_cents: cents, recalled_on: recalled });
  const surveyTitles = ["Which controller do you use?", "How do you like Granit 4?"];
  const competitionTitles = ["Summer beats", "Win a keyboard", "Winter beats"];
  surveyTitles.forEach((title, at) => rows.add("surveys", { id: at + 1, title, ended_on: surveyEnds[at + 1] }));
  competitionTitles.forEach((title, at) =>
    rows.add("competitions", { id: at + 1, title, ended_on: competitionEnds[at + 1] }),
  );
}
