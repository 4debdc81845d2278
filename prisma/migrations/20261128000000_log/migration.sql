-- RFC 6962: every event is an entry of one log, so that nobody writes the past anew once a checkpoint has left the house.

-- Events wait here for their place. Whoever commits first may have drawn the later number: only the one that appends
-- (`lib/steps/log/append.ts`) gives places, so no place is ever left open for somebody slow.
CREATE TABLE "log_waiting" (
  "no" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "request" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "hash" BYTEA NOT NULL
);

-- Which event is which entry of the log. `hash` is the event's own, the entry itself.
CREATE TABLE "log_leaf" (
  "no" BIGINT PRIMARY KEY,
  "request" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "hash" BYTEA NOT NULL CHECK (length("hash") = 32),
  UNIQUE ("request", "seq")
);

-- Complete nodes of the tree; level 0 holds the hashes of the entries as leaves.
CREATE TABLE "log_node" (
  "level" INTEGER NOT NULL,
  "index" BIGINT NOT NULL,
  "hash" BYTEA NOT NULL CHECK (length("hash") = 32),
  PRIMARY KEY ("level", "index")
);

-- Signed notes: what the log was, for whoever was given one.
CREATE TABLE "log_checkpoint" (
  "size" BIGINT PRIMARY KEY,
  "note" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now()
);

-- On which days everything was derived anew, and what came of it. A day without an end was interrupted, and is looked at again.
CREATE TABLE "log_check" (
  "day" DATE PRIMARY KEY,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "done_at" TIMESTAMPTZ(3),
  "events" BIGINT,
  "findings" INTEGER
);

CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only';
END $$;
CREATE TRIGGER "log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_leaf"
  FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER "log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_node"
  FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();
CREATE TRIGGER "log_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "log_checkpoint"
  FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only();

-- In the same statement as the event: none is ever forgotten. Whoever writes an event need not see the log.
CREATE FUNCTION event_waits_for_log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO "log_waiting" ("request", "seq", "hash") VALUES (NEW."request", NEW."seq", decode(NEW."hash", 'hex'));
  RETURN NULL;
END $$;
CREATE FUNCTION system_event_waits_for_log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO "log_waiting" ("request", "seq", "hash") VALUES ('system', NEW."seq", decode(NEW."hash", 'hex'));
  RETURN NULL;
END $$;
CREATE TRIGGER "event_waits_for_log" AFTER INSERT ON "event" FOR EACH ROW EXECUTE FUNCTION event_waits_for_log();
CREATE TRIGGER "system_event_waits_for_log" AFTER INSERT ON "system_event"
  FOR EACH ROW EXECUTE FUNCTION system_event_waits_for_log();

-- What was recorded before the log was there comes first, in its order.
INSERT INTO "log_waiting" ("request", "seq", "hash")
SELECT e."request", e."seq", decode(e."hash", 'hex')
FROM (SELECT "request", "seq", "at", "hash" FROM "event" UNION ALL SELECT 'system', "seq", "at", "hash" FROM "system_event") e
ORDER BY e."at", e."request", e."seq";

GRANT SELECT ON "log_leaf", "log_node", "log_checkpoint" TO rightful_web;
GRANT SELECT, INSERT ON "log_leaf", "log_node", "log_checkpoint" TO rightful_worker;
GRANT SELECT, DELETE ON "log_waiting" TO rightful_worker;
GRANT SELECT, INSERT, UPDATE ON "log_check" TO rightful_worker;
GRANT SELECT ON "log_check" TO rightful_web;
