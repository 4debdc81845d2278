-- Art. 39(1)(b): a second look that the officer demands stops a plan, also one that is under way.
ALTER TABLE "decision" DROP CONSTRAINT "decision_stopped_by_check";
ALTER TABLE "decision" ADD CONSTRAINT "decision_stopped_by_check"
  CHECK ("stopped_by" IN ('hold', 'restriction', 'copy', 'contact', 'second-look'));
