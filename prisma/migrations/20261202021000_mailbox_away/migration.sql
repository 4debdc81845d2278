-- Art. 12(2), (3): since when the mailbox for privacy matters cannot be read. A month runs for a mail that nobody sees. The row goes
-- with the first reading that works again.
CREATE TABLE "inbound_away" (
  "folder" TEXT PRIMARY KEY,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  "alarmed_at" TIMESTAMPTZ(3)
);
GRANT SELECT ON "inbound_away" TO rightful_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON "inbound_away" TO rightful_worker;
