-- What a time line tells and no letter says goes out by mail: up to which event of a request that was done.
ALTER TABLE "request" ADD COLUMN "news_seq" INTEGER NOT NULL DEFAULT -1;
-- Of what happened before, nobody is written to now.
UPDATE "request" SET "news_seq" = "head_seq";

-- The facts of `lib/gdpr/heard-by.ts`; the worker asks for them in the same words.
CREATE INDEX "event_news" ON "event" ("at") WHERE
  ("fact" IN ('stopped', 'stop-settled', 'hold-placed', 'hold-released', 'lifted', 'removal-confirmed',
  'recipient-told', 'recipient-not-told', 'follow-up-opened', 'duty-stopped')
  OR ("fact" = 'identified' AND "data" ->> 'door' = 'reviewer'));
