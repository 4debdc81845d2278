-- Which languages the portal speaks is decided by the files it has; a row holds the tag of one (BCP 47: fr, pt-BR).
ALTER TABLE "request" DROP CONSTRAINT "request_language_check",
  ADD CONSTRAINT "request_language_check" CHECK ("language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$');
ALTER TABLE "calendar_feed" DROP CONSTRAINT "calendar_feed_language_check",
  ADD CONSTRAINT "calendar_feed_language_check" CHECK ("language" ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$');
