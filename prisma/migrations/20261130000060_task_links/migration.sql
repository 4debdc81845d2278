-- Art. 5(1)(c), 5(2), 32: one task by hand, passed on by a link to somebody without an account at the desk. The row has the hash of
-- the link's token; to whom it went and what they answered lie in the drawer, what its page shows is sealed until the link is over.
CREATE TABLE "task_link" (
  "id" TEXT PRIMARY KEY,
  "task" UUID NOT NULL REFERENCES "task"("id"),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "passed_on_by" UUID NOT NULL REFERENCES "person"("id"),
  "passed_on_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "until" TIMESTAMPTZ(3) NOT NULL,
  "sealed" BYTEA,
  "to_id" UUID NOT NULL REFERENCES "drawer"("id"),
  "mail_id" UUID REFERENCES "mail"("id"),
  "opened_at" TIMESTAMPTZ(3),
  "answered_at" TIMESTAMPTZ(3),
  "answer_id" UUID REFERENCES "drawer"("id"),
  "withdrawn_at" TIMESTAMPTZ(3),
  CHECK ("answered_at" IS NULL OR "opened_at" IS NOT NULL),
  CHECK (("answered_at" IS NULL) = ("answer_id" IS NULL))
);
CREATE INDEX "task_link_task" ON "task_link"("task", "passed_on_at");
CREATE INDEX "task_link_request" ON "task_link"("request");
CREATE INDEX "task_link_person" ON "task_link"("passed_on_by");
CREATE INDEX "task_link_words" ON "task_link"("until") WHERE "sealed" IS NOT NULL;
-- One task is with one colleague at a time.
CREATE UNIQUE INDEX "task_link_one" ON "task_link"("task") WHERE "answered_at" IS NULL AND "withdrawn_at" IS NULL;
GRANT SELECT, INSERT, UPDATE ON "task_link" TO rightful_web, rightful_worker;
-- What goes with a file.
GRANT DELETE ON "task_link" TO rightful_worker;

DO $$
DECLARE
  of_link text := '(SELECT acts_as(''handed'')) AND %I = (SELECT l.%I FROM "task_link" l WHERE l."id" = (SELECT acting_key()))';
BEGIN
  ALTER TABLE "task_link" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "task_link" TO rightful_worker USING ((SELECT acts_as('')));
  -- Nobody passes a task on in a colleague's name.
  CREATE POLICY "staff" ON "task_link" FOR SELECT USING ((SELECT acts_as('staff')));
  CREATE POLICY "staff_change" ON "task_link" FOR UPDATE USING ((SELECT acts_as('staff')));
  CREATE POLICY "staff_add" ON "task_link" FOR INSERT WITH CHECK ((SELECT acts_as('staff')) AND "passed_on_by" = (SELECT acting_person()));
  -- The holder of a link sees the one task it names, says that it was opened, and leaves one answer.
  CREATE POLICY "handed" ON "task_link" FOR SELECT USING ((SELECT acts_as('handed')) AND "id" = (SELECT acting_key()));
  CREATE POLICY "handed_change" ON "task_link" FOR UPDATE USING ((SELECT acts_as('handed')) AND "id" = (SELECT acting_key()));
  EXECUTE format('CREATE POLICY "handed" ON "task" FOR SELECT USING (' || of_link || ')', 'id', 'task');
  EXECUTE format('CREATE POLICY "handed" ON "request" FOR SELECT USING (' || of_link || ')', 'id', 'request');
  EXECUTE format('CREATE POLICY "handed_change" ON "request" FOR UPDATE USING (' || of_link || ')', 'id', 'request');
  EXECUTE format('CREATE POLICY "handed" ON "request_key" FOR SELECT USING (' || of_link || ')', 'request', 'request');
  EXECUTE format('CREATE POLICY "handed" ON "drawer" FOR SELECT USING ("kind" = ''hand-over answer'' AND ' || of_link || ')', 'request', 'request');
  EXECUTE format('CREATE POLICY "handed_add" ON "drawer" FOR INSERT WITH CHECK ("kind" = ''hand-over answer'' AND ' || of_link || ')', 'request', 'request');
  EXECUTE format('CREATE POLICY "handed" ON "event" FOR INSERT WITH CHECK ("fact" IN (''hand-over-opened'', ''hand-over-answered'') AND ' || of_link || ')', 'request', 'request');
END $$;
