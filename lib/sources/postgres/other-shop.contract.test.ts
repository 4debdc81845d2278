/** The contract over a database that was built quite otherwise. */
import { sourceContract, type Stage } from "../source.contract";
import { mina, openOtherShop, otherCutoffs, tableOf } from "./other-shop.fixture";

const rows = `
  INSERT INTO crm."Kunde" ("E-Mail", "Voller Name", "PLZ", profil, "Angelegt", "Letzter Kauf") VALUES
    ('mina@tee.example', 'Mina Okafor', '80331', '{"telefon": "+49 89 1", "club": {"member id": "M-17", "nick name": "Mi", "since": 2019}}', '2019-03-31 02:30', '2025-02-01'),
    ('otto@tee.example', 'Otto Brand', '80331', '{"telefon": "+49 89 2", "club": {"member id": "M-18"}}', '2019-03-31 02:30', '2025-02-01');
  INSERT INTO crm."Anschrift" VALUES (1, 'mina@tee.example', 'Am Hügel 1', NULL), (2, 'mina@tee.example', 'Im Tal 2', '2020-01-01'), (3, 'otto@tee.example', 'Am Hügel 1', NULL);
  INSERT INTO crm."Nach/richten" VALUES
    ('00000000-0000-4000-8000-000000000001', '{"contact": {"mail": " Mina@tee.example", "name": "Okafor, Mina"}, "kind": "question", "sent": "2026-10-01", "text": "Is it \\"green\\"?"}'),
    ('00000000-0000-4000-8000-000000000002', '{"contact": {"mail": "mina@tee.example", "name": "Mina Okafor"}, "sent": "2026-10-01", "text": "Thank you"}'),
    ('00000000-0000-4000-8000-000000000003', '{"contact": {"mail": "mina@tee.example", "name": "Mina Okafor"}, "kind": "complaint", "sent": "2025-02-30", "text": "Broken"}'),
    ('00000000-0000-4000-8000-000000000004', '{"contact": {"mail": "otto@tee.example", "name": "Otto Brand"}, "kind": "question", "sent": "2026-10-01", "text": "x"}');
  INSERT INTO crm."Bewertung" VALUES (1, '{"by": "mina@tee.example", "stars": 5, "text": "Good"}'), (2, '{"by": "otto@tee.example", "stars": 1}');
  INSERT INTO crm."Rundbrief" VALUES ('mina@tee.example', 'an'), ('otto@tee.example', 'an');
  INSERT INTO sales."Bestellung" (jahr, nr, kunde, gast, "Gast Name", anschrift, am, "Betrag €") VALUES
    (2025, 1, 'mina@tee.example', NULL, NULL, 1, '2025-01-01 00:30', 12.50),
    (2025, 2, NULL, 'mina@tee.example', 'Mina Okafor', NULL, '2025-01-01 00:30', 7),
    (2025, 3, 'otto@tee.example', NULL, NULL, 3, '2025-01-01 00:30', 1);
  INSERT INTO sales."Posten" VALUES (2025, 1, 1, 'Sencha'), (2025, 1, 2, 'Assam'), (2025, 3, 1, 'Sencha');
  INSERT INTO sales."Paket ""klein""" VALUES ('P-1', 2025, 1, '2025-01-02'), ('P-3', 2025, 3, '2025-01-02');
  INSERT INTO sales.scan VALUES ('P-1', '2025-01-03T10:00:00.123456Z', 'Hof'), ('P-1', '2025-01-04T10:00Z', 'Ulm'), ('P-3', '2025-01-03T10:00Z', 'Hof');
  INSERT INTO sales."Rechnung" VALUES ('R-1', 'mina@tee.example', 'Mina Okafor', '+49 89 1', '2025-01-01'), ('R-3', 'otto@tee.example', 'Otto Brand', NULL, '2025-01-01');
  INSERT INTO "Web Logs"."Zugriff" VALUES
    (1, '2025-12-31T23:59:59Z', '203.0.113.77', '{"user": "mina@tee.example", "agent": "Firefox", "via": "198.51.100.7"}'),
    (1, '2026-11-20T00:00:00Z', '2001:db8:1:2::3', '{"user": "mina@tee.example", "via": "unknown"}'),
    (2, '2026-11-20T00:00:00Z', '203.0.113.78', '{"user": "otto@tee.example"}')`;

const others: Record<string, string> = {
  Kunde: `"E-Mail" LIKE 'otto%'`,
  Anschrift: "kunde LIKE 'otto%'",
  nachrichten: "doc::text LIKE '%otto%'",
  Bewertung: "doc::text LIKE '%otto%'",
  Rundbrief: "mail LIKE 'otto%'",
  Bestellung: "nr = 3",
  Posten: "nr = 3",
  'Paket "klein"': "nr = 3",
  scan: "paket = 'P-3'",
  Rechnung: "nummer = 'R-3'",
  Zugriff: "doc::text LIKE '%otto%'",
};

sourceContract("postgres, a database of another make", async (): Promise<Stage> => {
  const shop = await openOtherShop();
  await shop.owner.query(rows);
  return {
    pauses: true,
    source: shop.source,
    person: mina,
    stranger: {
      account: "M-99",
      addresses: [{ email: "nobody@tee.example", proved: true, held: null }],
      names: [],
      postcodes: [],
    },
    cutoffs: otherCutoffs,
    digestOfOther: async () => {
      const digests = Object.entries(others).map(async ([id, where]) => {
        const { rows: found } = await shop.owner.query(
          `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${tableOf(shop.mapping, id)} t WHERE ${where}`,
        );
        return String(found[0].md5);
      });
      return (await Promise.all(digests)).join();
    },
    provided: {
      customer: ["E-Mail", "Voller Name"],
      optional: ["nick", "phone"],
      address: ["Straße & Nr."],
      message: ["text"],
      review: ["text"],
      letter: ["mail"],
    },
    corrections: { category: "message", values: [{ text: `Is it "black"? \\ 'no'` }, { text: null }] },
    // No text of a database holds this character.
    unfit: { stored: { text: "a\0b" }, allowed: { kind: "complaint" } },
    changeMeanwhile: async ({ key }) => {
      await shop.owner.query(
        `UPDATE crm."Nach/richten" SET doc = jsonb_set(doc::jsonb, '{kind}', '"praise"')::json WHERE id = $1`,
        [key],
      );
    },
    close: () => shop.close(),
  };
});
