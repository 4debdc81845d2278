-- Art. 12(1), (2): what a person and the desk write to each other about one request. The words lie in the drawer; once they
-- are taken out of it only that something was written remains.
CREATE TABLE "message" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "from_desk" BOOLEAN NOT NULL,
  "drawer_id" UUID REFERENCES "drawer"("id"),
  "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);
CREATE INDEX "message_request" ON "message"("request", "sent_at");
CREATE INDEX "message_words" ON "message"("request") WHERE "drawer_id" IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON "message" TO rightful_web, rightful_worker;
GRANT DELETE ON "message" TO rightful_worker;

DO $$
DECLARE
  of_own text := '"request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person()))';
BEGIN
  ALTER TABLE "message" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "message" TO rightful_worker USING ((SELECT acts_as('')));
  CREATE POLICY "staff" ON "message" USING ((SELECT acts_as('staff')));
  EXECUTE format('CREATE POLICY "own" ON "message" FOR SELECT USING ((SELECT acts_as(''subject'')) AND %s)', of_own);
  EXECUTE format('CREATE POLICY "own_add" ON "message" FOR INSERT WITH CHECK ((SELECT acts_as(''subject'')) AND NOT "from_desk" AND %s)', of_own);
  EXECUTE format('CREATE POLICY "own_message" ON "drawer" FOR SELECT USING ((SELECT acts_as(''subject'')) AND "kind" = ''message'' AND %s)', of_own);
  EXECUTE format('CREATE POLICY "own_message_add" ON "drawer" FOR INSERT WITH CHECK ((SELECT acts_as(''subject'')) AND "kind" = ''message'' AND %s)', of_own);
  -- Whoever writes leaves the desk a task; one that was done is open again.
  EXECUTE format('CREATE POLICY "own_message" ON "task" FOR SELECT USING ((SELECT acts_as(''subject'')) AND "kind" = ''message'' AND %s)', of_own);
  EXECUTE format('CREATE POLICY "own_message_add" ON "task" FOR INSERT WITH CHECK ((SELECT acts_as(''subject'')) AND "kind" = ''message'' AND %s)', of_own);
  EXECUTE format('CREATE POLICY "own_message_again" ON "task" FOR UPDATE USING ((SELECT acts_as(''subject'')) AND "kind" = ''message'' AND %s)', of_own);
END $$;
