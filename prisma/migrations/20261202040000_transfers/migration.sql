-- Art. 20(2): data sent straight to another company that the person named. Company and address lie in the drawer, and so does what
-- came of it; the code that the company gave the person is sealed here until it has been used.
CREATE TABLE "transfer" (
  "id" UUID PRIMARY KEY,
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "state" TEXT NOT NULL DEFAULT 'named'
    CHECK ("state" IN ('named', 'confirmed', 'sending', 'accepted', 'refused', 'unreachable', 'unknown', 'cancelled', 'lapsed')),
  "to_id" UUID NOT NULL REFERENCES "drawer"("id"),
  "code" BYTEA,
  "named_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "confirmed_at" TIMESTAMPTZ(3),
  "started_at" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "in_doubt" BOOLEAN NOT NULL DEFAULT false,
  "try_at" TIMESTAMPTZ(3),
  "lease_until" TIMESTAMPTZ(3),
  "fence" BIGINT NOT NULL DEFAULT 0,
  "ended_at" TIMESTAMPTZ(3),
  "receipt_id" UUID REFERENCES "drawer"("id"),
  -- Nothing is sent that was not confirmed, and no code outlives what it was given for.
  CHECK ("confirmed_at" IS NOT NULL OR "state" IN ('named', 'cancelled', 'lapsed')),
  CHECK (("ended_at" IS NULL) = ("state" IN ('named', 'confirmed', 'sending'))),
  CHECK ("ended_at" IS NULL OR ("code" IS NULL AND "try_at" IS NULL))
);
CREATE INDEX "transfer_request" ON "transfer"("request");
CREATE INDEX "transfer_due" ON "transfer"("try_at") WHERE "try_at" IS NOT NULL;
-- One company at a time for each request.
CREATE UNIQUE INDEX "transfer_one" ON "transfer"("request") WHERE "state" NOT IN ('cancelled', 'lapsed');
GRANT SELECT, INSERT, UPDATE ON "transfer" TO rightful_web, rightful_worker;
-- What goes with a file.
GRANT DELETE ON "transfer" TO rightful_worker;

ALTER TABLE "transfer" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "transfer" TO rightful_worker USING ((SELECT acts_as('')));
-- The desk settles what nobody knows; it names no place to send anything to.
CREATE POLICY "staff" ON "transfer" FOR SELECT USING ((SELECT acts_as('staff')));
CREATE POLICY "staff_change" ON "transfer" FOR UPDATE USING ((SELECT acts_as('staff')));
CREATE POLICY "own" ON "transfer" FOR SELECT
  USING ((SELECT acts_as('subject')) AND "request" = ANY ((SELECT own_requests())::text[]));
CREATE POLICY "own_add" ON "transfer" FOR INSERT
  WITH CHECK ((SELECT acts_as('subject')) AND "state" = 'named' AND "request" = ANY ((SELECT own_requests())::text[]));
CREATE POLICY "own_change" ON "transfer" FOR UPDATE
  USING ((SELECT acts_as('subject')) AND "state" IN ('named', 'confirmed') AND "request" = ANY ((SELECT own_requests())::text[]))
  WITH CHECK ((SELECT acts_as('subject')) AND "state" IN ('named', 'confirmed', 'cancelled') AND "request" = ANY ((SELECT own_requests())::text[]));
CREATE POLICY "own_transfer" ON "drawer" FOR SELECT
  USING ((SELECT acts_as('subject')) AND "kind" IN ('transfer', 'transfer receipt') AND "request" = ANY ((SELECT own_requests())::text[]));
CREATE POLICY "own_transfer_add" ON "drawer" FOR INSERT
  WITH CHECK ((SELECT acts_as('subject')) AND "kind" = 'transfer' AND "request" = ANY ((SELECT own_requests())::text[]));
