/** What customers read names a thing by one word, whichever page, letter or file it stands in. */
import { expect, test } from "vitest";
import german from "../messages/de.json";
import english from "../messages/en.json";

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}.${key}`, value] as [string, string]] : leaves(value, `${path}.${key}`),
  );

test("a day that a recipient confirmed is no day until which it holds", () => {
  const all = [...leaves(german as Tree, "de"), ...leaves(english as Tree, "en")];
  expect(all.filter(([, text]) => /wirksam bis|effective by/.test(text))).toEqual([]);
});
