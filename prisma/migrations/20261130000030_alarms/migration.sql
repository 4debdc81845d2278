-- Art. 12(3): of which due date the desk was reminded, and how many days before it; -1 once it is past. Another due date begins
-- anew. A reminder that could not be given on its day, because nothing ran, is given when something runs again.
CREATE TABLE "alarm" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "due_on" DATE NOT NULL,
  "days_before" INTEGER NOT NULL,
  "raised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  PRIMARY KEY ("request", "due_on", "days_before")
);
GRANT SELECT ON "alarm" TO rightful_web;
GRANT SELECT, INSERT, DELETE ON "alarm" TO rightful_worker;

DO $$ BEGIN
  ALTER TABLE "alarm" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "alarm" TO rightful_worker USING ((SELECT acts_as('')));
END $$;
