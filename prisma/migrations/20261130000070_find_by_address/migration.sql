-- Art. 12(2): somebody writes or calls, and the desk finds their requests by the address that they were made with: a keyed
-- hash of it, which says nothing to anybody without the master key. It goes with the request file.
ALTER TABLE "request" ADD COLUMN "contact_hash" BYTEA;
CREATE INDEX "request_contact" ON "request"("contact_hash", "received_at") WHERE "contact_hash" IS NOT NULL;
-- Those from before are hashed by the worker, some hundreds an hour.
CREATE INDEX "request_unhashed" ON "request"("id") WHERE "contact_hash" IS NULL AND "shredded_at" IS NULL;
