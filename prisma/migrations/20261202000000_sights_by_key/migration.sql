-- A sight that has the key to one request, by a link or by a reference, was a policy of its own on `request` and `event`: fourteen
-- conditions were made ready each time a statement named the table, 85 for the one that records an event. Now one function says which
-- request the key names, and each table has four conditions. What a sight sees and writes stays what it was.

-- The request of the link that is followed; nothing for every other sight.
CREATE FUNCTION linked_request() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN CASE current_setting('rightful.role', true)
    WHEN 'handed' THEN handed_request()
    WHEN 'recipient' THEN recipient_request()
    WHEN 'stop' THEN stop_request()
  END;
END $$;

-- The request that a link, a receipt or the register's reader names; nothing for every other sight.
CREATE FUNCTION keyed_request() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN CASE WHEN acts_as('receipt') OR acts_as('register') THEN acting_key() ELSE linked_request() END;
END $$;

-- What may be recorded by whom follows a link.
CREATE FUNCTION told_by_link(fact text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE current_setting('rightful.role', true)
    WHEN 'handed' THEN fact IN ('hand-over-opened', 'hand-over-answered')
    WHEN 'recipient' THEN fact IN ('notice-opened', 'recipient-told')
    WHEN 'stop' THEN fact = 'stopped'
    ELSE false
  END
$$;

-- The person who looks at what is theirs; nobody for every other sight.
CREATE FUNCTION own_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN acts_as('subject') THEN acting_person() END $$;

DROP POLICY handed ON "request";
DROP POLICY recipient ON "request";
DROP POLICY stop ON "request";
DROP POLICY receipt ON "request";
DROP POLICY register ON "request";
CREATE POLICY keyed ON "request" FOR SELECT USING ("id" = (SELECT keyed_request()));
DROP POLICY handed_change ON "request";
DROP POLICY recipient_change ON "request";
DROP POLICY stop_change ON "request";
CREATE POLICY linked_change ON "request" FOR UPDATE USING ("id" = (SELECT linked_request()));
ALTER POLICY own ON "request" USING ("person_id" = (SELECT own_person()));
ALTER POLICY own_change ON "request" USING ("person_id" = (SELECT own_person()));

DROP POLICY handed ON "event";
DROP POLICY recipient ON "event";
DROP POLICY stop ON "event";
CREATE POLICY linked ON "event" FOR INSERT WITH CHECK ("request" = (SELECT linked_request()) AND told_by_link("fact"));
