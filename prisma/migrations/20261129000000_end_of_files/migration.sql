-- Art. 5(1)(e): a request's file ends with its own retention. What stays says nothing about anybody: dates, counts, words
-- of the procedure, and a chain of events that still verifies.
ALTER TABLE "request" ADD COLUMN "shredded_at" TIMESTAMPTZ(3);
CREATE INDEX "request_closed" ON "request"("closed_at", "id") WHERE "closed_at" IS NOT NULL AND "shredded_at" IS NULL;

-- Files that were closed in one calendar year, where the policy asks two people before they are destroyed.
CREATE TABLE "file_year" (
  "year" INTEGER PRIMARY KEY,
  "proposed_by" UUID REFERENCES "person"("id"),
  "proposed_at" TIMESTAMPTZ(3),
  "released_by" UUID REFERENCES "person"("id"),
  "released_at" TIMESTAMPTZ(3),
  CHECK (("proposed_by" IS NULL) = ("proposed_at" IS NULL)),
  CHECK (("released_by" IS NULL) = ("released_at" IS NULL)),
  CHECK ("released_at" IS NULL OR "released_by" <> "proposed_by")
);
GRANT SELECT, INSERT, UPDATE ON "file_year" TO rightful_web, rightful_worker;

DO $$ BEGIN
  ALTER TABLE "file_year" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "file_year" TO rightful_worker USING ((SELECT acts_as('')));
  CREATE POLICY "staff" ON "file_year" USING ((SELECT acts_as('staff')));
END $$;

-- What goes with a file.
GRANT DELETE ON "restriction_exception", "recipient_link" TO rightful_worker;

-- The person's own proof opens what was promised to them: plan, refusal and letters of one request, and the lists of the plan.
-- Notes of the house, and who of the staff acted, are not in it.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY '{event,request_key,plan,decision,answer,list_chunk}'::text[] LOOP
    EXECUTE format('CREATE POLICY "proof" ON %I FOR SELECT USING ((SELECT acts_as(''proof'')) AND "request" = (SELECT acting_key()))', t);
  END LOOP;
  CREATE POLICY "proof" ON "drawer" FOR SELECT USING ((SELECT acts_as('proof')) AND "request" = (SELECT acting_key())
    AND ("kind" IN ('plan', 'refusal') OR "kind" LIKE 'letter %'));
END $$;
