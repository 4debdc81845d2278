-- A system by hand that was not asked: the person is not known there, or the right asks for nothing in it.

ALTER TABLE "search" DROP CONSTRAINT "search_outcome_check";
ALTER TABLE "search" ADD CONSTRAINT "search_outcome_check"
  CHECK ("outcome" IN ('searched', 'unreachable', 'by-hand', 'not-asked'));
