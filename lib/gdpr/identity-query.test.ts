import { expect, test } from "vitest";
import { day } from "./day";
import { lastPromptDay } from "./deadline";
import { namesIdDocument, stillPrompt } from "./identity-query";

test.each([
  ["a copy of your passport", true],
  ["Kopie Ihres Personalausweises", true],
  ["den Führerschein", true],
  ["an ID card", true],
  ["a scan of your identity document", true],
  ["Ihren Reisepass, geschwärzt", true],
  ["einen Lichtbildausweis", true],
  ["eine Kopie Ihres Passes", true],
  ["Ihren Perso", true],
  ["eine Ausweiskopie", true],
  ["a copy of your ID", true],
  ["photo ID", true],
  ["den Betrag, den die Rechnung ausweist", false],
  ["etwas, womit Sie sich ausweisen können", false],
  ["your ID number as a customer", false],
  ["the number of one of your orders", false],
  ["die Nummer einer Bestellung", false],
  ["a sign-in at your account (customer ID)", false],
  ["das Ausmaß der Lieferung", false],
  ["the password is never asked for", false],
])("%s: names an identity document: %s", (text, expected) => expect(namesIdDocument(text)).toBe(expected));

test("a question is prompt until the third working day after receipt, and no later", () => {
  const land = "DE-BE" as const;
  const received = day("2026-12-23");
  // 24 December is a working day, 25 to 27 are none.
  expect(lastPromptDay({ received, land })).toBe("2026-12-29");
  expect(stillPrompt({ received, land, today: day("2026-12-29") })).toBe(true);
  expect(stillPrompt({ received, land, today: day("2026-12-30") })).toBe(false);
});
