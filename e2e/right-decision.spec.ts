/** Art. 22(3) in the browser: a person looks at what a machine decided, with the person's view, and says why in plain words. */
import type { Page } from "@playwright/test";
import { inShop } from "./demo-database";
import { at, lookInto, lookTwice, untilDesk } from "./desk-story";
import { expect, personOf, test } from "./fixtures";
import { called, readersOf } from "./readers";
import { answerTo, customer, mailSubject } from "./right-story";

test.setTimeout(240_000);

const stories = {
  en: {
    person: "nils",
    words: "My income was not asked for; I earn enough to pay by invoice.",
    decision: "It is changed to: all ways to pay",
    reasons: "Your income was confirmed, so all ways to pay are offered again.",
    on: /Answered[^]*Decided again by a person: changed/,
    result: { result_class: "all-methods", reviewed_by_person: true },
  },
  de: {
    person: "ana",
    words: "Bitte sehen Sie nach, ob die alte Anschrift mitgezählt hat.",
    decision: "The decision stands",
    reasons: "Die alte Anschrift hat nicht mitgezählt; es bleibt bei allen Zahlungsarten.",
    on: /Answered[^]*Decided again by a person: it stands/,
    result: { result_class: "all-methods", reviewed_by_person: true },
  },
} as const;

for (const reader of readersOf("decision"))
  test(`a customer has a person look at a decision (${called(reader)})`, async ({ browser }) => {
    const { language, javaScriptEnabled } = reader;
    const story = stories[language];
    const { email, accountId } = personOf(story.person);
    const way = await customer(browser, reader, story.person, "decision");
    await way.press("link", way.say("doors.decision"));
    await way.look("form");
    await way.press("button", way.say("decision.send"));
    await expect(way.page.getByRole("alert").first()).toContainText(way.say("decision.problems.words-missing"));
    await way.page.getByLabel(way.say("decision.words")).fill(story.words);
    const send = way.page.getByRole("button", { name: way.say("decision.send") });
    await way.go(send, (one) => (javaScriptEnabled ? one.dblclick() : one.click()));
    await expect(way.page).toHaveURL(/\/done$/);
    await way.look("done");
    way.few(["code", "words"]);
    await way.press("link", way.say("done.follow"));
    await way.until(way.say("headlines.intervention.checking"));

    const rui = await at(browser, "rui", { javaScriptEnabled: false });
    await decides(rui, way.reference, story, language === "en");
    await way.until(way.say("headlines.intervention.answered"));
    await way.look("answered");
    const mail = await answerTo(email, mailSubject(language, "intervention", way.reference));
    expect(mail.text).not.toContain(story.reasons);
    await way.press("link", way.say("letters.kinds.intervention"));
    await expect(way.page.getByRole("article")).toContainText(story.reasons);
    await way.look("letter");
    const rows = await inShop(
      "SELECT result_class, reviewed_by_person FROM credit_decisions WHERE customer_number = $1 ORDER BY decided_on DESC",
      [accountId],
    );
    expect(rows[0]).toEqual(story.result);
    await Promise.all([rui, way.page].map((page) => page.context().close()));
  });

async function decides(
  rui: Page,
  reference: string,
  { words, decision, reasons, on }: (typeof stories)[keyof typeof stories],
  closely: boolean,
): Promise<void> {
  await untilDesk(rui, reference, "Look at the decision again");
  await rui.getByRole("link", { name: "Look at the decision again" }).click();
  await expect(rui.getByRole("main")).toContainText("shown once you look into the file");
  await lookInto(rui);
  await expect(rui.getByRole("main")).toContainText(words);
  await expect(rui.getByRole("main")).toContainText("Bonitas Auskunftei GmbH");
  if (closely) await lookTwice(rui, "decide-again");
  await rui.getByRole("button", { name: "Decide and send the answer" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose your decision.");
  await rui.getByLabel(decision).check();
  await rui.getByLabel("Your reasons").fill(reasons);
  await rui.getByRole("button", { name: "See the letter first" }).click();
  await expect(rui.getByRole("article")).toContainText(reasons);
  if (closely) await lookTwice(rui, "letter-ahead-intervention");
  await rui.getByRole("button", { name: "Decide so" }).click();
  await untilDesk(rui, reference, on);
}
