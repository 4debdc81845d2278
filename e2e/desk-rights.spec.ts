/** An objection is weighed, a pause has its exceptions and its end, a fee is announced: each with what the desk must say. */
import { askedFor, lookInto, lookTwice, takeIn, yesterday } from "./desk-rights";
import { at, untilDesk } from "./desk-story";
import { expect, personOf, test } from "./fixtures";

test.setTimeout(240_000);

test("an objection is weighed in four texts, with the officer's opinion before", async ({ browser }) => {
  const words = "I was mixed up with a namesake before, and it has cost me two orders.";
  const reference = await askedFor(browser, "nils", "objection", words);
  const [rui, dora] = [await at(browser, "rui"), await at(browser, "dora")];
  await untilDesk(dora, reference, /plan [0-9a-f]{4} [0-9a-f]{4}/);
  await dora.getByRole("link", { name: "Give your opinion" }).click();
  await lookInto(dora);
  await expect(dora.getByRole("main")).toContainText(words);
  await lookTwice(dora, "opinion-objection");
  await dora.getByLabel("I agree").check();
  await dora.getByLabel("Your reasons").fill("The situation of the person is convincing.");
  await dora.getByRole("button", { name: "Record the opinion" }).click();
  await untilDesk(rui, reference, "Weigh the objection");
  await expect(rui.getByRole("link", { name: "Approve this plan" })).toHaveCount(0);
  await rui.getByRole("link", { name: "Weigh the objection" }).click();
  await lookInto(rui);
  await expect(rui.getByRole("main")).toContainText("The situation of the person is convincing.");
  await lookTwice(rui, "weigh");
  await rui.getByRole("button", { name: "Decide" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose what weighs more.");
  await rui.getByLabel("The person’s reasons: the use ends").check();
  for (const [label, text] of [
    ["Our interest", "We want to know whether somebody can pay before goods leave the house."],
    ["Is the use needed for it?", "For prepaid orders the value is not needed at all."],
    ["What the person’s situation says against it", "A mix-up has happened and may happen again."],
    ["The result", "The risk of another mix-up weighs more than our convenience."],
  ] as const)
    await rui.getByLabel(label, { exact: true }).fill(text);
  await rui.getByRole("button", { name: "Decide" }).click();
  await untilDesk(rui, reference, /Answered[^]*Objection weighed: the use ends/);
  await Promise.all([rui, dora].map((page) => page.context().close()));
});

test("a pause has its exceptions, its recipients are told, and it ends by a letter", async ({ browser }) => {
  const words = "I dispute an invoice and need everything as it is.";
  const reference = await askedFor(browser, "carla", "restriction", words);
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await untilDesk(rui, reference, "Decide what goes on meanwhile");
  await rui.getByRole("link", { name: "Decide what goes on meanwhile" }).click();
  await lookTwice(rui, "exceptions");
  const uses = rui.getByLabel("Does it go on?");
  for (const [at, select] of (await uses.all()).entries()) await select.selectOption(at === 0 ? "claims" : "stops");
  await rui.getByRole("button", { name: "Record the decisions" }).click();
  await expect(rui.locator("#error-summary")).toContainText("What goes on needs a reason");
  await rui.getByLabel("Why it goes on").first().fill("The disputed payment is before the court.");
  await rui.getByRole("button", { name: "Record the decisions" }).click();
  await untilDesk(rui, reference, /Answered[^]*while paused: goes on/);
  await lookTwice(rui, "request-paused");

  await rui.goto("/desk/tasks");
  const row = rui.getByRole("row").filter({ hasText: "Tell a recipient: DHL Paket GmbH" });
  const spaced = `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;
  await row.filter({ hasText: spaced }).getByRole("link").first().click();
  await expect(rui.getByRole("main")).toContainText("Die Person: …");
  await lookInto(rui);
  await expect(rui.getByRole("main")).toContainText(`Die Person: ${personOf("carla").accountId}`);
  await lookTwice(rui, "task-recipient");
  await rui.getByLabel("What came of it").fill("Told by e-mail today; they confirmed.");
  await rui.getByLabel("From when it holds there").fill(yesterday());
  await rui.getByRole("button", { name: "Done" }).click();

  await untilDesk(rui, reference, /DHL Paket GmbH told, effective by/);
  await rui.getByRole("link", { name: "End the pause" }).click();
  await lookTwice(rui, "lift");
  await rui.getByRole("button", { name: "Send the notice" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Write down why the pause ends");
  await rui.getByLabel("Why it ends").fill("The court has decided.");
  await rui.getByLabel("What happens with the data then").fill("Orders are used as before.");
  await rui.getByRole("button", { name: "Send the notice" }).click();
  await untilDesk(rui, reference, /End of the pause announced for/);
  await expect(rui.getByRole("link", { name: "End the pause" })).toHaveCount(0);
  await rui.context().close();
});

test("a fee is announced in euros, once, and waits for the person", async ({ browser }) => {
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  const reference = await takeIn(rui, { right: "Access (Art. 15)", words: "Send me everything, for the sixth time." });
  await expect(rui).toHaveURL(new RegExp(`${reference}$`));
  await rui.getByRole("link", { name: "Announce a fee" }).click();
  await lookTwice(rui, "fee");
  await rui.getByLabel("Amount in euros").fill("some");
  await rui.getByLabel("The facts of this case").fill("The same copy was made six times within a week.");
  await rui.getByRole("button", { name: "Announce the fee" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Give an amount in euros, like 14.50.");
  await rui.getByLabel("Amount in euros").fill("14,50");
  await rui.getByRole("button", { name: "Announce the fee" }).click();
  await expect(rui.getByRole("complementary")).toContainText("€14.50 announced. The person has not agreed yet.");
  await expect(rui.getByRole("main")).toContainText("Fee announced: €14.50");
  await expect(rui.getByRole("link", { name: "Announce a fee" })).toHaveCount(0);
  await rui.context().close();
});
