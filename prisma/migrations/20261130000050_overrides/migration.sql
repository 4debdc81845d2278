-- Art. 17(1), (3): a reviewer decides otherwise about one line of a plan. The reason lies in the drawer; the plan is made anew with
-- it and hashed anew. One that was taken back stays, so that the drawer and the chain can be read beside each other.
CREATE TABLE "override" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "line" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "from_action" TEXT NOT NULL CHECK ("from_action" IN ('erase', 'unlink', 'truncate', 'restrict', 'keep')),
  "to_action" TEXT NOT NULL CHECK ("to_action" IN ('erase', 'unlink', 'truncate', 'keep') AND ("from_action" = 'keep') <> ("to_action" = 'keep')),
  "ground" TEXT NOT NULL CHECK ("ground" ~ CASE WHEN "to_action" = 'keep' THEN '^17\(3\)\([be]\)$' ELSE '^17\(1\)\([a-f]\)$' END),
  "norm" TEXT,
  "until" DATE,
  "drawer_id" UUID NOT NULL REFERENCES "drawer"("id"),
  "person_id" UUID NOT NULL REFERENCES "person"("id"),
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "taken_back_at" TIMESTAMPTZ(3),
  -- What stays has its norm and its day; what goes has neither.
  CHECK (("to_action" = 'keep') = ("norm" IS NOT NULL) AND ("to_action" = 'keep') = ("until" IS NOT NULL))
);
CREATE UNIQUE INDEX "override_line" ON "override"("request", "line") WHERE "taken_back_at" IS NULL;
CREATE INDEX "override_person" ON "override"("person_id");
GRANT SELECT, INSERT, UPDATE ON "override" TO rightful_web, rightful_worker;
GRANT DELETE ON "override" TO rightful_worker;

-- The lines of a plan that stand as a reviewer decided: no sweep takes what they keep, no change of the policy moves their day.
ALTER TABLE "decision" ADD COLUMN "overridden" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "decision_overridden" ON "decision"("category") WHERE "overridden";

DO $$ BEGIN
  ALTER TABLE "override" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "override" TO rightful_worker USING ((SELECT acts_as('')));
  CREATE POLICY "staff" ON "override" USING ((SELECT acts_as('staff')));
END $$;
