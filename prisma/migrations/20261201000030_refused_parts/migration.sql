-- Art. 12(4), 15(4): a reviewer keeps back a line of a copy as well. It goes on a ground of its own and has no day: what is
-- handed out is decided at the request, and a norm stands beside it only where one asks for it.
ALTER TABLE "override"
  DROP CONSTRAINT "override_from_action_check",
  DROP CONSTRAINT "override_check",
  DROP CONSTRAINT "override_check1",
  DROP CONSTRAINT "override_check2",
  ADD CONSTRAINT "override_actions_check" CHECK (
    "from_action" IN ('erase', 'unlink', 'truncate', 'restrict', 'keep', 'export')
    AND "to_action" IN ('erase', 'unlink', 'truncate', 'keep')
    AND ("from_action" = 'keep') <> ("to_action" = 'keep')
  ),
  ADD CONSTRAINT "override_ground_check" CHECK (
    "ground" ~ CASE
      WHEN "from_action" = 'export' THEN '^(15\(4\)|bdsg-(29|34))$'
      WHEN "to_action" = 'keep' THEN '^17\(3\)\([be]\)$'
      ELSE '^17\(1\)\([a-f]\)$'
    END
  ),
  -- What stays has its norm and its day; what goes has neither; what is kept back of a copy has no day.
  ADD CONSTRAINT "override_norm_check" CHECK (
    CASE
      WHEN "from_action" = 'export' THEN "until" IS NULL
      ELSE ("to_action" = 'keep') = ("norm" IS NOT NULL) AND ("to_action" = 'keep') = ("until" IS NOT NULL)
    END
  );
