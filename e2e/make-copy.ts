/**
 * Makes a copy of invented records, some of which attack whoever reads them, as a ZIP that lies there in the clear:
 * `node --import tsx e2e/make-copy.ts <file> <en|de> [records]`. A process of its own, because the letters' words are read as
 * Node reads them.
 */
import { generateKeyPairSync } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { day } from "../lib/gdpr/day";
import { plainLength, readRange } from "../lib/package/encrypted-file";
import { makePackage } from "../lib/package/make";
import { exporting, policy, record } from "../lib/package/make.fixture";
import type { SourceRecord } from "../lib/sources/source";

const [file = "", language = "en", records = "2500"] = process.argv.slice(2);
const attack = `</td><script>alert("x")</script><img src="https://attacker.example/x" onerror="alert(1)">`;
const held: Record<string, () => Generator<SourceRecord>> = {
  *account() {
    const values = { email: "ana@mail.example", note: attack, city: "Köln", opened_at: "2018-05-01T08:12:00+00:00" };
    const messages = [
      { from: "customer", at: "2026-03-05T10:00:00Z", text: attack },
      { from: "support", at: "2026-03-06T10:00:00Z", text: "Thank you, we looked into it." },
    ];
    const said = { total_cents: 123_456, payment_method: "sepa", country: "FR", messages };
    yield {
      ...record("account", { ...values, ...said, a: 1.5, b: true, c: { d: ["e"] }, [attack]: attack }),
      part: "a/account",
    };
  },
  *"server-log"() {
    for (let i = 0; i < Number(records); i++) {
      const at = new Date(Date.UTC(2026, 10, 20, 0, i)).toISOString();
      yield { ...record("server-log", { at, path: `/synth/${i}` }, String(i)), part: "log/server-log" };
    }
  },
};

const made = await makePackage({
  file: `${file}.package`,
  reference: "R-0K3V9T2M7QX4B8NC",
  language: language === "de" ? "de" : "en",
  policy,
  person: attack,
  receivedOn: day("2026-11-23"),
  madeAt: day("2026-11-25"),
  exported: Object.keys(held).map((category) => exporting(category, null)),
  async *read({ category }) {
    yield* held[category]?.() ?? [];
  },
  searches: [{ source: "shop", outcome: "searched" }],
  redacted: [],
  withheld: [{ category: "support-ticket", count: 1, why: attack }],
  open: [],
  locked: [],
  paused: [],
  authority: { name: attack, url: "https://www.datenschutz-berlin.de/" },
  signers: [{ name: "shop.example/rightful", key: generateKeyPairSync("ed25519").privateKey }],
});
const plain = readRange(made.file, made.key, 0, await plainLength(made.file, made.key));
await pipeline(plain, createWriteStream(file, { mode: 0o600 }));
await rm(made.file);
