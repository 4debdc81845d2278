-- Systems beyond the shop's database: what they must not forget, how often they may be asked, what they confirm later.

-- Numbers of jobs and stages reached, so that a killed worker never orders twice. No personal data.
CREATE TABLE "source_memory" (
  "source" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "value" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  PRIMARY KEY ("source", "name")
);

-- Calls by one credential in a window of so many seconds, by all workers together.
CREATE TABLE "rate_budget" (
  "credential" TEXT NOT NULL,
  "seconds" INTEGER NOT NULL CHECK ("seconds" > 0),
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "used" INTEGER NOT NULL,
  PRIMARY KEY ("credential", "seconds")
);

-- What a system has taken on and confirms later: until then it is not gone, and the answer says so.
CREATE TABLE "removal" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "plan_no" INTEGER NOT NULL,
  "idx" INTEGER NOT NULL,
  "operation" TEXT NOT NULL UNIQUE,
  "from_item" INTEGER NOT NULL,
  "items" INTEGER NOT NULL,
  "count" INTEGER NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "ask_at" TIMESTAMPTZ(3) NOT NULL,
  "confirm_by" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'confirmed')),
  "settled_at" TIMESTAMPTZ(3),
  FOREIGN KEY ("request", "plan_no", "idx") REFERENCES "decision"("request", "plan_no", "idx"),
  CHECK (("state" = 'confirmed') = ("settled_at" IS NOT NULL))
);
CREATE INDEX "removal_waiting" ON "removal"("ask_at") WHERE "state" = 'waiting';
CREATE INDEX "removal_request" ON "removal"("request", "plan_no", "idx");

GRANT SELECT, INSERT, UPDATE ON "removal" TO rightful_web, rightful_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON "source_memory", "rate_budget" TO rightful_worker;
GRANT SELECT ON "source_memory" TO rightful_web;
GRANT SELECT, INSERT, UPDATE ON "rate_budget" TO rightful_web;

-- Row-level security, as in the first migration. The other two say nothing about anybody.
ALTER TABLE "removal" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "removal" TO rightful_worker USING ((SELECT acts_as('')));
CREATE POLICY "staff" ON "removal" FOR SELECT USING ((SELECT acts_as('staff')));
CREATE POLICY "own" ON "removal" FOR SELECT USING ((SELECT acts_as('subject')) AND "request" IN
  (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())));
