-- Who of the desk has a request in hand. A working arrangement of the house, no decision: the person's rights, the clock and the
-- evidence are the same whoever it is. It goes with the request file.
ALTER TABLE "request" ADD COLUMN "assignee" UUID REFERENCES "person"("id");

-- The queue's filters and orders, of open requests (few) and closed ones (nearly all) apart.
CREATE INDEX "request_open_received" ON "request"("received_at", "id") WHERE "closed_at" IS NULL;
CREATE INDEX "request_open_right" ON "request"("right", "due_on", "id") WHERE "closed_at" IS NULL;
CREATE INDEX "request_open_assignee" ON "request"("assignee", "due_on", "id") WHERE "closed_at" IS NULL;
CREATE INDEX "request_closed_right" ON "request"("right", "due_on", "id") WHERE "closed_at" IS NOT NULL;
CREATE INDEX "request_closed_received" ON "request"("received_at", "id") WHERE "closed_at" IS NOT NULL;
-- What goes together: without it the planner takes "open and planned" for much rarer than it is, and reads all of them to sort them,
-- or "refused withdrawals of consent", of which there are none, for common, and looks for them through a year.
CREATE STATISTICS "request_open_state" (mcv) ON "state", "closed_at" FROM "request";
CREATE STATISTICS "request_open_waits" (mcv) ON "waits_for", "closed_at" FROM "request";
CREATE STATISTICS "request_right_state" (mcv) ON "right", "state" FROM "request";
-- Those who work here, among everybody who ever signed in.
CREATE INDEX "person_staff" ON "person"("id") WHERE "roles" <> '{}';

-- A calendar that somebody of the desk subscribes to. The token is kept as a hash and shown once.
CREATE TABLE "calendar_feed" (
  "id" TEXT PRIMARY KEY CHECK ("id" ~ '^[0-9a-f]{64}$'),
  "person_id" UUID NOT NULL REFERENCES "person"("id") ON DELETE CASCADE,
  "shows" TEXT NOT NULL CHECK ("shows" IN ('mine', 'all')),
  "language" TEXT NOT NULL CHECK ("language" IN ('en', 'de')),
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "asked_at" TIMESTAMPTZ(3)
);
CREATE INDEX "calendar_feed_person" ON "calendar_feed"("person_id", "made_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "calendar_feed" TO rightful_web, rightful_worker;

DO $$ BEGIN
  ALTER TABLE "calendar_feed" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "calendar_feed" TO rightful_worker USING ((SELECT acts_as('')));
  -- Somebody of the desk has their own.
  CREATE POLICY "staff" ON "calendar_feed" USING ((SELECT acts_as('staff')) AND "person_id" = (SELECT acting_person()));
  -- A calendar program brings the token and nothing else: the feed, and whose it is.
  CREATE POLICY "feed" ON "calendar_feed" FOR SELECT USING ((SELECT acts_as('feed')) AND "id" = (SELECT acting_key()));
  CREATE POLICY "feed_asked" ON "calendar_feed" FOR UPDATE USING ((SELECT acts_as('feed')) AND "id" = (SELECT acting_key()));
  CREATE POLICY "feed" ON "person" FOR SELECT USING ((SELECT acts_as('feed'))
    AND "id" = (SELECT f."person_id" FROM "calendar_feed" f WHERE f."id" = (SELECT acting_key())));
  -- Work is given to a colleague by name: of people the desk sees those who work at it, and nobody else.
  CREATE POLICY "colleagues" ON "person" FOR SELECT USING ((SELECT acts_as('staff')) AND "roles" && '{reviewer,dpo}'::text[]);
END $$;
