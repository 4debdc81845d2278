-- What processors call back with: that an order moved, never what became of it. The worker asks them sooner. A body that
-- comes twice is there once, by its hash; the number of the order says nothing about whom.
CREATE TABLE "callback" (
  "source" TEXT NOT NULL,
  "digest" TEXT NOT NULL CHECK ("digest" ~ '^[0-9a-f]{64}$'),
  "order_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "heard_at" TIMESTAMPTZ(3),
  PRIMARY KEY ("source", "digest")
);
CREATE INDEX "callback_unheard" ON "callback"("at") WHERE "heard_at" IS NULL;

GRANT SELECT, INSERT ON "callback" TO rightful_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON "callback" TO rightful_worker;
