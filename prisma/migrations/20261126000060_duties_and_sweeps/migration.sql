-- What is kept goes on its day: duties that finance must release, that a changed law moves, sweeps of what is due without
-- a request, and the journal that a restore is answered with.

-- Evidence of no request (sweeps, replays, tax years): a chain of its own, with the same format and the same protection.
CREATE TABLE "system_chain" (
  "id" TEXT PRIMARY KEY CHECK ("id" = 'system'),
  "head_seq" INTEGER NOT NULL DEFAULT -1,
  "head_hash" TEXT NOT NULL DEFAULT repeat('0', 64),
  "head_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch'
);
INSERT INTO "system_chain" ("id") VALUES ('system');

CREATE TABLE "system_event" (
  "seq" INTEGER PRIMARY KEY,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "fact" TEXT NOT NULL,
  "actor_role" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "commit" TEXT,
  "prev" TEXT NOT NULL,
  "hash" TEXT NOT NULL
);
CREATE TRIGGER "system_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "system_event"
  FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only();

-- § 147(3) sentence 5 AO: nothing of a year goes while a tax is open that it matters for. Finance says when it is not.
CREATE TABLE "tax_year" (
  "year" INTEGER PRIMARY KEY CHECK ("year" BETWEEN 1900 AND 9999),
  "alarmed_at" TIMESTAMPTZ(3),
  "proposed_by" UUID REFERENCES "person"("id"),
  "proposed_at" TIMESTAMPTZ(3),
  "released_by" UUID REFERENCES "person"("id"),
  "released_at" TIMESTAMPTZ(3),
  CHECK (("proposed_by" IS NULL) = ("proposed_at" IS NULL)),
  CHECK (("released_by" IS NULL) = ("released_at" IS NULL)),
  CHECK ("released_at" IS NULL OR "proposed_at" IS NOT NULL)
);

-- The calendar years of the records of a duty, as far as finance has to release them.
ALTER TABLE "duty" ADD COLUMN "tax_years" INTEGER[] NOT NULL DEFAULT '{}', ADD COLUMN "left_over" INTEGER,
  ADD COLUMN "try_at" TIMESTAMPTZ(3);
ALTER TABLE "duty" DROP CONSTRAINT "duty_stopped_by_check";
ALTER TABLE "duty" ADD CONSTRAINT "duty_stopped_by_check"
  CHECK ("stopped_by" IN ('hold', 'restriction', 'copy', 'contact', 'tax-year', 'change', 'source', 'left'));

-- The current policy says something else about a duty than the plan that made it: nothing moves until it is approved.
CREATE TABLE "duty_change" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "duty" UUID NOT NULL REFERENCES "duty"("id"),
  "basis" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "old_due_on" DATE NOT NULL,
  "new_due_on" DATE,
  "old_rule" TEXT,
  "new_rule" TEXT,
  "old_norm" TEXT,
  "new_norm" TEXT,
  "old_writing" TEXT NOT NULL,
  "new_writing" TEXT CHECK ("new_writing" IN ('erase', 'unlink', 'truncate')),
  "count" INTEGER NOT NULL,
  "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "first_by" UUID REFERENCES "person"("id"),
  "decided_by" UUID REFERENCES "person"("id"),
  "decision" TEXT CHECK ("decision" IN ('moves', 'stays', 'overtaken')),
  "decided_at" TIMESTAMPTZ(3),
  "applied_at" TIMESTAMPTZ(3),
  CHECK (("new_due_on" IS NULL) = ("new_writing" IS NULL)),
  CHECK (("decision" IS NULL) = ("decided_at" IS NULL)),
  CHECK ("decision" IS DISTINCT FROM 'moves' OR "new_due_on" IS NOT NULL)
);
CREATE UNIQUE INDEX "duty_change_open" ON "duty_change"("duty") WHERE "applied_at" IS NULL;

-- Which state of policy and law packs the open duties were compared with, and how far.
CREATE TABLE "duty_recount" (
  "basis" TEXT PRIMARY KEY,
  "after_duty" UUID,
  "found" INTEGER NOT NULL DEFAULT 0,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "finished_at" TIMESTAMPTZ(3)
);

-- Art. 5(1)(e): one rule of one category in one source, in one window of time. The unique key is what makes it run once;
-- lease and fence say which worker runs it, `place` (encrypted) after which record it goes on.
CREATE TABLE "sweep" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "window" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "rule" TEXT NOT NULL,
  "norm" TEXT NOT NULL,
  "writing" TEXT NOT NULL CHECK ("writing" IN ('erase', 'unlink', 'truncate')),
  "dry" BOOLEAN NOT NULL,
  "cutoff" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'done', 'failed')),
  "due" BIGINT NOT NULL DEFAULT 0,
  "done" BIGINT NOT NULL DEFAULT 0,
  "held" BIGINT NOT NULL DEFAULT 0,
  "stopped" BIGINT NOT NULL DEFAULT 0,
  "unreleased" BIGINT NOT NULL DEFAULT 0,
  "batches" INTEGER NOT NULL DEFAULT 0,
  "commit" TEXT,
  "place" BYTEA,
  "trouble" TEXT,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "finished_at" TIMESTAMPTZ(3),
  "try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "lease_until" TIMESTAMPTZ(3),
  "fence" BIGINT NOT NULL DEFAULT 0,
  UNIQUE ("window", "source", "category", "rule")
);
CREATE INDEX "sweep_waiting" ON "sweep"("try_at", "id") WHERE "state" = 'waiting';
CREATE INDEX "sweep_made" ON "sweep"("made_at", "id");

-- A batch stands in the journal before it is written; `done_at` says that it was. Only then may it be played again.
ALTER TABLE "erasure_journal" ADD COLUMN "done_at" TIMESTAMPTZ(3);
CREATE INDEX "erasure_journal_at" ON "erasure_journal"("at");

-- The person wants to be told when what was kept is gone; the address of the request is kept for it.
ALTER TABLE "request" ADD COLUMN "later_notice" BOOLEAN NOT NULL DEFAULT false;

GRANT SELECT, UPDATE ON "system_chain" TO rightful_web, rightful_worker;
GRANT SELECT, INSERT ON "system_event" TO rightful_web, rightful_worker;
GRANT SELECT, INSERT, UPDATE ON "tax_year", "duty_change" TO rightful_web, rightful_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON "duty_recount" TO rightful_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sweep" TO rightful_worker;
GRANT SELECT ON "sweep" TO rightful_web;

-- Row-level security, as in the first migration. The head of the chain and the nights of the recount say nothing about anybody.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY '{system_event,tax_year,duty_change,sweep}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY "system" ON %I TO rightful_worker USING ((SELECT acts_as('''')))', t);
  END LOOP;
  FOREACH t IN ARRAY '{system_event,tax_year,duty_change}'::text[] LOOP
    EXECUTE format('CREATE POLICY "staff" ON %I USING ((SELECT acts_as(''staff'')))', t);
  END LOOP;
  CREATE POLICY "staff" ON "sweep" FOR SELECT USING ((SELECT acts_as('staff')));
END $$;
