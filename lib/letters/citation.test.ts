import { expect, test } from "vitest";
import { citation, provision, groundInWords } from "./citation";

test.each([
  ["§ 147(1) no. 4, (3) AO; § 257(1) no. 4, (4) HGB", "§ 147 Abs. 1 Nr. 4, Abs. 3 AO; § 257 Abs. 1 Nr. 4, Abs. 4 HGB"],
  ["Art. 6(1)(f), Art. 32 GDPR", "Art. 6 Abs. 1 Buchst. f, Art. 32 DSGVO"],
  ["Privacy policy; Art. 5(1)(e) GDPR", "Datenschutzerklärung; Art. 5 Abs. 1 Buchst. e DSGVO"],
  ["§ 7(3) UWG; Art. 13(2) Directive 2002/58/EC", "§ 7 Abs. 3 UWG; Art. 13 Abs. 2 Richtlinie 2002/58/EG"],
  ["Art. 63c Reg. (EU) 282/2011; § 22(1) UStG", "Art. 63c VO (EU) 282/2011; § 22 Abs. 1 UStG"],
])("%s is cited in German grammar, and unchanged in English", (norm, german) => {
  expect(citation("de", norm)).toBe(german);
  expect(citation("en", norm)).toBe(norm);
});

test("a ground is cited as an article of the Regulation", () => {
  expect(provision("en", "17(3)(b)")).toBe("Art. 17(3)(b) GDPR");
  expect(provision("de", "17(3)(b)")).toBe("Art. 17 Abs. 3 Buchst. b DSGVO");
});

test("a ground stands with the norm beside it, in the grammar of the language", () => {
  expect(groundInWords("de", "17(3)(e)", "§ 147(1) AO")).toBe("Art. 17 Abs. 3 Buchst. e DSGVO; § 147 Abs. 1 AO");
  expect(groundInWords("en", "bdsg-29", null)).toBe("§ 29 BDSG");
});
