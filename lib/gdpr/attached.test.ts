import { expect, test } from "vitest";
import { fileTypeOf } from "./attached";

const bytes = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["%PDF-1.7\n...", "pdf"],
  ["\x89PNG\r\n\x1a\n...", "png"],
  ["\xff\xd8\xff\xe0..JFIF", "jpeg"],
  // A page with a script, a program, another picture, a head that is cut off or stands further in.
  ["<html><script>", null],
  ["MZ\x90\x00", null],
  ["GIF89a", null],
  ["%PDF", null],
  ["\n%PDF-1.7", null],
  ["", null],
])("Art. 5(1)(c): %j is taken as %s, by what is in it", (text, type) => {
  expect(fileTypeOf(bytes(text))).toBe(type);
});
