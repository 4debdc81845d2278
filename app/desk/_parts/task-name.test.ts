import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { messagesFor } from "../../../i18n/messages";
import { facts, letterKinds } from "../../../lib/gdpr/facts";
import { rightNames } from "../../../lib/gdpr/right";
import { isDecided, taskKinds } from "../../../lib/gdpr/task";
import { stepOf } from "../../../lib/queries/desk/next-step";
import { taskPath } from "./task-name";

const steps = join(import.meta.dirname, "../../../lib/steps");
const files = readdirSync(steps, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
  .map((file) => readFileSync(join(steps, file), "utf8"));
/** Files that open tasks, and the words in them that are made like a kind of task. */
const opening = files.filter((text) =>
  /task\.create|INSERT INTO "task"|openReviewerTask\(|tellRecipients\(/.test(text),
);
const words = new Set(
  opening.flatMap((text) =>
    [...text.matchAll(/"([a-z]+(?:-[a-z]+)+|stopped|exceptions)"/g)].map(([, word = ""]) => word),
  ),
);
const otherWords: readonly string[] = [...Object.keys(facts), ...letterKinds];
const ends = /-(by-hand|refusal|bounced|delayed|back|letter|document|recipient|lifted|again|first)$/;

describe("every kind of task", () => {
  test("that the steps name is on the list", () => {
    const named = [...words].filter((word) => ends.test(word) && !otherWords.includes(word));
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((word) => !taskKinds.includes(word))).toEqual([]);
  });

  test("by a right is on the list, or that right leaves none behind", () => {
    const without = rightNames.filter((right) => !taskKinds.includes(`${right}-by-hand`));
    expect(without).toEqual(["intervention"]);
  });

  test.each(["en", "de"] as const)("has its name and how it is done, in %s", (locale) => {
    const { rail } = messagesFor(locale).desk as unknown as { rail: Record<"task" | "task-how", object> };
    for (const list of [rail.task, rail["task-how"]])
      expect(taskKinds.filter((kind) => !Object.hasOwn(list, kind))).toEqual([]);
  });

  test("leads to where it is done", () => {
    const path = (kind: string) => taskPath({ id: "1", kind }, "R-1");
    expect(path("post-letter")).toBe("/desk/tasks/1");
    expect(path("exceptions")).toBe("/desk/requests/R-1/exceptions");
    for (const kind of taskKinds) {
      expect(path(kind).startsWith("/desk/tasks/")).toBe(!isDecided(kind));
      if (stepOf(kind) !== null) expect(path(kind)).toBe(`/desk/requests/R-1/${kind}`);
    }
  });
});
