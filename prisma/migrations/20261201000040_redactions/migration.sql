-- Art. 15(4): records that name others are decided about one by one; the decisions lie in the drawer, the answer to the doubt says
-- that each has one.
ALTER TABLE "answer" DROP CONSTRAINT "answer_answer_check",
  ADD CONSTRAINT "answer_answer_check" CHECK ("answer" IN ('theirs', 'not-theirs', 'disclose', 'withhold', 'redact'));
