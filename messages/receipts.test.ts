/** Art. 5(1)(a), 12(1): receipts promise nothing that does not happen. */
import { describe, expect, test } from "vitest";
import german from "./de.json";
import english from "./en.json";

describe.each([
  ["English", english, /\bhere\b/, /by mail|by e-mail/, /only now|once/],
  ["German", german, /\bhier\b/, /per E-Mail/, /nur jetzt|einmal/],
] as const)("in %s", (_, { my, desk, shell }, here, byMail, once) => {
  test("an answer waits in the portal; a mail says only that it does", () => {
    for (const promise of [my.done["at-once"].lead, my.done.next.mail]) {
      expect(promise).toMatch(here);
      expect(promise).not.toMatch(byMail);
    }
  });

  test("for how long a receipt code is shown, the code says", () => {
    for (const { "code-why": why, "code-gone": gone } of [my.done, desk.entered])
      for (const said of [why, gone]) {
        expect(said).toContain("{minutes}");
        expect(said).not.toMatch(once);
      }
    expect(shell.lookup["code-hint"]).not.toMatch(once);
  });

  test("a pause of some kinds names them, wherever one of everything says that all is paused", () => {
    const { restriction } = my.headlines;
    const whole = Object.entries(restriction).filter(
      ([key, said]) => said.includes("{since}") && !key.endsWith("-part"),
    );
    expect(whole.length).toBeGreaterThan(5);
    for (const [phase] of whole) {
      const part = Object.entries(restriction).find(([key]) => key === `${phase}-part`)?.[1] ?? "";
      expect([phase, part]).toEqual([phase, expect.stringContaining("{what}")]);
      expect(part).not.toMatch(/your data have|Ihre Daten sind/i);
    }
    expect(my.done["headline-restriction-part"]).toContain("{what}");
  });

  test("what happened is told as it was, however long ago", () => {
    expect(my.timeline.any.restricted).not.toMatch(/from now on|von jetzt an/);
  });
});
