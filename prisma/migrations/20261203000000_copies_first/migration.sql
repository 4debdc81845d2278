-- Which copies go first, once for the stop before every write and for what the desk shows before an approval: those of the same
-- person that are asked for and not yet with them. One that is ready waits until it was fetched, was sent to the company that the
-- person named (Art. 20(2)), or its days are over.
CREATE FUNCTION copies_first(of_request text) RETURNS SETOF text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT r."id" FROM "request" o JOIN "request" r
    ON r."id" = o."copy_first" OR r."person_id" = o."person_id" OR r."account" = o."account"
  LEFT JOIN "package" p ON p."request" = r."id"
  WHERE o."id" = of_request AND r."id" <> o."id" AND r."right" IN ('access', 'portability')
    AND r."state" NOT IN ('refused', 'cancelled', 'not-identified')
    AND NOT (r."state" = 'delivered' AND (p."id" IS NULL OR p."downloads" > 0 OR p."destroyed_at" IS NOT NULL
             OR p."expires_at" < portal_now()
             OR EXISTS (SELECT FROM "transfer" t WHERE t."request" = r."id" AND t."state" = 'accepted')))
$$;
