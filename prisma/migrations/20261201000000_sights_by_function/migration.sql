-- What a policy looks up stands in a function. A sub-select of a policy is planned and made ready with every statement on its table,
-- together with the policies of the table it reads; a function is entered only by the sight that needs it, and reads by the same policies.
-- PL/pgSQL, because a function in SQL would be written into the statement again.
CREATE FUNCTION own_requests() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN ARRAY(SELECT r."id" FROM "request" r WHERE r."person_id" = acting_person()); END $$;
CREATE FUNCTION own_account() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT p."account" FROM "person" p WHERE p."id" = acting_person()); END $$;
CREATE FUNCTION handed_request() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT l."request" FROM "task_link" l WHERE l."id" = acting_key()); END $$;
CREATE FUNCTION handed_task() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT l."task" FROM "task_link" l WHERE l."id" = acting_key()); END $$;
CREATE FUNCTION recipient_request() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT l."request" FROM "recipient_link" l WHERE l."id" = acting_key()); END $$;
CREATE FUNCTION recipient_notice() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT l."notice" FROM "recipient_link" l WHERE l."id" = acting_key()); END $$;
CREATE FUNCTION stop_request() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT l."request" FROM "stop_link" l WHERE l."id" = acting_key()); END $$;
CREATE FUNCTION receipt_submission() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT r."submission_id" FROM "request" r WHERE r."id" = acting_key()); END $$;
CREATE FUNCTION door_person() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT s."person_id" FROM "session" s WHERE s."id" = acting_key()); END $$;
CREATE FUNCTION feed_person() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN (SELECT f."person_id" FROM "calendar_feed" f WHERE f."id" = acting_key()); END $$;

-- Every policy with one of these look-ups, as the server writes it out, gets the function in its place; nothing else of it changes.
DO $$
DECLARE
  look_ups text[][] := ARRAY[
    ['IN ( SELECT r.id FROM request r WHERE (r.person_id = ( SELECT acting_person() AS acting_person)))', '= ANY ((SELECT own_requests())::text[])'],
    ['( SELECT p.account FROM person p WHERE (p.id = ( SELECT acting_person() AS acting_person)))', '(SELECT own_account())'],
    ['( SELECT l.request FROM task_link l WHERE (l.id = ( SELECT acting_key() AS acting_key)))', '(SELECT handed_request())'],
    ['( SELECT l.task FROM task_link l WHERE (l.id = ( SELECT acting_key() AS acting_key)))', '(SELECT handed_task())'],
    ['( SELECT l.request FROM recipient_link l WHERE (l.id = ( SELECT acting_key() AS acting_key)))', '(SELECT recipient_request())'],
    ['( SELECT l.notice FROM recipient_link l WHERE (l.id = ( SELECT acting_key() AS acting_key)))', '(SELECT recipient_notice())'],
    ['( SELECT l.request FROM stop_link l WHERE (l.id = ( SELECT acting_key() AS acting_key)))', '(SELECT stop_request())'],
    ['( SELECT r.submission_id FROM request r WHERE (r.id = ( SELECT acting_key() AS acting_key)))', '(SELECT receipt_submission())'],
    ['( SELECT s.person_id FROM session s WHERE (s.id = ( SELECT acting_key() AS acting_key)))', '(SELECT door_person())'],
    ['( SELECT f.person_id FROM calendar_feed f WHERE (f.id = ( SELECT acting_key() AS acting_key)))', '(SELECT feed_person())']
  ];
  p record;
  seen text;
  may text;
  n int;
BEGIN
  FOR p IN SELECT tablename, policyname, regexp_replace(qual, '\s+', ' ', 'g') AS seen, regexp_replace(with_check, '\s+', ' ', 'g') AS may
           FROM pg_policies WHERE schemaname = current_schema()
  LOOP
    seen := p.seen;
    may := p.may;
    FOR n IN 1 .. array_length(look_ups, 1) LOOP
      seen := replace(seen, look_ups[n][1], look_ups[n][2]);
      may := replace(may, look_ups[n][1], look_ups[n][2]);
    END LOOP;
    IF seen IS DISTINCT FROM p.seen THEN EXECUTE format('ALTER POLICY %I ON %I USING (%s)', p.policyname, p.tablename, seen); END IF;
    IF may IS DISTINCT FROM p.may THEN EXECUTE format('ALTER POLICY %I ON %I WITH CHECK (%s)', p.policyname, p.tablename, may); END IF;
    IF concat(seen, may) ~ 'FROM (request|person|session|calendar_feed|task_link|recipient_link|stop_link) ' THEN
      RAISE EXCEPTION 'policy % of % has a look-up that this migration does not know: % %', p.policyname, p.tablename, seen, may;
    END IF;
  END LOOP;
END $$;
