import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isClosed, mayFollow, states, type State } from "./request";

describe("Art. 12(3): the life of a request", () => {
  test.each<[string, State[]]>([
    ["with a plan", ["received", "identified", "planned", "approved", "fulfilled", "delivered"]],
    [
      "a plan that was made again",
      ["received", "identified", "planned", "planned", "approved", "fulfilled", "delivered"],
    ],
    [
      "an approval that became void",
      ["received", "identified", "planned", "approved", "planned", "approved", "fulfilled"],
    ],
    ["a consent withdrawn: no plan, no review", ["received", "identified", "fulfilled", "delivered"]],
    ["the answer to an identity query comes late", ["received", "not-identified", "received", "identified"]],
    ["refused before a plan", ["received", "refused"]],
    ["refused on its plan", ["received", "identified", "planned", "refused"]],
    [
      "a copy that was stopped before it was announced",
      ["received", "identified", "planned", "approved", "fulfilled", "cancelled"],
    ],
    ["cancelled in the undo time", ["received", "identified", "planned", "approved", "cancelled"]],
  ])("%s", (_, life) => life.slice(1).forEach((next, i) => expect(mayFollow(life[i]!, next)).toBe(true)));

  test.each<[State, State, string]>([
    ["received", "planned", "nobody is identified"],
    ["received", "approved", "there is no plan"],
    ["planned", "fulfilled", "nobody approved"],
    ["identified", "not-identified", "they are"],
    ["approved", "refused", "it was granted"],
    ["fulfilled", "planned", "it is done"],
    ["delivered", "received", "a new request has a clock of its own"],
    ["refused", "received", "a new request has a clock of its own"],
  ])("%s is not followed by %s: %s", (now, next) => expect(mayFollow(now, next)).toBe(false));

  test("only an unanswered identity query opens again", () => {
    const open = states.filter((state) => isClosed(state) && states.some((next) => mayFollow(state, next)));
    expect(open).toEqual(["not-identified"]);
  });

  test("nothing is fulfilled before somebody is identified, and everything can still end", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), (choices) => {
        const life: State[] = ["received"];
        for (const choice of choices) {
          const next = states.filter((state) => mayFollow(life.at(-1)!, state));
          if (next.length > 0) life.push(next[choice % next.length]!);
        }
        if (life.includes("fulfilled")) expect(life.indexOf("identified")).toBeGreaterThan(0);
        if (life.includes("delivered")) expect(life.at(-2)).toBe("fulfilled");
      }),
    );
  });
});
