import { expect, test } from "vitest";
import { filesIn } from "./form-files";

test("a field that was left empty has no file, by whichever way the form came; an empty file that was chosen is one", async () => {
  const left = [new File([], ""), new File([], undefined as unknown as string)];
  expect(left.map(({ name }) => name)).toEqual(["", "undefined"]);
  expect(await filesIn(left)).toEqual([]);
  const chosen = [new File([], "empty.pdf"), new File(["%PDF-1.7"], "undefined")];
  expect(await filesIn([...left, ...chosen])).toMatchObject([{ name: "empty.pdf" }, { name: "undefined" }]);
});
