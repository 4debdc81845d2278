/**
 * Art. 21(1) in the browser: the use stops at the press and stays so while it is weighed, with the officer's opinion; it
 * ends, or goes on for grounds that the letter names, with authority and court.
 */
import type { Page } from "@playwright/test";
import { at, lookInto, lookTwice, untilDesk } from "./desk-story";
import { expect, personOf, test } from "./fixtures";
import { aSecond, mayUse } from "./registry";
import { called, readersOf } from "./readers";
import { answerTo, customer, like, mailSubject } from "./right-story";

test.setTimeout(240_000);

const stories = {
  en: {
    person: "nils",
    use: "Judging the risk of paying later",
    words: "I was mixed up with a namesake before, and it has cost me two orders.",
    outcome: "The person’s reasons: the use ends",
    on: /Answered[^]*Objection weighed: the use ends/,
    texts: [
      "We want to know whether somebody can pay before goods leave the house.",
      "For prepaid orders the value is not needed at all.",
      "A mix-up has happened and may happen again.",
      "The risk of another mix-up weighs more than our convenience.",
    ],
  },
  de: {
    person: "mara",
    use: "Einschätzung des Risikos beim Kauf auf Rechnung",
    words: "Ich möchte nicht, dass eine Auskunftei von meinen Bestellungen weiß.",
    outcome: "Our compelling grounds: the use goes on",
    on: /Objection weighed: the use goes on/,
    texts: [
      "Wir liefern auf Rechnung und tragen das Risiko, dass niemand zahlt.",
      "Eine mildere Prüfung gibt es für den Kauf auf Rechnung nicht.",
      "Wer im Voraus zahlt, wird nicht geprüft; der Wunsch lässt sich so erfüllen.",
      "Beim Kauf auf Rechnung wiegt der Schutz vor Ausfällen schwerer.",
    ],
  },
} as const;

for (const reader of readersOf("weigh"))
  test(`a customer says no to another use, and it is weighed (${called(reader)})`, async ({ browser }) => {
    const { language, javaScriptEnabled } = reader;
    const story = stories[language];
    const { email, accountId } = personOf(story.person);
    const use = { account: accountId ?? "", purpose: "credit-check" };
    const ends = language === "en";
    const way = await customer(browser, reader, story.person, "weigh");
    await way.press("link", way.say("doors.objection"));
    await way.look("form");
    await way.press("button", way.say("objection.object"));
    await expect(way.page.getByRole("alert").first()).toContainText(way.say("objection.problems.no-purpose"));
    await way.tick(new RegExp(`^${story.use}`));
    await way.page.getByLabel(way.say("objection.words")).fill(story.words);
    expect(await mayUse(use)).toBe(true);
    const send = way.page.getByRole("button", { name: way.say("objection.object") });
    await way.go(send, (one) => (javaScriptEnabled ? one.dblclick() : one.click()));
    await way.headline(like(way.say("done.headline-weighing")));
    await aSecond();
    expect(await mayUse(use)).toBe(false);
    await way.look("done");
    way.few(["purpose", "words"]);
    await way.press("link", way.say("done.follow"));
    await way.headline(like(way.say("headlines.weighing.checking")));

    const [rui, dora] = [await at(browser, "rui"), await at(browser, "dora")];
    await givesOpinion(dora, way.reference, story.words, ends);
    await weighs(rui, way.reference, story, ends);
    await way.until(like(way.say(`headlines.weighing.${ends ? "answered" : "refused"}`)));
    await way.look("answered");
    const mail = await answerTo(email, mailSubject(language, "weighing", way.reference));
    expect(mail.text).not.toContain(story.texts[0]);
    await way.press("link", way.say("letters.kinds.weighing"));
    for (const text of story.texts) await expect(way.page.getByRole("article")).toContainText(text);
    if (!ends)
      await expect(way.page.getByRole("article")).toContainText(/Aufsichtsbehörde|Beauftragte für Datenschutz/);
    await way.look("letter");
    expect(await mayUse(use)).toBe(false);
    await Promise.all([rui, dora, way.page].map((page) => page.context().close()));
  });

async function givesOpinion(dora: Page, reference: string, words: string, closely: boolean): Promise<void> {
  await untilDesk(dora, reference, /plan [0-9a-f]{4} [0-9a-f]{4}/);
  await dora.getByRole("link", { name: "Give your opinion" }).click();
  await lookInto(dora);
  await expect(dora.getByRole("main")).toContainText(words);
  if (closely) await lookTwice(dora, "opinion-objection");
  await dora.getByLabel("I agree").check();
  await dora.getByLabel("Your reasons").fill("The situation of the person was looked at.");
  await dora.getByRole("button", { name: "Record the opinion" }).click();
}

async function weighs(
  rui: Page,
  reference: string,
  { outcome, texts, on }: (typeof stories)[keyof typeof stories],
  closely: boolean,
): Promise<void> {
  await untilDesk(rui, reference, "Weigh the objection");
  await expect(rui.getByRole("link", { name: "Approve this plan" })).toHaveCount(0);
  await rui.getByRole("link", { name: "Weigh the objection" }).click();
  await lookInto(rui);
  await expect(rui.getByRole("main")).toContainText("The situation of the person was looked at.");
  if (closely) await lookTwice(rui, "weigh");
  await rui.getByRole("button", { name: "Decide" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose what weighs more.");
  await rui.getByLabel(outcome).check();
  const labels = [
    "Our interest",
    "Is the use needed for it?",
    "What the person’s situation says against it",
    "The result",
  ];
  for (const [at, label] of labels.entries()) await rui.getByLabel(label, { exact: true }).fill(texts[at] ?? "");
  await rui.getByRole("button", { name: "Decide" }).click();
  await untilDesk(rui, reference, on);
}
