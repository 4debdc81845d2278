-- What is left of a correction when it is closed is the names of its fields: the person reads them on the request's page.
CREATE POLICY "own_wish_reduced" ON "drawer" FOR SELECT
  USING ((SELECT acts_as('subject')) AND "kind" = 'wish reduced' AND "request" = ANY ((SELECT own_requests())::text[]));
