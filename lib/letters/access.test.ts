/** Art. 15(1): the confirmation at the head of the answer to an access request. */
import { expect, test } from "vitest";
import { composeLetter } from "./compose";
import type { AccessAnswer } from "./letter";
import { completeFacts } from "./letters.fixture";
import { renderText } from "./render";

const none: AccessAnswer = {
  ...completeFacts.access,
  records: 0,
  kinds: [],
  withheld: [],
  systemsNotSearched: [],
};
const written = (facts: AccessAnswer): string => {
  const letter = composeLetter("access", "de", facts);
  if (!letter.ok) throw new Error(letter.reason);
  return renderText(letter.value).replace(/\s+/g, " ");
};
const denied = "Außer diesem Schriftwechsel haben wir keine Daten zu Ihnen gespeichert";

test.each<[string, Partial<AccessAnswer>, string]>([
  ["everything was searched", {}, denied],
  ["a system is not searched yet", { systemsNotSearched: ["Criteo"] }, "In den durchsuchten Systemen haben wir keinen"],
  ["what was found was kept back", { withheld: completeFacts.access.withheld }, "Ja, wir haben Daten zu Ihnen"],
])("with no record in the copy, where %s", (_, more, said) => {
  const text = written({ ...none, ...more });
  expect(text).toContain(said);
  if (said !== denied) expect(text).not.toContain(denied);
});
