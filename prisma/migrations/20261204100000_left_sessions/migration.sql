-- A session that somebody ended opens nothing from then on. Its row stays as long as it would have, so that what was typed into a form
-- of it in a tab that stayed open can wait for the same person's next sign-in in this browser.
ALTER TABLE "session" ADD COLUMN "ended_at" TIMESTAMPTZ(3);
