-- Roles of the running portal: never owners, no login until the migration runner gives a password.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rightful_web') THEN CREATE ROLE rightful_web NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rightful_worker') THEN CREATE ROLE rightful_worker NOLOGIN; END IF;
END $$;

CREATE TABLE "meta" (
  "key" TEXT PRIMARY KEY,
  "value" TEXT NOT NULL
);

-- The only clock of web, worker and events. A demo database may live at another time (setting `rightful.now`) or
-- run ahead by an interval that its owner wrote into meta.
CREATE FUNCTION portal_now() RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF coalesce(current_setting('rightful.now', true), '') <> ''
     AND EXISTS (SELECT FROM "meta" WHERE "key" = 'demo' AND "value" = 'true') THEN
    RETURN current_setting('rightful.now')::timestamptz;
  END IF;
  RETURN clock_timestamp() + coalesce(
    (SELECT "value"::interval FROM "meta" WHERE "key" = 'ahead'
       AND EXISTS (SELECT FROM "meta" WHERE "key" = 'demo' AND "value" = 'true')), interval '0');
END $$;

CREATE TABLE "person" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('oidc', 'link')),
  "iss" TEXT NOT NULL,
  "sub" TEXT NOT NULL,
  "account" TEXT,
  "email" BYTEA,
  "email_verified" BOOLEAN NOT NULL DEFAULT false,
  "name" BYTEA,
  "roles" TEXT[] NOT NULL DEFAULT '{}',
  "language" TEXT NOT NULL DEFAULT 'en',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  UNIQUE ("iss", "sub"),
  CHECK ("kind" = 'oidc' OR "roles" = '{}')
);

CREATE TABLE "session" (
  "id" TEXT PRIMARY KEY,
  "person_id" UUID NOT NULL REFERENCES "person"("id") ON DELETE CASCADE,
  "door" TEXT NOT NULL CHECK ("door" IN ('oidc', 'link')),
  "auth_time" TIMESTAMPTZ(3) NOT NULL,
  "acr" TEXT,
  "amr" TEXT[] NOT NULL DEFAULT '{}',
  "id_token" BYTEA,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "session_person" ON "session"("person_id");

CREATE TABLE "sign_in_link" (
  "id" TEXT PRIMARY KEY,
  "address" BYTEA NOT NULL,
  "browser" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3)
);

CREATE TABLE "rate" (
  "bucket" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "count" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("bucket", "starts_at")
);

CREATE TABLE "submission" (
  "id" UUID PRIMARY KEY,
  "person_id" UUID REFERENCES "person"("id"),
  "receipt_code" TEXT NOT NULL,
  "received_at" TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE "request" (
  "id" TEXT PRIMARY KEY CHECK ("id" ~ '^R-[0-9A-HJKMNP-TV-Z]{16}$'),
  "submission_id" UUID NOT NULL REFERENCES "submission"("id"),
  "person_id" UUID REFERENCES "person"("id"),
  "right" TEXT NOT NULL CHECK ("right" IN ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'withdrawal')),
  "state" TEXT NOT NULL CHECK ("state" IN ('received', 'identified', 'planned', 'approved', 'fulfilled', 'delivered', 'refused', 'cancelled', 'not-identified')),
  "waits_for" TEXT CHECK ("waits_for" IN ('person', 'source', 'hold', 'task', 'reviewer')),
  "channel" TEXT NOT NULL CHECK ("channel" IN ('portal', 'email', 'letter', 'phone', 'other')),
  "language" TEXT NOT NULL CHECK ("language" IN ('en', 'de')),
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  "received_on" DATE NOT NULL,
  "unrolled_on" DATE NOT NULL,
  "due_on" DATE NOT NULL,
  "extended_on" DATE,
  "extension_reason" TEXT CHECK ("extension_reason" IN ('complexity', 'number-of-requests')),
  "door" TEXT CHECK ("door" IN ('oidc', 'link', 'reviewer')),
  "account" TEXT,
  "choice" JSONB,
  "subject" BYTEA NOT NULL,
  "contact" BYTEA NOT NULL,
  "policy" TEXT NOT NULL,
  "plan_no" INTEGER NOT NULL DEFAULT 0,
  "plan_hash" TEXT,
  "copy_first" TEXT REFERENCES "request"("id"),
  "copy_waived_at" TIMESTAMPTZ(3),
  "undo_until" TIMESTAMPTZ(3),
  "stopped_at" TIMESTAMPTZ(3),
  "follows_up" TEXT REFERENCES "request"("id"),
  "head_seq" INTEGER NOT NULL DEFAULT -1,
  "head_hash" TEXT NOT NULL DEFAULT repeat('0', 64),
  "head_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch',
  "fence" BIGINT NOT NULL DEFAULT 0,
  "lease_until" TIMESTAMPTZ(3),
  "try_at" TIMESTAMPTZ(3),
  "tries" INTEGER NOT NULL DEFAULT 0,
  "closed_at" TIMESTAMPTZ(3),
  UNIQUE ("submission_id", "right")
);
CREATE INDEX "request_open_due" ON "request"("due_on", "id") WHERE "closed_at" IS NULL;
CREATE INDEX "request_state_due" ON "request"("state", "due_on", "id");
CREATE INDEX "request_waits" ON "request"("waits_for", "due_on", "id") WHERE "closed_at" IS NULL;
CREATE INDEX "request_received" ON "request"("received_at", "id");
CREATE INDEX "request_wake" ON "request"("try_at") WHERE "try_at" IS NOT NULL;
CREATE INDEX "request_person" ON "request"("person_id");
CREATE INDEX "request_account" ON "request"("account");

-- Wrapped by the master key: the request's key and its salt. Destroying the row shreds the file.
CREATE TABLE "request_key" (
  "request" TEXT PRIMARY KEY REFERENCES "request"("id"),
  "wrapped" BYTEA NOT NULL
);

CREATE TABLE "pseudonym" (
  "request" TEXT NOT NULL,
  "person_id" UUID NOT NULL REFERENCES "person"("id"),
  "id" TEXT NOT NULL CHECK ("id" ~ '^[0-9a-f]{32}$'),
  PRIMARY KEY ("request", "person_id")
);
CREATE INDEX "pseudonym_person" ON "pseudonym"("person_id");

CREATE TABLE "event" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "seq" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "fact" TEXT NOT NULL,
  "actor_role" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "commit" TEXT,
  "prev" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  PRIMARY KEY ("request", "seq")
);

CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only';
END $$;
CREATE TRIGGER "event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "event"
  FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only();

-- Payloads, encrypted under the request's key; the event beside it carries the commitment.
CREATE TABLE "drawer" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "kind" TEXT NOT NULL,
  "commit" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);
CREATE INDEX "drawer_request" ON "drawer"("request");

CREATE TABLE "plan" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "no" INTEGER NOT NULL,
  "hash" TEXT NOT NULL,
  "policy" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "drawer_id" UUID NOT NULL REFERENCES "drawer"("id"),
  "void_because" TEXT,
  PRIMARY KEY ("request", "no")
);

CREATE TABLE "decision" (
  "request" TEXT NOT NULL,
  "plan_no" INTEGER NOT NULL,
  "idx" INTEGER NOT NULL,
  "source" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "mode" TEXT,
  "ground" TEXT,
  "rule" TEXT,
  "norm" TEXT,
  "until" DATE,
  "count" INTEGER,
  "doubt" TEXT,
  "list" TEXT,
  "since" DATE,
  "groups" JSONB NOT NULL,
  "parts" TEXT[] NOT NULL DEFAULT '{}',
  "chunks" INTEGER NOT NULL DEFAULT 0,
  "next_item" INTEGER NOT NULL DEFAULT 0,
  "done" INTEGER NOT NULL DEFAULT 0,
  "gone" INTEGER NOT NULL DEFAULT 0,
  "held" INTEGER NOT NULL DEFAULT 0,
  "stopped_by" TEXT CHECK ("stopped_by" IN ('hold', 'restriction', 'copy', 'contact')),
  "left_over" INTEGER,
  "finished_at" TIMESTAMPTZ(3),
  PRIMARY KEY ("request", "plan_no", "idx"),
  FOREIGN KEY ("request", "plan_no") REFERENCES "plan"("request", "no")
);

CREATE TABLE "list_chunk" (
  "request" TEXT NOT NULL,
  "plan_no" INTEGER NOT NULL,
  "idx" INTEGER NOT NULL,
  "no" INTEGER NOT NULL,
  "count" INTEGER NOT NULL,
  "sealed" BYTEA NOT NULL,
  PRIMARY KEY ("request", "plan_no", "idx", "no")
);

CREATE TABLE "stop_link" (
  "id" TEXT PRIMARY KEY CHECK ("id" ~ '^[0-9a-f]{64}$'),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);
CREATE INDEX "stop_link_request" ON "stop_link"("request");

CREATE TABLE "snapshot" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "group" TEXT NOT NULL,
  "no" INTEGER NOT NULL,
  "count" INTEGER NOT NULL,
  "sealed" BYTEA NOT NULL,
  "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  PRIMARY KEY ("request", "group", "no")
);

CREATE TABLE "search" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "plan_no" INTEGER NOT NULL,
  "source" TEXT NOT NULL,
  "outcome" TEXT NOT NULL CHECK ("outcome" IN ('searched', 'unreachable', 'by-hand')),
  "count" INTEGER,
  "later" INTEGER,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  PRIMARY KEY ("request", "plan_no", "source")
);

CREATE TABLE "approval" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "plan_no" INTEGER NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('approval', 'second', 'opinion')),
  "person_id" UUID NOT NULL REFERENCES "person"("id"),
  "plan_hash" TEXT NOT NULL,
  "opinion" TEXT CHECK ("opinion" IN ('agrees', 'objects')),
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  PRIMARY KEY ("request", "plan_no", "kind")
);
-- Four eyes: one person cannot give both approvals of a plan, not even in a race.
CREATE UNIQUE INDEX "approval_four_eyes" ON "approval"("request", "plan_no", "person_id") WHERE "kind" <> 'opinion';

CREATE TABLE "answer" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "selector" TEXT NOT NULL,
  "answer" TEXT NOT NULL CHECK ("answer" IN ('theirs', 'not-theirs', 'disclose', 'withhold')),
  "person_id" UUID NOT NULL REFERENCES "person"("id"),
  "drawer_id" UUID REFERENCES "drawer"("id"),
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  PRIMARY KEY ("request", "selector")
);

CREATE TABLE "hold" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('legal', 'tax', 'claim', 'recall')),
  "account" TEXT,
  "request" TEXT REFERENCES "request"("id"),
  "category" TEXT,
  "tax_year" INTEGER,
  "reason" BYTEA NOT NULL,
  "review_on" DATE NOT NULL,
  "placed_by" UUID NOT NULL REFERENCES "person"("id"),
  "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "released_by" UUID REFERENCES "person"("id"),
  "released_at" TIMESTAMPTZ(3)
);
CREATE INDEX "hold_open" ON "hold"("account") WHERE "released_at" IS NULL;

CREATE TABLE "restriction" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "account" TEXT,
  "category" TEXT,
  "ground" TEXT NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "notice_at" TIMESTAMPTZ(3),
  "lifted_at" TIMESTAMPTZ(3)
);
CREATE INDEX "restriction_open" ON "restriction"("account") WHERE "lifted_at" IS NULL;

CREATE TABLE "duty" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL,
  "plan_no" INTEGER NOT NULL,
  "idx" INTEGER NOT NULL,
  "source" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "rule" TEXT,
  "norm" TEXT,
  "writing" TEXT NOT NULL CHECK ("writing" IN ('erase', 'unlink', 'truncate')),
  "due_on" DATE NOT NULL,
  "count" INTEGER NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'stopped', 'done')),
  "stopped_by" TEXT CHECK ("stopped_by" IN ('hold', 'restriction', 'copy', 'contact')),
  "next_item" INTEGER NOT NULL DEFAULT 0,
  "done" INTEGER NOT NULL DEFAULT 0,
  "gone" INTEGER NOT NULL DEFAULT 0,
  "held" INTEGER NOT NULL DEFAULT 0,
  "finished_at" TIMESTAMPTZ(3),
  UNIQUE ("request", "plan_no", "idx"),
  FOREIGN KEY ("request", "plan_no", "idx") REFERENCES "decision"("request", "plan_no", "idx")
);
CREATE INDEX "duty_due" ON "duty"("due_on", "id") WHERE "state" <> 'done';

CREATE TABLE "mail" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT REFERENCES "request"("id"),
  "kind" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  "message_id" TEXT NOT NULL UNIQUE,
  "state" TEXT NOT NULL DEFAULT 'queued' CHECK ("state" IN ('queued', 'accepted', 'bounced')),
  "tries" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "settled_at" TIMESTAMPTZ(3),
  "code" INTEGER
);
CREATE INDEX "mail_queued" ON "mail"("next_at") WHERE "state" = 'queued';
CREATE INDEX "mail_request" ON "mail"("request");

CREATE TABLE "letter" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "kind" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "drawer_id" UUID NOT NULL REFERENCES "drawer"("id"),
  "mail_id" UUID REFERENCES "mail"("id"),
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  UNIQUE ("request", "kind", "made_at")
);

CREATE TABLE "package" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL UNIQUE REFERENCES "request"("id"),
  "file" TEXT NOT NULL,
  "bytes" BIGINT NOT NULL,
  "records" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "key" BYTEA,
  "available_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3),
  "downloads" INTEGER NOT NULL DEFAULT 0,
  "destroyed_at" TIMESTAMPTZ(3)
);

CREATE TABLE "download_grant" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "package_id" UUID NOT NULL REFERENCES "package"("id"),
  "session_id" TEXT NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "until" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "download_grant_package" ON "download_grant"("package_id", "session_id");

CREATE TABLE "task" (
  "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "kind" TEXT NOT NULL,
  "source" TEXT,
  "category" TEXT,
  "due_on" DATE NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "answer" TEXT,
  "done_by" UUID REFERENCES "person"("id"),
  "done_at" TIMESTAMPTZ(3),
  UNIQUE NULLS NOT DISTINCT ("request", "kind", "source", "category")
);

CREATE TABLE "heartbeat" (
  "worker" TEXT PRIMARY KEY,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);

-- Keyed hash of an address and a channel: nothing else is kept to honour an objection.
CREATE TABLE "suppression" (
  "address" BYTEA NOT NULL,
  "channel" TEXT NOT NULL,
  "made_on" DATE NOT NULL,
  PRIMARY KEY ("address", "channel")
);

CREATE TABLE "erasure_journal" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "source" TEXT NOT NULL,
  "operation" TEXT NOT NULL,
  "part" TEXT NOT NULL,
  "keys" TEXT[] NOT NULL,
  "writing" TEXT NOT NULL,
  "present" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  UNIQUE ("operation", "part")
);

CREATE TABLE "gate" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "package_id" UUID NOT NULL REFERENCES "package"("id"),
  "grant_id" UUID REFERENCES "download_grant"("id"),
  "outcome" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);

GRANT USAGE ON SCHEMA public TO rightful_web, rightful_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rightful_web, rightful_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO rightful_web, rightful_worker;
REVOKE UPDATE, DELETE ON "event", "gate" FROM rightful_web, rightful_worker;
REVOKE INSERT, UPDATE, DELETE ON "meta" FROM rightful_web, rightful_worker;
