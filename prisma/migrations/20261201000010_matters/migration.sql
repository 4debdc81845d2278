-- Art. 17(3)(e), 58: a letter of an authority, a court, a lawyer or a claimant is a matter. Who wrote, under which number and what
-- is sealed; what it holds are holds like others, each on the person of a linked request.
CREATE TABLE "matter" (
  "id" UUID PRIMARY KEY,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('authority', 'court', 'lawyer', 'claimant')),
  "sealed" BYTEA NOT NULL,
  "deadline" DATE,
  "review_on" DATE NOT NULL,
  "opened_by" UUID NOT NULL REFERENCES "person"("id"),
  "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "closed_by" UUID REFERENCES "person"("id"),
  "closed_at" TIMESTAMPTZ(3),
  -- How it ended.
  "ended" BYTEA,
  CHECK (("closed_at" IS NULL) = ("closed_by" IS NULL) AND ("closed_at" IS NULL) = ("ended" IS NULL))
);
CREATE INDEX "matter_open" ON "matter"("deadline", "id") WHERE "closed_at" IS NULL;
CREATE INDEX "matter_closed" ON "matter"("closed_at") WHERE "closed_at" IS NOT NULL;
CREATE INDEX "matter_opened_by" ON "matter"("opened_by");
CREATE INDEX "matter_closed_by" ON "matter"("closed_by");

-- Which requests it is about. One that was made because of it (`ordered`) has its file held and not the data that it is to end.
CREATE TABLE "matter_request" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "matter" UUID NOT NULL REFERENCES "matter"("id"),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "ordered" BOOLEAN NOT NULL DEFAULT false,
  "linked_by" UUID NOT NULL REFERENCES "person"("id"),
  "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "unlinked_by" UUID REFERENCES "person"("id"),
  "unlinked_at" TIMESTAMPTZ(3),
  CHECK (("unlinked_at" IS NULL) = ("unlinked_by" IS NULL))
);
CREATE UNIQUE INDEX "matter_request_once" ON "matter_request"("matter", "request") WHERE "unlinked_at" IS NULL;
CREATE INDEX "matter_request_request" ON "matter_request"("request");
CREATE INDEX "matter_request_linked_by" ON "matter_request"("linked_by");
CREATE INDEX "matter_request_unlinked_by" ON "matter_request"("unlinked_by");

ALTER TABLE "hold" ADD COLUMN "matter" UUID REFERENCES "matter"("id");
CREATE INDEX "hold_matter" ON "hold"("matter") WHERE "matter" IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON "matter", "matter_request" TO rightful_web, rightful_worker;
-- What goes with a file, and after its time.
GRANT DELETE ON "matter", "matter_request" TO rightful_worker;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY '{matter,matter_request}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY "system" ON %I TO rightful_worker USING ((SELECT acts_as('''')))', t);
    EXECUTE format('CREATE POLICY "staff" ON %I FOR SELECT USING ((SELECT acts_as(''staff'')))', t);
  END LOOP;
  -- Nobody opens, links, unlinks or closes in a colleague's name.
  CREATE POLICY "staff_add" ON "matter" FOR INSERT
    WITH CHECK ((SELECT acts_as('staff')) AND "opened_by" = (SELECT acting_person()) AND "closed_by" IS NULL);
  CREATE POLICY "staff_close" ON "matter" FOR UPDATE USING ((SELECT acts_as('staff')) AND "closed_by" IS NULL)
    WITH CHECK ((SELECT acts_as('staff')) AND "closed_by" = (SELECT acting_person()));
  CREATE POLICY "staff_add" ON "matter_request" FOR INSERT
    WITH CHECK ((SELECT acts_as('staff')) AND "linked_by" = (SELECT acting_person()) AND "unlinked_by" IS NULL);
  CREATE POLICY "staff_unlink" ON "matter_request" FOR UPDATE USING ((SELECT acts_as('staff')) AND "unlinked_by" IS NULL)
    WITH CHECK ((SELECT acts_as('staff')) AND "unlinked_by" = (SELECT acting_person()));
  -- Who placed a hold may be somebody of legal.
  ALTER POLICY "colleagues" ON "person" USING ((SELECT acts_as('staff')) AND "roles" && '{reviewer,dpo,legal}'::text[]);
END $$;
