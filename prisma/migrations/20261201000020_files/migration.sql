-- Art. 5(2), 12(2): files that came with a request: the scan of a letter, what a colleague puts beside their answer. What each is called
-- and its digest lie in the drawer that the chain commits to; the bytes lie here, sealed under the request's key.
CREATE TABLE "attachment" (
  "id" UUID PRIMARY KEY,
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "drawer_id" UUID NOT NULL REFERENCES "drawer"("id"),
  "no" INTEGER NOT NULL CHECK ("no" >= 0),
  "type" TEXT NOT NULL CHECK ("type" IN ('pdf', 'png', 'jpeg')),
  "bytes" INTEGER NOT NULL CHECK ("bytes" > 0),
  "sealed" BYTEA NOT NULL,
  "kept_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  UNIQUE ("drawer_id", "no")
);
CREATE INDEX "attachment_request" ON "attachment"("request", "kept_at");
-- Encrypted bytes do not get smaller.
ALTER TABLE "attachment" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
GRANT SELECT, INSERT ON "attachment" TO rightful_web, rightful_worker;
-- What goes with a file.
GRANT DELETE ON "attachment" TO rightful_worker;

ALTER TABLE "attachment" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "system" ON "attachment" TO rightful_worker USING ((SELECT acts_as('')));
-- A file is kept or gone; nobody exchanges it.
CREATE POLICY "staff" ON "attachment" FOR SELECT USING ((SELECT acts_as('staff')));
CREATE POLICY "staff_add" ON "attachment" FOR INSERT WITH CHECK ((SELECT acts_as('staff')));
-- The holder of a task's link leaves files with their answer and reads none.
CREATE POLICY "handed_add" ON "attachment" FOR INSERT WITH CHECK ((SELECT acts_as('handed')) AND "request" = (SELECT handed_request()));
