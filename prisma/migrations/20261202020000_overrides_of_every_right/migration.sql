-- Art. 12(4), 16, 18(1), 20(1), (4): a reviewer decides otherwise about lines of data taken along, of a correction and of a pause
-- as well. Each has grounds of its own; a day stands only where records would have gone.
ALTER TABLE "override"
  DROP CONSTRAINT "override_actions_check",
  DROP CONSTRAINT "override_ground_check",
  DROP CONSTRAINT "override_norm_check",
  ADD CONSTRAINT "override_actions_check" CHECK (
    "from_action" IN ('erase', 'unlink', 'truncate', 'restrict', 'keep', 'export', 'correct')
    AND "to_action" IN ('erase', 'unlink', 'truncate', 'restrict', 'keep', 'correct')
    AND ("from_action" = 'keep') <> ("to_action" = 'keep')
  ),
  ADD CONSTRAINT "override_ground_check" CHECK (
    "ground" ~ CASE
      WHEN "from_action" = 'export' THEN '^(15\(4\)|bdsg-(29|34)|20\([14]\))$'
      WHEN "from_action" = 'correct' THEN '^(16|6\(1\)\(c\))$'
      WHEN "from_action" = 'restrict' THEN '^(17\(3\)\([be]\)|18\(1\))$'
      WHEN "to_action" = 'keep' THEN '^17\(3\)\([be]\)$'
      WHEN "to_action" = 'correct' THEN '^16$'
      WHEN "to_action" = 'restrict' THEN '^18\(1\)\([a-d]\)$'
      ELSE '^17\(1\)\([a-f]\)$'
    END
  ),
  -- What would have gone and stays has its norm and its day; what is not handed out, not corrected or not paused has no day, and
  -- a norm where a norm is the ground; what is done after all has neither.
  ADD CONSTRAINT "override_norm_check" CHECK (
    CASE
      WHEN "to_action" <> 'keep' THEN "norm" IS NULL AND "until" IS NULL
      WHEN "ground" ~ '^17' THEN "norm" IS NOT NULL AND "until" IS NOT NULL
      ELSE "until" IS NULL AND ("ground" <> '6(1)(c)' OR "norm" IS NOT NULL)
    END
  );
