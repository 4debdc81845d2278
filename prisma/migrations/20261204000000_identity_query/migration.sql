-- Art. 12(6), 12(3): a question about who somebody is. Asked at once it rests the clock until the answer. While one is open the row says since
-- when, and on which day its letter left; what was answered stands as days in "pauses": a list of {"from", "to"}, dates.
ALTER TABLE "request"
  ADD COLUMN "identity_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "identity_sent_on" DATE,
  ADD COLUMN "pauses" JSONB NOT NULL DEFAULT '[]',
  ADD CONSTRAINT "request_identity_sent" CHECK ("identity_sent_on" IS NULL OR "identity_asked_at" IS NOT NULL),
  ADD CONSTRAINT "request_pauses" CHECK (jsonb_typeof("pauses") = 'array');
-- What somebody wrote as their answer proves who they are, and goes when that is decided.
ALTER TABLE "message" ADD COLUMN "proof" BOOLEAN NOT NULL DEFAULT false;
-- What is looked for each hour is found without reading all that was ever written.
CREATE INDEX "message_proof" ON "message"("request") WHERE "proof" AND "drawer_id" IS NOT NULL;
CREATE INDEX "drawer_proof" ON "drawer"("request") WHERE "kind" IN ('identity-answer', 'identity-answer files');
