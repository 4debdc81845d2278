-- Art. 19: what each recipient is told and what came of it. And what other systems ask: keys of their own, and hashes that
-- a mailing tool can compare by itself.

CREATE TABLE "recipient_notice" (
  -- The reference that the recipient sees: nobody outside can join what several were told about one person.
  "id" TEXT PRIMARY KEY CHECK ("id" ~ '^N-[0-9A-HJKMNP-TV-Z]{16}$'),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "recipient" TEXT NOT NULL,
  "change" TEXT NOT NULL CHECK ("change" IN ('erased', 'corrected', 'paused', 'lifted')),
  "categories" TEXT[] NOT NULL DEFAULT '{}',
  -- source: the recipient's own system was written in; email: by a link; the rest is told by a person.
  "way" TEXT NOT NULL CHECK ("way" IN ('source', 'email', 'api', 'portal', 'post')),
  -- Of data that are told of only after a review: no page of the person names it.
  "veiled" BOOLEAN NOT NULL DEFAULT false,
  "state" TEXT NOT NULL DEFAULT 'to-send' CHECK ("state" IN ('to-send', 'sent', 'confirmed', 'not-told')),
  "due_on" DATE NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "sent_at" TIMESTAMPTZ(3),
  "confirmed_at" TIMESTAMPTZ(3),
  "effective_on" DATE,
  "because" TEXT CHECK ("because" IN ('impossible', 'disproportionate')),
  "drawer_id" UUID REFERENCES "drawer"("id"),
  "mail_id" UUID REFERENCES "mail"("id"),
  UNIQUE ("request", "recipient", "change"),
  CHECK ("state" <> 'sent' OR "sent_at" IS NOT NULL),
  CHECK (("state" = 'confirmed') = ("confirmed_at" IS NOT NULL)),
  CHECK (("state" = 'not-told') = ("because" IS NOT NULL))
);
CREATE INDEX "recipient_notice_mail" ON "recipient_notice"("mail_id");
CREATE INDEX "recipient_notice_open" ON "recipient_notice"("due_on") WHERE "state" IN ('to-send', 'sent');

-- The link that a mail to a recipient carries: hash of its token, and the words behind it for as long as they are needed.
CREATE TABLE "recipient_link" (
  "id" TEXT PRIMARY KEY,
  "notice" TEXT NOT NULL UNIQUE REFERENCES "recipient_notice"("id"),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "until" TIMESTAMPTZ(3) NOT NULL,
  "opened_at" TIMESTAMPTZ(3),
  "sealed" BYTEA
);
CREATE INDEX "recipient_link_request" ON "recipient_link"("request");
CREATE INDEX "recipient_link_words" ON "recipient_link"("until") WHERE "sealed" IS NOT NULL;

-- Other systems: who made a key, what it is good for, until when. The key itself is shown once and nowhere kept.
CREATE TABLE "api_key" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "name" TEXT NOT NULL UNIQUE,
  "scopes" TEXT[] NOT NULL DEFAULT '{}' CHECK ("scopes" <@ '{registry,export}' AND cardinality("scopes") > 0),
  "hash" TEXT NOT NULL UNIQUE,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "revoked_at" TIMESTAMPTZ(3)
);

-- What a file for mailing tools lists: the address under the export key. Null: an account, or an entry made before.
ALTER TABLE "suppression" ADD COLUMN "export" BYTEA;
ALTER TABLE "restriction" ADD COLUMN "exports" BYTEA[] NOT NULL DEFAULT '{}';
CREATE INDEX "suppression_export" ON "suppression"("use", "export") WHERE "export" IS NOT NULL;

-- What was told before this table was there. The owner is bound by row-level security as well.
ALTER TABLE "task" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "request" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "recipient_notice"
  ("id", "request", "recipient", "change", "way", "veiled", "state", "due_on", "made_at", "sent_at", "confirmed_at", "effective_on")
SELECT 'N-' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)), t."request", t."recipient",
       CASE WHEN t."kind" LIKE 'tell-lifted%' THEN 'lifted' WHEN r."right" = 'rectification' THEN 'corrected'
            WHEN r."right" = 'restriction' THEN 'paused' ELSE 'erased' END,
       'portal', t."kind" LIKE '%-reviewed',
       CASE WHEN t."done_at" IS NULL THEN 'to-send' WHEN t."effective_on" IS NULL THEN 'sent' ELSE 'confirmed' END,
       t."due_on", t."made_at", t."done_at", CASE WHEN t."effective_on" IS NOT NULL THEN t."done_at" END, t."effective_on"
FROM "task" t JOIN "request" r ON r."id" = t."request"
WHERE t."recipient" IS NOT NULL AND t."kind" LIKE 'tell-%'
ON CONFLICT DO NOTHING;
ALTER TABLE "task" FORCE ROW LEVEL SECURITY;
ALTER TABLE "request" FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON "recipient_notice", "recipient_link" TO rightful_web, rightful_worker;
GRANT SELECT, INSERT, UPDATE ON "api_key" TO rightful_worker;
GRANT SELECT ON "api_key" TO rightful_web;

-- Row-level security, as in the first migration.
ALTER TABLE "recipient_notice" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "recipient_notice" TO rightful_worker USING ((SELECT acts_as('')));
CREATE POLICY "staff" ON "recipient_notice" USING ((SELECT acts_as('staff')));
CREATE POLICY "own" ON "recipient_notice" FOR SELECT USING ((SELECT acts_as('subject')) AND NOT "veiled"
  AND "request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())));
-- The holder of a recipient's link reads that one notice, says that it was read and from when it holds.
ALTER TABLE "recipient_link" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "recipient_link" TO rightful_worker USING ((SELECT acts_as('')));
CREATE POLICY "staff" ON "recipient_link" FOR SELECT USING ((SELECT acts_as('staff')));
CREATE POLICY "recipient" ON "recipient_link" FOR SELECT USING ((SELECT acts_as('recipient')) AND "id" = (SELECT acting_key()));
CREATE POLICY "recipient_change" ON "recipient_link" FOR UPDATE USING ((SELECT acts_as('recipient')) AND "id" = (SELECT acting_key()));
CREATE POLICY "recipient" ON "recipient_notice" FOR SELECT USING ((SELECT acts_as('recipient'))
  AND "id" = (SELECT l."notice" FROM "recipient_link" l WHERE l."id" = (SELECT acting_key())));
CREATE POLICY "recipient_change" ON "recipient_notice" FOR UPDATE USING ((SELECT acts_as('recipient'))
  AND "id" = (SELECT l."notice" FROM "recipient_link" l WHERE l."id" = (SELECT acting_key())));
CREATE POLICY "recipient" ON "request" FOR SELECT USING ((SELECT acts_as('recipient'))
  AND "id" = (SELECT l."request" FROM "recipient_link" l WHERE l."id" = (SELECT acting_key())));
CREATE POLICY "recipient_change" ON "request" FOR UPDATE USING ((SELECT acts_as('recipient'))
  AND "id" = (SELECT l."request" FROM "recipient_link" l WHERE l."id" = (SELECT acting_key())));
CREATE POLICY "recipient" ON "request_key" FOR SELECT USING ((SELECT acts_as('recipient'))
  AND "request" = (SELECT l."request" FROM "recipient_link" l WHERE l."id" = (SELECT acting_key())));
CREATE POLICY "recipient" ON "event" FOR INSERT WITH CHECK ((SELECT acts_as('recipient'))
  AND "fact" IN ('notice-opened', 'recipient-told')
  AND "request" = (SELECT l."request" FROM "recipient_link" l WHERE l."id" = (SELECT acting_key())));
