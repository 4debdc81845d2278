import { describe, expect, test } from "vitest";
import { statementName } from "./prepared";

describe("the name of a statement", () => {
  test.each([
    ["/* prepared: tell */ SELECT 1", "tell"],
    ["\n    /* prepared: desk-request */\n    SELECT 1", "desk-request"],
    ["SELECT 1 /* prepared: tell */", ""],
    ["/* tell */ SELECT 1", ""],
    ["SELECT 1", ""],
  ])("%j is %j", (sql, name) => {
    expect(statementName({ sql })).toBe(name);
  });
});
