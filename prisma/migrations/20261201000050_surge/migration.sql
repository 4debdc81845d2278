-- Art. 12(3), 34: a wave of requests that one event brings, as the controller declared it. What happened lies sealed; what the first
-- page says of it is meant for everybody. One surge at a time.
CREATE TABLE "surge" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "since" DATE NOT NULL,
  "expected" INTEGER NOT NULL CHECK ("expected" > 0),
  "review_on" DATE NOT NULL,
  "sealed" BYTEA NOT NULL,
  "declared_by" UUID NOT NULL REFERENCES "person"("id"),
  "declared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "ended_by" UUID REFERENCES "person"("id"),
  "ended_at" TIMESTAMPTZ(3),
  CHECK (("ended_at" IS NULL) = ("ended_by" IS NULL))
);
CREATE UNIQUE INDEX "surge_one" ON "surge"((true)) WHERE "ended_at" IS NULL;
CREATE INDEX "surge_declared_by" ON "surge"("declared_by");
GRANT SELECT, INSERT, UPDATE ON "surge" TO rightful_web, rightful_worker;

-- The words of the first page, read before anybody is known.
CREATE TABLE "surge_notice" (
  "surge" UUID PRIMARY KEY REFERENCES "surge"("id") ON DELETE CASCADE,
  "en" TEXT NOT NULL CHECK (btrim("en") <> ''),
  "de" TEXT NOT NULL CHECK (btrim("de") <> ''),
  "shown" BOOLEAN NOT NULL DEFAULT true
);
CREATE UNIQUE INDEX "surge_notice_shown" ON "surge_notice"((true)) WHERE "shown";
GRANT SELECT, INSERT, UPDATE ON "surge_notice" TO rightful_web, rightful_worker;

-- More time for many at once: one reason in both languages, one row for each request, one outcome each.
CREATE TABLE "surge_extension" (
  "id" UUID PRIMARY KEY,
  "surge" UUID NOT NULL REFERENCES "surge"("id") ON DELETE CASCADE,
  "sealed" BYTEA NOT NULL,
  "ordered_by" UUID NOT NULL REFERENCES "person"("id"),
  "ordered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "done_at" TIMESTAMPTZ(3)
);
CREATE INDEX "surge_extension_surge" ON "surge_extension"("surge", "ordered_at");
CREATE INDEX "surge_extension_open" ON "surge_extension"("ordered_at") WHERE "done_at" IS NULL;
CREATE TABLE "surge_extension_item" (
  "extension" UUID NOT NULL REFERENCES "surge_extension"("id") ON DELETE CASCADE,
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "outcome" TEXT CHECK ("outcome" IN ('told', 'too-late', 'already-extended', 'closed', 'own-request', 'not-found', 'surge-over', 'not-allowed', 'failed')),
  "tries" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("extension", "request")
);
CREATE INDEX "surge_extension_item_waiting" ON "surge_extension_item"("extension", "request") WHERE "outcome" IS NULL;
CREATE INDEX "surge_extension_item_outcome" ON "surge_extension_item"("extension", "outcome", "request");
CREATE INDEX "surge_extension_item_request" ON "surge_extension_item"("request");
GRANT SELECT, INSERT, UPDATE ON "surge_extension", "surge_extension_item" TO rightful_web, rightful_worker;

-- Once it is as old as a request file, a surge goes with everything that hangs on it.
GRANT DELETE ON "surge" TO rightful_worker;

-- A third reason beside complexity and number: a temporary, extraordinary wave (EDPB Guidelines 01/2022, §§ 162 to 164).
ALTER TABLE "request" DROP CONSTRAINT "request_extension_reason_check";
ALTER TABLE "request" ADD CONSTRAINT "request_extension_reason_check"
  CHECK ("extension_reason" IN ('complexity', 'number-of-requests', 'temporary-wave'));

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['surge', 'surge_extension', 'surge_extension_item'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY "system" ON %I TO rightful_worker USING ((SELECT acts_as('''')))', t);
    EXECUTE format('CREATE POLICY "staff" ON %I FOR SELECT USING ((SELECT acts_as(''staff'')))', t);
    EXECUTE format('CREATE POLICY "staff_change" ON %I FOR UPDATE USING ((SELECT acts_as(''staff'')))', t);
  END LOOP;
  -- Nobody declares or orders in a colleague's name.
  CREATE POLICY "staff_add" ON "surge" FOR INSERT WITH CHECK ((SELECT acts_as('staff')) AND "declared_by" = (SELECT acting_person()));
  CREATE POLICY "staff_add" ON "surge_extension" FOR INSERT WITH CHECK ((SELECT acts_as('staff')) AND "ordered_by" = (SELECT acting_person()));
  CREATE POLICY "staff_add" ON "surge_extension_item" FOR INSERT WITH CHECK ((SELECT acts_as('staff')));
END $$;
