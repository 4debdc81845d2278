-- Art. 12(2), (3): a mail to the mailbox for privacy matters counts from its receipt, whoever reads it when. The worker takes each
-- down once; a person makes a request of it, or two people say that it is none. Who wrote and what lies encrypted.
CREATE TABLE "inbound_mail" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "digest" TEXT NOT NULL UNIQUE,
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "state" TEXT NOT NULL DEFAULT 'open' CHECK ("state" IN ('open', 'request', 'reminder', 'dismissed')),
  "sealed" BYTEA,
  "reason" BYTEA,
  "first_by" UUID REFERENCES "person"("id"),
  "first_at" TIMESTAMPTZ(3),
  "decided_by" UUID REFERENCES "person"("id"),
  "decided_at" TIMESTAMPTZ(3),
  CHECK (("state" = 'open') = ("decided_at" IS NULL)),
  -- Whoever says that it is no request does not confirm it: here too, whatever a step forgets.
  CHECK ("state" <> 'dismissed' OR "first_at" IS NOT NULL),
  CHECK ("state" <> 'dismissed' OR "first_by" IS NULL OR "first_by" <> "decided_by")
);
CREATE INDEX "inbound_mail_open" ON "inbound_mail"("received_at") WHERE "state" = 'open';
CREATE INDEX "inbound_mail_words" ON "inbound_mail"("decided_at") WHERE "decided_by" IS NOT NULL OR "sealed" IS NOT NULL;
CREATE INDEX "inbound_mail_first" ON "inbound_mail"("first_by");
CREATE INDEX "inbound_mail_decided" ON "inbound_mail"("decided_by");
CREATE TABLE "inbound_file" (
  "id" UUID PRIMARY KEY,
  "mail" UUID NOT NULL REFERENCES "inbound_mail"("id"),
  "no" INTEGER NOT NULL CHECK ("no" >= 0),
  "type" TEXT NOT NULL CHECK ("type" IN ('pdf', 'png', 'jpeg')),
  "bytes" INTEGER NOT NULL CHECK ("bytes" > 0),
  "sealed" BYTEA NOT NULL,
  UNIQUE ("mail", "no")
);
ALTER TABLE "inbound_file" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
-- How far the mailbox was read, and when: UIDs count under one UIDVALIDITY (RFC 9051 section 2.3.1.1).
CREATE TABLE "inbound_place" (
  "folder" TEXT PRIMARY KEY,
  "validity" TEXT NOT NULL,
  "uid" BIGINT NOT NULL,
  "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);
GRANT SELECT, UPDATE ON "inbound_mail" TO rightful_web;
GRANT SELECT ON "inbound_file", "inbound_place" TO rightful_web;
GRANT SELECT, INSERT, UPDATE ON "inbound_mail", "inbound_place" TO rightful_worker;
GRANT SELECT, INSERT, DELETE ON "inbound_file" TO rightful_worker;

ALTER TABLE "inbound_mail" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "inbound_mail" TO rightful_worker USING ((SELECT acts_as('')));
CREATE POLICY "staff" ON "inbound_mail" FOR SELECT USING ((SELECT acts_as('staff')));
-- Nobody decides in a colleague's name.
CREATE POLICY "staff_change" ON "inbound_mail" FOR UPDATE USING ((SELECT acts_as('staff')) AND "state" = 'open')
  WITH CHECK ("decided_by" IS NULL OR "decided_by" = (SELECT acting_person()));
ALTER TABLE "inbound_file" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "inbound_file" TO rightful_worker USING ((SELECT acts_as('')));
CREATE POLICY "staff" ON "inbound_file" FOR SELECT USING ((SELECT acts_as('staff')));
