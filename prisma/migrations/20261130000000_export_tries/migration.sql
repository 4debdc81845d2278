-- Art. 5(2): evidence that cannot be made has an end: after three tries it says so, instead of being begun for ever.
ALTER TABLE "evidence_export" ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "evidence_export" DROP CONSTRAINT "evidence_export_state_check";
ALTER TABLE "evidence_export" ADD CONSTRAINT "evidence_export_state_check"
  CHECK ("state" IN ('waiting', 'ready', 'too-much', 'failed', 'gone'));

-- Which event of which chain says that an export took it: begun again, it takes the chain as it was then and says nothing twice.
-- The rows go when the export has its end.
CREATE TABLE "exported_chain" (
  "export" UUID NOT NULL REFERENCES "evidence_export"("id") ON DELETE CASCADE,
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "seq" INTEGER NOT NULL,
  PRIMARY KEY ("export", "request")
);
GRANT SELECT ON "exported_chain" TO rightful_web, rightful_worker;
GRANT INSERT, DELETE ON "exported_chain" TO rightful_worker;

DO $$ BEGIN
  ALTER TABLE "exported_chain" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY "system" ON "exported_chain" TO rightful_worker USING ((SELECT acts_as('')));
  -- The worker takes evidence in the name of whoever ordered it.
  CREATE POLICY "staff" ON "exported_chain" TO rightful_worker USING ((SELECT acts_as('staff')));
END $$;
