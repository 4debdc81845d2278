-- What a person chose for themselves: where they live, and where letters on paper go. Sealed; it goes with the row.
ALTER TABLE "person" ADD COLUMN "settings" BYTEA;

-- Words by which somebody recognises their own sign-ins: the family of a browser and whether it is held in the hand. Of a few
-- million people each, so they tell nobody apart; nothing else that a browser says is kept.
ALTER TABLE "session"
  ADD COLUMN "browser" TEXT NOT NULL DEFAULT 'other'
    CHECK ("browser" IN ('chrome', 'edge', 'firefox', 'opera', 'safari', 'samsung', 'other')),
  ADD COLUMN "handheld" BOOLEAN NOT NULL DEFAULT false;

-- What a person sends themselves (the receipt) goes on paper too, where they chose that.
CREATE POLICY "own_paper_add" ON "task" FOR INSERT WITH CHECK ((SELECT acts_as('subject')) AND "kind" = 'post-letter'
  AND "request" = ANY ((SELECT own_requests())::text[]));
