/** A language that nobody speaks, made from the English one: what is not translated, too short or mirrored wrongly shows at a look. */
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { printAST } from "@formatjs/icu-messageformat-parser/printer.js";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { givenMessages, type Messages } from "./messages";

const beside = join(import.meta.dirname, "..", "messages");
const [plain, accented] = [[..."aceiouyACEIOUY"], [..."áçéíóúýÁÇÉÍÓÚÝ"]];
const accents = new Map(plain.map((letter, at) => [letter, accented[at] ?? letter]));
/** Letters of the Hebrew script for those of ours: a browser then sets the words from the right, as it would a real text. */
const hebrew = [..."אבגדהוזחטיכלמנסעפצקרשת"];

const accent = (text: string): string => [...text].map((letter) => accents.get(letter) ?? letter).join("");
const mirror = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => hebrew[(letter.toLowerCase().charCodeAt(0) - 97) % hebrew.length] ?? letter);
/** German is a third longer than English, Finnish more. */
const lengthen = (text: string): string => text.replace(/\p{L}{5,}/gu, (word) => `${word}${word.slice(-2)}`);

/** One sentence in the language; names of values and tags stay, so that it can be filled like the English one. */
export function pseudo(sentence: string, script: "latin" | "hebrew" = "latin"): string {
  const say = (text: string) => lengthen(script === "latin" ? accent(text) : mirror(text));
  const turned = (parts: MessageFormatElement[]): MessageFormatElement[] =>
    parts.map((part) => {
      if (part.type === TYPE.literal) return { ...part, value: say(part.value) };
      if (part.type === TYPE.tag) return { ...part, children: turned(part.children) };
      if (part.type === TYPE.plural || part.type === TYPE.select) {
        const options = Object.entries(part.options).map(([name, branch]) => [name, { ...branch, value: turned(branch.value) }]);
        return { ...part, options: Object.fromEntries(options) } as MessageFormatElement;
      }
      return part;
    }); // prettier-ignore
  return printAST(turned(parse(sentence)));
}

const turnedAll = (messages: Messages, script: "latin" | "hebrew"): Messages =>
  Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === "string" ? pseudo(value, script) : turnedAll(value, script),
    ]),
  );

/**
 * A folder with our two languages and one further file for each tag: a script from the right for Hebrew, else accents.
 * `change` alters a file before it is written.
 */
export function folderWith(folder: string, tags: readonly string[], change = (file: Messages): Messages => file): void {
  mkdirSync(folder, { recursive: true });
  for (const own of ["en", "de"]) copyFileSync(join(beside, `${own}.json`), join(folder, `${own}.json`));
  const english = givenMessages("en", beside);
  for (const tag of tags)
    writeFileSync(join(folder, `${tag}.json`), JSON.stringify(change(turnedAll(english, tag === "he" ? "hebrew" : "latin"))));
} // prettier-ignore
