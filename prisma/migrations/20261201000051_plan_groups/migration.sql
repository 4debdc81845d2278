-- Art. 12(3), 5(2): identical plans approved together while a surge lasts. A plan's shape is what it has in common with others; whose
-- plan has to be looked at by itself has none. Plans made before have none either, until they are made anew.
ALTER TABLE "request" ADD COLUMN "plan_shape" TEXT CHECK ("plan_shape" ~ '^[0-9a-f]{64}$');
CREATE INDEX "request_plan_shape" ON "request"("plan_shape", "due_on", "id")
  WHERE "closed_at" IS NULL AND "state" = 'planned' AND "waits_for" = 'reviewer' AND "plan_shape" IS NOT NULL;

-- One person's look at a group: its members as they were, the seed by which the sample was drawn, and what came of it.
CREATE TABLE "plan_group" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "surge" UUID NOT NULL REFERENCES "surge"("id") ON DELETE CASCADE,
  "shape" TEXT NOT NULL CHECK ("shape" ~ '^[0-9a-f]{64}$'),
  "right" TEXT NOT NULL,
  "policy" TEXT NOT NULL,
  "stage" TEXT NOT NULL CHECK ("stage" IN ('first', 'second')),
  "seed" TEXT NOT NULL CHECK ("seed" ~ '^[0-9a-f]{64}$'),
  "drawn_by" UUID NOT NULL REFERENCES "person"("id"),
  "drawn_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "state" TEXT NOT NULL DEFAULT 'drawn' CHECK ("state" IN ('drawn', 'approved', 'done', 'given-up')),
  "approved_at" TIMESTAMPTZ(3),
  "done_at" TIMESTAMPTZ(3),
  CHECK ("state" NOT IN ('approved', 'done') OR "approved_at" IS NOT NULL),
  CHECK (("state" IN ('done', 'given-up')) = ("done_at" IS NOT NULL))
);
-- Somebody who opens a group again finds the sample that was drawn for them, not another one.
CREATE UNIQUE INDEX "plan_group_drawn" ON "plan_group"("drawn_by", "shape", "stage") WHERE "state" = 'drawn';
CREATE INDEX "plan_group_surge" ON "plan_group"("surge", "drawn_at");
CREATE INDEX "plan_group_open" ON "plan_group"("approved_at") WHERE "state" = 'approved';
CREATE TABLE "plan_group_member" (
  "group" UUID NOT NULL REFERENCES "plan_group"("id") ON DELETE CASCADE,
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "plan_hash" TEXT NOT NULL,
  -- Its place in the sample; null for a member that was not drawn.
  "place" INTEGER,
  "opened_at" TIMESTAMPTZ(3),
  "outcome" TEXT CHECK ("outcome" IN ('approved', 'needs-second', 'plan-changed', 'left', 'surge-over', 'not-found', 'not-allowed', 'not-planned',
    'to-be-weighed', 'fee-open', 'open-questions', 'opinion-missing', 'same-person', 'own-request', 'stopped', 'failed')),
  "tries" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("group", "request"),
  CHECK ("opened_at" IS NULL OR "place" IS NOT NULL)
);
CREATE UNIQUE INDEX "plan_group_member_place" ON "plan_group_member"("group", "place") WHERE "place" IS NOT NULL;
CREATE INDEX "plan_group_member_waiting" ON "plan_group_member"("group", "request") WHERE "outcome" IS NULL;
CREATE INDEX "plan_group_member_outcome" ON "plan_group_member"("group", "outcome", "request");
CREATE INDEX "plan_group_member_request" ON "plan_group_member"("request");
GRANT SELECT, INSERT, UPDATE ON "plan_group", "plan_group_member" TO rightful_web, rightful_worker;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['plan_group', 'plan_group_member'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY "system" ON %I TO rightful_worker USING ((SELECT acts_as('''')))', t);
    EXECUTE format('CREATE POLICY "staff" ON %I FOR SELECT USING ((SELECT acts_as(''staff'')))', t);
    EXECUTE format('CREATE POLICY "staff_change" ON %I FOR UPDATE USING ((SELECT acts_as(''staff'')))', t);
  END LOOP;
  -- Nobody looks at a group in a colleague's name.
  CREATE POLICY "staff_add" ON "plan_group" FOR INSERT WITH CHECK ((SELECT acts_as('staff')) AND "drawn_by" = (SELECT acting_person()));
  CREATE POLICY "staff_add" ON "plan_group_member" FOR INSERT WITH CHECK ((SELECT acts_as('staff')));
END $$;
