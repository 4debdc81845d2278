-- A shop that was built quite otherwise: customers are their e-mail addresses, names are as people write them, some of
-- what is known lies in JSON, the log is cut into years, and nothing has a time zone where it should have one.
CREATE SCHEMA crm;
CREATE SCHEMA sales;
CREATE SCHEMA "Web Logs";

CREATE TABLE crm."Kunde" (
  "E-Mail" text PRIMARY KEY,
  "Voller Name" text NOT NULL,
  "PLZ" text,
  -- { "telefon", "club": { "member id", "nick name" } }
  profil jsonb NOT NULL DEFAULT '{}',
  "Angelegt" timestamp NOT NULL,
  "Letzter Kauf" date,
  gesperrt timestamptz
);
CREATE TABLE crm."Anschrift" (
  nr integer PRIMARY KEY,
  kunde text NOT NULL,
  "Straße & Nr." text NOT NULL,
  "Ersetzt" date,
  gesperrt timestamptz
);
-- { "contact": { "mail", "name" }, "kind", "sent", "text" }
CREATE TABLE crm."Nach/richten" (id uuid PRIMARY KEY, doc json NOT NULL, gesperrt timestamptz);
-- { "by", "stars", "text" }
CREATE TABLE crm."Bewertung" (id integer PRIMARY KEY, doc jsonb NOT NULL);
CREATE TABLE crm."Rundbrief" (mail text PRIMARY KEY, status text NOT NULL, beendet date);
CREATE TABLE crm.sperre (
  schluessel character(64), kanal text, seit date NOT NULL, PRIMARY KEY (schluessel, kanal)
);

CREATE TABLE sales."Bestellung" (
  jahr integer, nr integer,
  kunde text REFERENCES crm."Kunde",
  gast text, "Gast Name" text,
  anschrift integer REFERENCES crm."Anschrift",
  am timestamp NOT NULL,
  "Betrag €" numeric(10, 2),
  gesperrt timestamptz,
  PRIMARY KEY (jahr, nr)
);
CREATE TABLE sales."Posten" (
  jahr integer, nr integer, zeile integer, ware text NOT NULL,
  PRIMARY KEY (jahr, nr, zeile), FOREIGN KEY (jahr, nr) REFERENCES sales."Bestellung"
);
CREATE TABLE sales."Paket ""klein""" (
  code text PRIMARY KEY, jahr integer NOT NULL, nr integer NOT NULL, versandt date,
  FOREIGN KEY (jahr, nr) REFERENCES sales."Bestellung"
);
CREATE TABLE sales.scan (
  paket text REFERENCES sales."Paket ""klein""", at timestamptz, ort text NOT NULL, PRIMARY KEY (paket, at)
);
CREATE TABLE sales."Rechnung" (
  nummer text PRIMARY KEY, mail text NOT NULL, "Name gedruckt" text NOT NULL, "Telefon" text, ausgestellt date NOT NULL,
  gesperrt timestamptz
);

-- { "user", "agent", "via" }
CREATE TABLE "Web Logs"."Zugriff" (id bigint, am timestamptz, ip inet, doc jsonb, PRIMARY KEY (id, am))
  PARTITION BY RANGE (am);
CREATE TABLE "Web Logs"."Zugriff 2025" PARTITION OF "Web Logs"."Zugriff" FOR VALUES FROM ('2025-01-01Z') TO ('2026-01-01Z');
CREATE TABLE "Web Logs"."Zugriff 2026" PARTITION OF "Web Logs"."Zugriff" FOR VALUES FROM ('2026-01-01Z') TO ('2027-01-01Z');
CREATE TABLE "Web Logs"."Seiten" (pfad text PRIMARY KEY);

-- What somebody wants paused is marked the same way everywhere.
DO $$ DECLARE t regclass; BEGIN
  FOR t IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname IN ('crm', 'sales', 'Web Logs') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
             AND c.relname NOT IN ('sperre', 'Seiten') LOOP
    EXECUTE format('ALTER TABLE %s ADD COLUMN "pausiert am" timestamptz', t);
  END LOOP;
END $$;
