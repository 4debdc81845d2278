import { describe, expect, test } from "vitest";
import { composeLetter } from "./compose";
import { headOf, signedMail } from "./head";
import type { LetterheadFacts } from "./letter";
import { completeFacts as letters } from "./letters.fixture";

const bare: LetterheadFacts = {
  name: "Klangwerk Audio GmbH",
  street: "Schlesische Straße 12",
  postcode: "10997",
  city: "Berlin",
  contact: ["privacy@klangwerk.example"],
  register: null,
  directors: [],
  chair: null,
  vatId: null,
  logo: null,
};
const whole: LetterheadFacts = {
  ...bare,
  register: { seat: "Berlin", court: "Amtsgericht Charlottenburg", number: "HRB 12 B" },
  directors: ["Ada Byron", "Alan Turing"],
  chair: "Grace Murray",
  vatId: "DE123456789",
};

test("what a business letter has to name stands in the language of the letter (§ 35a GmbHG)", () => {
  expect(headOf("de", whole).facts).toEqual([
    "Sitz der Gesellschaft: Berlin",
    "Registergericht: Amtsgericht Charlottenburg, HRB 12 B",
    "Geschäftsführung: Ada Byron, Alan Turing",
    "Vorsitz des Aufsichtsrats: Grace Murray",
    "USt-IdNr.: DE123456789",
  ]);
  expect(headOf("en", whole).facts[2]).toBe("Management: Ada Byron, Alan Turing");
});

test("what the policy does not say is left out", () => {
  expect(headOf("en", bare)).toEqual({
    name: "Klangwerk Audio GmbH",
    address: ["Schlesische Straße 12", "10997 Berlin"],
    city: "Berlin",
    contact: ["privacy@klangwerk.example"],
    facts: [],
    logo: null,
  });
});

test("a composed letter carries it, and none without its facts", () => {
  const given = letters.cancellation;
  expect(composeLetter("cancellation", "de", { ...given, letterhead: whole })).toMatchObject({
    value: { head: headOf("de", whole) },
  });
  const without = composeLetter("cancellation", "de", given);
  expect(without.ok && "head" in without.value).toBe(false);
});

describe("a mail", () => {
  const signed = signedMail(
    { text: "Hello.\n", html: "<html><body><p>Hello.</p></body></html>\n" },
    headOf("de", whole),
  );

  test("names the company at its foot, in both of its forms", () => {
    expect(signed.text).toMatch(
      /^Hello\.\n\n-- \nKlangwerk Audio GmbH\nSchlesische Straße 12, 10997 Berlin\nprivacy@[^]+USt-IdNr\.: DE123456789\n$/,
    );
    expect(signed.html).toMatch(
      /<p>Hello\.<\/p><p style=[^]+Geschäftsführung: Ada Byron, Alan Turing[^]+<\/p>\n<\/body>/,
    );
    expect(signedMail({ text: "", html: "<p>a</p>" }, headOf("de", whole)).html).toMatch(
      /^<p>a<\/p><p [^]+DE123456789/,
    );
  });

  test("is inert, whatever the company is called", () => {
    const { html } = signedMail({ text: "", html: "" }, { ...headOf("en", bare), name: "<script>A & B</script>" });
    expect(html).toContain("&lt;script&gt;A &amp; B&lt;/script&gt;");
  });
});
