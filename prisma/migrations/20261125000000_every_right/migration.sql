-- The five rights besides copy and deletion, and people who do not fit the form.

ALTER TABLE "request" DROP CONSTRAINT "request_channel_check";
ALTER TABLE "request" DROP CONSTRAINT "request_right_check";
ALTER TABLE "request"
  ADD CONSTRAINT "request_right_check" CHECK ("right" IN ('access', 'rectification', 'erasure', 'restriction',
    'portability', 'objection', 'withdrawal', 'intervention')),
  ADD CONSTRAINT "request_channel_check"
    CHECK ("channel" IN ('portal', 'email', 'letter', 'phone', 'in-person', 'other')),
  -- Purposes that ended at once: Art. 7(3), 21(2).
  ADD COLUMN "purposes" TEXT[] NOT NULL DEFAULT '{}',
  -- Who asks: the person, or somebody whom the form does not fit.
  ADD COLUMN "requester" TEXT NOT NULL DEFAULT 'self'
    CHECK ("requester" IN ('self', 'parent', 'heir', 'agent', 'business', 'applicant', 'registration', 'review')),
  -- Where the answer goes: into the portal, by mail alone, or by post.
  ADD COLUMN "answer_by" TEXT NOT NULL DEFAULT 'portal' CHECK ("answer_by" IN ('portal', 'email', 'post')),
  -- Written down by a member of staff, later than it was received.
  ADD COLUMN "entered_by" UUID REFERENCES "person"("id"),
  ADD COLUMN "entered_at" TIMESTAMPTZ(3),
  -- No source can be asked about this person: a reviewer answers by hand.
  ADD COLUMN "by_hand" BOOLEAN NOT NULL DEFAULT FALSE,
  -- The answered request of the same person and right before this one.
  ADD COLUMN "repeats" TEXT REFERENCES "request"("id"),
  ADD COLUMN "reminders" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "fee_cents" INTEGER CHECK ("fee_cents" > 0),
  ADD COLUMN "fee_state" TEXT CHECK ("fee_state" IN ('announced', 'accepted'));

ALTER TABLE "approval" DROP CONSTRAINT "approval_kind_check";
ALTER TABLE "approval" ADD CONSTRAINT "approval_kind_check" CHECK ("kind" IN ('approval', 'second', 'opinion', 'legal'));

-- Whom a restriction is about, also without an account: keyed hashes as in the registry. One purpose, or every use.
ALTER TABLE "restriction"
  ADD COLUMN "subjects" BYTEA[] NOT NULL DEFAULT '{}',
  ADD COLUMN "purpose" TEXT,
  -- The lifting was announced by this letter; it ends a waiting time after the letter was accepted.
  ADD COLUMN "letter_id" UUID REFERENCES "letter"("id"),
  ADD COLUMN "ends_on" DATE;
CREATE INDEX "restriction_subjects" ON "restriction" USING GIN ("subjects") WHERE "lifted_at" IS NULL;
CREATE INDEX "restriction_request" ON "restriction"("request");

-- Art. 18(2): a use that goes on all the same, or not, as a reviewer decided.
CREATE TABLE "restriction_exception" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "purpose" TEXT NOT NULL,
  "decision" TEXT NOT NULL CHECK ("decision" IN ('goes-on', 'stops')),
  "ground" TEXT CHECK ("ground" IN ('claims', 'protection-of-others', 'public-interest', 'consent')),
  "person_id" UUID NOT NULL REFERENCES "person"("id"),
  "drawer_id" UUID REFERENCES "drawer"("id"),
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  CHECK (("decision" = 'goes-on') = ("ground" IS NOT NULL)),
  PRIMARY KEY ("request", "purpose")
);

-- Art. 19: recipients whom a person tells; from when it holds there.
ALTER TABLE "task"
  ADD COLUMN "recipient" TEXT,
  ADD COLUMN "effective_on" DATE,
  -- A letter that somebody prints and posts.
  ADD COLUMN "letter_id" UUID REFERENCES "letter"("id");
ALTER TABLE "task" DROP CONSTRAINT "task_request_kind_source_category_key";
ALTER TABLE "task" ADD CONSTRAINT "task_once" UNIQUE NULLS NOT DISTINCT ("request", "kind", "source", "category", "recipient", "letter_id");

-- The registry of stopped uses: keyed hash of an address or an account, and the purpose or channel that ended. Nothing
-- else is kept to honour an objection. A consent given later than "since" is a new one.
ALTER TABLE "suppression" RENAME COLUMN "address" TO "subject";
ALTER TABLE "suppression" RENAME COLUMN "channel" TO "use";
ALTER TABLE "suppression" RENAME COLUMN "made_on" TO "since";
ALTER TABLE "suppression" DROP CONSTRAINT "suppression_pkey";
ALTER TABLE "suppression" ALTER COLUMN "since" TYPE TIMESTAMPTZ(3) USING "since"::timestamp AT TIME ZONE 'UTC';
UPDATE "suppression" SET "use" = 'channel:' || "use";
ALTER TABLE "suppression" ADD PRIMARY KEY ("subject", "use", "since");

-- How a purpose ended in a system: from when, and in how many rows.
CREATE TABLE "stopping" (
  "request" TEXT NOT NULL REFERENCES "request"("id"),
  "source" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "records" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT portal_now(),
  PRIMARY KEY ("request", "source", "purpose")
);

-- Somebody cancels a contract here: no right under the GDPR, passed on to the shop with the time of receipt.
CREATE TABLE "contract_withdrawal" (
  "id" UUID PRIMARY KEY,
  -- Null: it stood in a letter, or was said on the phone.
  "person_id" UUID REFERENCES "person"("id"),
  "request" TEXT REFERENCES "request"("id"),
  "received_at" TIMESTAMPTZ(3) NOT NULL,
  "sealed" BYTEA NOT NULL,
  -- The worker queues both mails at its next look; null until then.
  "forward_id" UUID REFERENCES "mail"("id"),
  "receipt_id" UUID REFERENCES "mail"("id"),
  -- The shop has taken it over.
  "settled_by" UUID REFERENCES "person"("id"),
  "settled_at" TIMESTAMPTZ(3)
);
CREATE INDEX "contract_withdrawal_person" ON "contract_withdrawal"("person_id");
CREATE INDEX "contract_withdrawal_waiting" ON "contract_withdrawal"("received_at") WHERE "forward_id" IS NULL;

GRANT SELECT, INSERT, UPDATE ON "restriction_exception", "stopping", "contract_withdrawal" TO rightful_web, rightful_worker;
GRANT DELETE ON "contract_withdrawal" TO rightful_worker;

-- Row-level security, as in the first migration.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY '{restriction_exception,stopping,contract_withdrawal}'::text[] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY "system" ON %I TO rightful_worker USING ((SELECT acts_as('''')))', t);
    EXECUTE format('CREATE POLICY "staff" ON %I USING ((SELECT acts_as(''staff'')))', t);
  END LOOP;
  FOREACH t IN ARRAY '{restriction_exception,stopping}'::text[] LOOP
    EXECUTE format('CREATE POLICY "own" ON %I FOR SELECT USING ((SELECT acts_as(''subject'')) AND "request" IN
      (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())))', t);
  END LOOP;
END $$;

-- What a person sends with a request is theirs to add and to read: the wish itself, in their own words.
CREATE POLICY "own_wish" ON "drawer" FOR SELECT USING ((SELECT acts_as('subject')) AND "kind" = 'wish'
  AND "request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())));
CREATE POLICY "own_wish_add" ON "drawer" FOR INSERT WITH CHECK ((SELECT acts_as('subject')) AND "kind" = 'wish'
  AND "request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())));
CREATE POLICY "own_told" ON "task" FOR SELECT USING ((SELECT acts_as('subject')) AND "kind" IN ('tell-recipient', 'tell-lifted')
  AND "request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())));
-- A pause holds from the press on, so the person's own transaction sets it.
CREATE POLICY "own_request" ON "restriction" FOR SELECT USING ((SELECT acts_as('subject'))
  AND "request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())));
CREATE POLICY "own_add" ON "restriction" FOR INSERT WITH CHECK ((SELECT acts_as('subject'))
  AND "request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person()))
  AND ("account" IS NULL OR "account" = (SELECT p."account" FROM "person" p WHERE p."id" = (SELECT acting_person()))));
CREATE POLICY "own_change" ON "restriction" FOR UPDATE USING ((SELECT acts_as('subject'))
  AND "request" IN (SELECT r."id" FROM "request" r WHERE r."person_id" = (SELECT acting_person())));
CREATE POLICY "own" ON "contract_withdrawal" FOR SELECT USING ((SELECT acts_as('subject'))
  AND "person_id" = (SELECT acting_person()));
CREATE POLICY "own_add" ON "contract_withdrawal" FOR INSERT WITH CHECK ((SELECT acts_as('subject'))
  AND "person_id" = (SELECT acting_person()));

-- Whether the shop was told of a cancelled contract, and when: the mail says nothing of who cancelled what.
CREATE POLICY "staff_told" ON "mail" FOR SELECT USING ((SELECT acts_as('staff')) AND "request" IS NULL
  AND "kind" = 'contract-withdrawal');

-- Staff write down what came by another way, for nobody who signed in, and read no submission.
CREATE POLICY "staff_add" ON "submission" FOR INSERT WITH CHECK ((SELECT acts_as('staff')) AND "person_id" IS NULL);

-- The registry: a person and the desk put in, and read nothing; who asks it sees entries and restrictions alone.
CREATE POLICY "own_add" ON "suppression" FOR INSERT WITH CHECK ((SELECT acts_as('subject')) OR (SELECT acts_as('staff')));
CREATE POLICY "registry" ON "suppression" FOR SELECT USING ((SELECT acts_as('registry')));
CREATE POLICY "registry" ON "restriction" FOR SELECT USING ((SELECT acts_as('registry')));
CREATE POLICY "registry" ON "restriction_exception" FOR SELECT USING ((SELECT acts_as('registry')));
