/**
 * Art. 18 in the browser: one press pauses, for every system that asks and in the shop; what goes on is decided and told;
 * the recipients hear of it; it ends by a letter, asked for by either side.
 */
import type { Page } from "@playwright/test";
import { inShop } from "./demo-database";
import { at, lookInto, lookTwice, untilDesk, yesterday } from "./desk-story";
import { expect, personOf, test } from "./fixtures";
import { aSecond, mayUse } from "./registry";
import { called, readersOf } from "./readers";
import { answerTo, customer, like, mailSubject } from "./right-story";

test.setTimeout(240_000);

const stories = {
  en: {
    person: "carla",
    words: "I dispute an invoice and need everything as it is.",
    lawsuit: "The payment is before the court.",
  },
  de: {
    person: "jonas-north",
    words: "Ich brauche alles, wie es ist.",
    lawsuit: "Über die Zahlung wird vor Gericht gestritten.",
  },
} as const;

/** Tables of the shop and the column that says whose row it is. */
const marked = { orders: "customer_number", invoices: "customer_number", accounts: "id" };

for (const reader of readersOf("pause"))
  test(`a customer pauses the use of their data (${called(reader)})`, async ({ browser }) => {
    const { language, javaScriptEnabled } = reader;
    const { person, words, lawsuit } = stories[language];
    const { email, accountId } = personOf(person);
    const use = { account: accountId ?? "", purpose: "orders", category: "order" };
    const way = await customer(browser, reader, person, "pause");
    await way.press("link", way.say("doors.pause"));
    await way.look("form");
    await way.press("button", way.say("pause.send"));
    await expect(way.page.getByRole("alert").first()).toContainText(way.say("pause.problems.ground"));
    await way.tick(way.say("pause.grounds.18(1)(c)"));
    await way.page.getByLabel(way.say("pause.words")).fill(words);
    expect(await mayUse(use)).toBe(true);
    const send = way.page.getByRole("button", { name: way.say("pause.send") });
    await way.go(send, (one) => (javaScriptEnabled ? one.dblclick() : one.click()));
    await way.headline(way.say("done.headline-restriction"));
    await aSecond();
    expect(await mayUse(use)).toBe(false);
    await way.look("done");
    way.few(["ground", "scope", "words"]);
    await way.press("link", way.say("done.follow"));

    const rui = await at(browser, "rui", { javaScriptEnabled: false });
    await decidesWhatGoesOn(rui, way.reference, lawsuit, language === "en");
    await way.until(like(way.say("headlines.restriction.answered")));
    await expect(way.page.getByRole("main")).toContainText(way.say("paused.goes-on"));
    await way.look("paused");
    for (const [table, column] of Object.entries(marked)) {
      const rows = await inShop(`SELECT paused_at FROM ${table} WHERE ${column} = $1`, [accountId]);
      expect(rows.length, table).toBeGreaterThan(0);
      expect(
        rows.filter(({ paused_at }) => paused_at === null),
        table,
      ).toEqual([]);
    }
    const answer = await answerTo(email, mailSubject(language, "restriction", way.reference));
    expect(answer.text).not.toContain(lawsuit);
    const request = way.page.url();
    await way.press("link", way.say("letters.kinds.restriction"));
    await expect(way.page.getByRole("article")).toContainText(lawsuit);
    await way.look("letter");
    await way.page.goto(request);

    if (language === "en") await staffEndsIt(rui, way.reference, accountId ?? "");
    else await way.press("button", way.say("can.end-pause"));
    await answerTo(email, mailSubject(language, "lifting", way.reference));
    // A day is named once the mail server has accepted the letter; until then it holds, and after it for seven days.
    await way.until(/./);
    await expect(async () => {
      await way.page.reload();
      await expect(way.page.getByRole("heading", { level: 1 })).not.toHaveText(
        like(way.say("headlines.restriction.answered")),
        { timeout: 500 },
      );
    }).toPass();
    await way.look("ending");
    expect(await mayUse(use)).toBe(false);
    await Promise.all([rui, way.page].map((page) => page.context().close()));
  });

async function decidesWhatGoesOn(rui: Page, reference: string, why: string, closely: boolean): Promise<void> {
  // The help desk confirms its marks when it is asked again, half a minute later.
  await untilDesk(rui, reference, "Decide what goes on meanwhile", { seconds: 90 });
  await rui.getByRole("link", { name: "Decide what goes on meanwhile" }).click();
  await rui.waitForURL(/\/exceptions$/);
  if (closely) await lookTwice(rui, "exceptions");
  const uses = rui.getByLabel("Does it go on?");
  for (const [at, select] of (await uses.all()).entries()) await select.selectOption(at === 0 ? "claims" : "stops");
  await rui.getByRole("button", { name: "Record the decisions" }).click();
  await expect(rui.locator("#error-summary")).toContainText("What goes on needs a reason");
  await rui.getByLabel("Why it goes on").first().fill(why);
  await rui.getByRole("button", { name: "Record the decisions" }).click();
  await untilDesk(rui, reference, /Answered[^]*while paused: goes on/);
  if (closely) await lookTwice(rui, "request-paused");
}

/** A recipient is told in the words that the task gives; then the pause ends, with its reasons. */
async function staffEndsIt(rui: Page, reference: string, account: string): Promise<void> {
  await rui.goto("/desk/tasks");
  const row = rui.getByRole("row").filter({ hasText: "Tell a recipient: Spreebank AG" });
  const spaced = `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;
  await row.filter({ hasText: spaced }).getByRole("link").first().click();
  await expect(rui.getByRole("main")).toContainText("Die Person: …");
  await lookInto(rui);
  await expect(rui.getByRole("main")).toContainText(`Die Person: ${account}`);
  await lookTwice(rui, "task-recipient");
  await rui.getByLabel("What came of it").fill("Told by e-mail today; they confirmed.");
  await rui.getByLabel("From when it holds there").fill(yesterday());
  await rui.getByRole("button", { name: "Done" }).click();
  await expect(rui).toHaveURL(/\/desk\/tasks$/);
  await untilDesk(rui, reference, /Spreebank AG told, confirmed for/);
  await rui.getByRole("link", { name: "End the pause" }).click();
  await lookTwice(rui, "lift");
  await rui.getByRole("button", { name: "Send the notice" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Write down why the pause ends");
  await rui.getByLabel("Why it ends").fill("The court has decided.");
  await rui.getByLabel("What happens with the data then").fill("Orders are used as before.");
  await rui.getByRole("button", { name: "Send the notice" }).click();
  await untilDesk(rui, reference, /End of the pause announced for/);
  await expect(rui.getByRole("link", { name: "End the pause" })).toHaveCount(0);
}
