/** Art. 5(1)(a), 12(1): receipts promise nothing that does not happen. */
import { describe, expect, test } from "vitest";
import german from "./de.json";
import english from "./en.json";

describe.each([
  ["English", english, /\bhere\b/, /by mail|by e-mail/],
  ["German", german, /\bhier\b/, /per E-Mail/],
] as const)("in %s", (_, { my }, here, byMail) => {
  test("an answer waits in the portal; a mail says only that it does", () => {
    for (const promise of [my.done["at-once"].lead, my.done.next.mail]) {
      expect(promise).toMatch(here);
      expect(promise).not.toMatch(byMail);
    }
  });
});
