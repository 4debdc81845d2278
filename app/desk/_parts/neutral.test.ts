import { expect, test } from "vitest";
import { neutral } from "./neutral";

test.each([
  ["plain words, ümlauts and 日本語 stay", "plain words, ümlauts and 日本語 stay"],
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["two\r\nlines", "two\nlines"],
  ["tab\tand no\u00a0break", "tab\tand no\u00a0break"],
  ["invoice\u202efdp.exe", "invoice⟨U+202E⟩fdp.exe"],
  ["pay\u200bpal", "pay⟨U+200B⟩pal"],
  ["\u0000\u001b[31m", "⟨U+0000⟩⟨U+001B⟩[31m"],
  ["line\u2028separator", "line⟨U+2028⟩separator"],
  ["half \ud83d a sign", "half ⟨U+D83D⟩ a sign"],
  ["empty\u3164looking", "empty⟨U+3164⟩looking"],
])("%j is shown as %j", (text, shown) => expect(neutral(text)).toBe(shown));
