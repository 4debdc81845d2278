-- A letter says what was so on its day. Reference and receipt code show what has happened since as well, for those who have no account
-- any more: the moments of the request, what systems confirmed, who was told, and what is kept until which day.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY '{event,removal,decision,duty}'::text[] LOOP
    EXECUTE format('CREATE POLICY "receipt" ON %I FOR SELECT USING ((SELECT acts_as(''receipt'')) AND "request" = (SELECT acting_key()))', t);
  END LOOP;
END $$;
CREATE POLICY "receipt" ON "recipient_notice" FOR SELECT
  USING ((SELECT acts_as('receipt')) AND NOT "veiled" AND "request" = (SELECT acting_key()));
