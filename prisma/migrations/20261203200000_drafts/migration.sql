-- What was typed into a form when its session was over: sealed for that person, carried to their next session in the same browser,
-- emptied when it is sent, and gone with the row.
ALTER TABLE "session" ADD COLUMN "draft" BYTEA;
