-- Art. 39(1), 5(2): the officer draws a sample of identical plans too, and gives one opinion about all of them. Its words are kept as
-- those of an extension for many are: under a key of the portal, until each request has them in its own drawer.
ALTER TABLE "plan_group"
  DROP CONSTRAINT "plan_group_stage_check",
  ADD COLUMN "opinion" TEXT CHECK ("opinion" IN ('agrees', 'objects')),
  ADD COLUMN "sealed" BYTEA,
  ADD CONSTRAINT "plan_group_stage_check" CHECK ("stage" IN ('opinion', 'first', 'second')),
  ADD CONSTRAINT "plan_group_said_check" CHECK (
    ("stage" = 'opinion' AND "state" IN ('approved', 'done')) = ("opinion" IS NOT NULL)
    AND ("opinion" IS NOT NULL) = ("sealed" IS NOT NULL)
  );
ALTER TABLE "plan_group_member"
  DROP CONSTRAINT "plan_group_member_outcome_check",
  ADD CONSTRAINT "plan_group_member_outcome_check" CHECK ("outcome" IN ('approved', 'needs-second', 'opinion-given', 'plan-changed', 'left',
    'surge-over', 'not-found', 'not-allowed', 'not-planned', 'to-be-weighed', 'fee-open', 'open-questions', 'opinion-missing', 'same-person',
    'own-request', 'stopped', 'failed'));
