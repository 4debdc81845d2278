-- Art. 5(2), 24: evidence that left the house, or is being made: who holds it, and until when. Of one request it is made while
-- one waits; of a person's requests, or of those of some days, the worker makes it.
CREATE TABLE "evidence_export" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "form" TEXT NOT NULL CHECK ("form" IN ('bundle', 'person', 'days')),
  -- The request itself, or the one whose person is meant.
  "request" TEXT REFERENCES "request"("id"),
  "from_on" DATE,
  "to_on" DATE,
  "personal" BOOLEAN NOT NULL,
  -- Who took it and answers for it; nobody where the command line did.
  "holder" UUID REFERENCES "person"("id"),
  "role" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'ready', 'too-much', 'gone')),
  "requests" INTEGER NOT NULL DEFAULT 0,
  "done" INTEGER NOT NULL DEFAULT 0,
  "file" TEXT,
  "key" BYTEA,
  "bytes" BIGINT,
  "sha256" TEXT,
  -- Until when the file lies here.
  "expires_at" TIMESTAMPTZ(3),
  -- With personal data: on which day whoever holds it must have destroyed it, and that they said so.
  "destroy_on" DATE,
  "destroyed_at" TIMESTAMPTZ(3),
  "destroyed_by" UUID REFERENCES "person"("id"),
  "told_at" TIMESTAMPTZ(3),
  "lease_until" TIMESTAMPTZ(3),
  CHECK (("form" = 'days') = ("request" IS NULL)),
  CHECK (("form" = 'days') = ("from_on" IS NOT NULL AND "to_on" IS NOT NULL)),
  CHECK (("destroy_on" IS NOT NULL) = "personal"),
  CHECK (("destroyed_at" IS NULL) = ("destroyed_by" IS NULL))
);
CREATE INDEX "evidence_export_made" ON "evidence_export"("made_at", "id");
CREATE INDEX "evidence_export_request" ON "evidence_export"("request");
GRANT SELECT, INSERT, UPDATE ON "evidence_export" TO rightful_web, rightful_worker;
GRANT DELETE ON "evidence_export" TO rightful_worker;

DO $$ BEGIN
  ALTER TABLE "evidence_export" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "evidence_export" TO rightful_worker USING ((SELECT acts_as('')));
  CREATE POLICY "staff" ON "evidence_export" USING ((SELECT acts_as('staff')))
    WITH CHECK ((SELECT acts_as('staff')) AND "holder" IS NOT NULL);
END $$;

-- What legal writes down for itself: never in an export, never in the person's copy; it goes with the request file.
CREATE TABLE "legal_note" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "sealed" BYTEA NOT NULL,
  "written_by" UUID NOT NULL REFERENCES "person"("id"),
  "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);
CREATE INDEX "legal_note_request" ON "legal_note"("request", "written_at");
GRANT SELECT, INSERT ON "legal_note" TO rightful_web, rightful_worker;
GRANT DELETE ON "legal_note" TO rightful_worker;

DO $$ BEGIN
  ALTER TABLE "legal_note" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "legal_note" TO rightful_worker USING ((SELECT acts_as('')));
  CREATE POLICY "register" ON "legal_note" FOR SELECT USING ((SELECT acts_as('register')) AND "request" = (SELECT acting_key()));
  CREATE POLICY "register_add" ON "legal_note" FOR INSERT WITH CHECK ((SELECT acts_as('register'))
    AND "request" = (SELECT acting_key()) AND "written_by" = (SELECT acting_person()));
  -- Who of the staff stands behind the ids in the events of one request, as long as its file lives.
  CREATE POLICY "register" ON "pseudonym" FOR SELECT USING ((SELECT acts_as('register')) AND "request" = (SELECT acting_key()));
  -- Of people only those who work here, all of them: a policy that asked the pseudonyms would ask itself.
  CREATE POLICY "register" ON "person" FOR SELECT USING ((SELECT acts_as('register')) AND "roles" <> '{}');
  CREATE POLICY "register" ON "request_key" FOR SELECT USING ((SELECT acts_as('register')) AND "request" = (SELECT acting_key()));
  CREATE POLICY "register" ON "request" FOR SELECT USING ((SELECT acts_as('register')) AND "id" = (SELECT acting_key()));
END $$;
