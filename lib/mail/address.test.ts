import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAddress } from "./address";

test.each([
  ["ana@mail.example", "ana@mail.example"],
  ["  ana@mail.example\n", "ana@mail.example"],
  ["Ana.O'Neil+x@MAIL.Example", "Ana.O'Neil+x@mail.example"],
  ["a@bücher.example", "a@xn--bcher-kva.example"],
  ["a@sub.mail.example", "a@sub.mail.example"],
])("%j is %s", (text, address) => expect(parseAddress(text)).toBe(address));

test.each([
  ["", "nothing"],
  ["ana", "no @"],
  ["@mail.example", "nobody"],
  ["a@b@c.example", "two @"],
  ["a b@mail.example", "space"],
  ['"a"@mail.example', "quotes"],
  ["a(comment)@mail.example", "comment"],
  ["a@mail.example, b@mail.example", "list"],
  ["a@mail.example\r\nBcc: b@mail.example", "header"],
  ["a%b@mail.example", "route"],
  ["a!b@mail.example", "route"],
  [".a@mail.example", "dot in front"],
  ["a..b@mail.example", "two dots"],
  ["ä@mail.example", "local part beyond ASCII"],
  ["a@mail", "no dot"],
  ["a@-mail.example", "hyphen in front"],
  ["a@127.0.0.1", "number"],
  ["a@１２７.0.0.1", "number in full width"],
  ["a@[127.0.0.1]", "literal"],
  ["a@mail.example.", "dot at the end"],
  ["a@mail%2eexample.de", "percent code"],
  ["a@mail.example/x", "path"],
  [`${"a".repeat(65)}@mail.example`, "local part too long"],
  [`a@${"b".repeat(64)}.example`, "label too long"],
  [`a@${"b.".repeat(125)}example`, "too long"],
])("%j is no address: %s", (text) => expect(parseAddress(text)).toBeNull());

test("what is an address is one mailbox of plain characters, and is itself again", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress()), (text) => {
      const address = parseAddress(text);
      if (address === null) return;
      expect(address).toMatch(/^[^\s@"(),:;<>[\\\]\p{Cc}\P{ASCII}]+@[a-z0-9.-]+$/u);
      expect(address.length).toBeLessThanOrEqual(254);
      expect(parseAddress(address)).toBe(address);
    }),
  );
});
