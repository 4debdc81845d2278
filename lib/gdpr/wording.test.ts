import { describe, expect, test } from "vitest";
import { filledText, placesOf, wordedKinds, wordingProblems, type Wording } from "./wording";

describe("Art. 12(1), (4): what a wording may leave out, and what it may not", () => {
  const remedies = "Complain to {authority} ({url}); which one is yours stands at {complaintUrl}.";
  test.each<[string, Parameters<typeof wordingProblems>[0], Wording, object[]]>([
    ["words of one's own need nothing", "refusal", { opening: "We looked at it twice.", ending: "Thank you." }, []],
    ["all that has to stand in it does", "refusal", { main: "What happened: {facts}", remedies }, []],
    ["a salutation without a name", "erasure", { salutation: "Good morning," }, []],
    ["the facts of the case", "refusal", { main: "The law says no." }, [{ problem: "lost", gap: "facts", must: "facts-missing" }]],
    ["the new date of an extension", "extension", { main: "Later than {dueOn}, since {receivedOn}." }, [{ gap: "newDueOn", must: "new-date-missing" }]],
    ["the least that would help", "not-identified", { main: "Tell us more." }, [{ gap: "item", must: "item-missing" }]],
    ["the day of a copy", "access", { main: "Up to {downloads} times." }, [{ gap: "expiresOn", must: "expiry-missing" }]],
    ["the authority", "refusal", { remedies: "See {url} and {complaintUrl}." }, [{ gap: "authority", must: "authority-missing" }]],
    ["the officer and the reference", "erasure", { contact: "Call us." }, [{ must: "contact-missing" }, { must: "reference-missing" }]],
    ["who answers", "erasure", { signature: "Your team" }, [{ gap: "controller", must: "contact-missing" }]],
    ["a text with nothing in it", "refusal", { main: "" }, [{ must: "facts-missing" }]],
    ["a gap of another letter", "refusal", { main: "{facts} until {newDueOn}" }, [{ problem: "strange-gap", gap: "{newDueOn}" }]],
    ["a brace alone", "refusal", { opening: "Dear {reference" }, [{ problem: "strange-gap", gap: "{" }]],
    ["a gap with a space in its name", "refusal", { opening: "{ reference }" }, [{ problem: "strange-gap", gap: "{ reference }" }]],
    ["remedies in a letter that answers nothing", "acknowledgement", { remedies }, [{ part: "remedies", problem: "no-place" }]],
    ["a main text where what it says was decided", "weighing", { main: "We weighed it." }, [{ part: "main", problem: "no-place" }]],
    ["a main text of every letter", "every", { main: "Hello." }, [{ part: "main", problem: "no-place" }]],
  ])("%s", (_, kind, wording, expected) => {
    const found = wordingProblems(kind, wording);
    expect(found).toHaveLength(expected.length);
    expect(found).toMatchObject(expected);
  }); // prettier-ignore

  test("every letter that answers has its remedies, and nobody can word the way to a court", () => {
    const without = wordedKinds.filter((kind) => !placesOf(kind).remedies);
    expect(without).toEqual(["acknowledgement", "stop-notice", "identity-query", "cancellation", "address-change"]);
    for (const kind of wordedKinds)
      expect(Object.values(placesOf(kind)).map(({ key }) => key)).not.toContain("remedies.court");
  });

  test("what a gap holds is no gap again, and one that nothing fills throws", () => {
    expect(filledText("{facts}!", { facts: "{newDueOn}" })).toBe("{newDueOn}!");
    expect(() => filledText("{nobody}", {})).toThrow("nobody");
    expect(() => filledText("{constructor}", {})).toThrow("constructor");
  });
});
