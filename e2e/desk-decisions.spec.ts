/** What else a reviewer decides: a plan that changed, a refusal, more time, a hold, a doubt, a task. */
import type { Locator } from "@playwright/test";
import { ask, at, legalAgrees, look, settleDoubts, untilDesk, yesterday } from "./desk-story";
import { expect, personOf, test } from "./fixtures";

test.setTimeout(180_000);

test("a plan that changed since it was seen is not approved, and the page says so", async ({ browser }) => {
  const reference = await ask(browser, "luis", "access");
  const rui = await at(browser, "rui");
  await settleDoubts(rui, reference);
  await rui.getByRole("link", { name: "Approve this plan" }).click();

  const dora = await at(browser, "dora");
  await dora.goto(`/desk/requests/${reference}`);
  await dora.getByRole("link", { name: "Place a hold" }).click();
  await dora.getByLabel("Open claim").check();
  await dora.getByLabel("The reason").fill("A claim about an order was announced by letter.");
  await dora.getByRole("button", { name: "Place the hold" }).click();
  await expect(dora.getByText("Hold: Open claim (everything)")).toBeVisible();

  await rui.getByRole("button", { name: /^Approve plan / }).click();
  await expect(rui.locator("#error-summary")).toContainText("The plan changed since you saw it.");
  await look(rui, "approve-changed");
  await untilDesk(rui, reference, "Plan 1 of");
  await expect(rui.getByText(/(is void|no longer stands): a hold was placed\./)).toBeVisible();
  await Promise.all([rui, dora].map((page) => page.context().close()));
});

test("a refusal needs ground, facts and an alternative, and two reviewers; its letter names authority and court", async ({
  browser,
  inbox,
}) => {
  const reference = await ask(browser, "jakob", "access");
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await untilDesk(rui, reference, "Planned");
  await rui.getByRole("link", { name: "Refuse" }).click();
  await expect(rui.getByRole("main")).toContainText("You can also go to court.");
  await rui.getByLabel("The facts of this case").fill("too short");
  await rui.getByRole("button", { name: "Refuse and send the letter" }).click();
  const summary = rui.locator("#error-summary");
  await expect(summary).toContainText("Choose the ground.");
  await expect(summary).toContainText("Write down the facts of this case");
  await expect(summary).toContainText("Say what can be done instead");
  await expect(rui.getByLabel("The facts of this case")).toHaveValue("too short");

  const fill = async (page: typeof rui) => {
    await page.getByLabel("The request is excessive").check();
    await page.getByLabel("The facts of this case").fill("The same copy was asked for five times within one week.");
    await page
      .getByLabel("What can be done instead")
      .fill("The last copy can still be downloaded until the end of the month.");
    await page.getByRole("button", { name: "Refuse and send the letter" }).click();
  };
  await fill(rui);
  await expect(rui.getByText("You proposed to refuse this request.")).toBeVisible();

  const nora = await at(browser, "nora");
  await nora.goto(`/desk/requests/${reference}`);
  await expect(nora.getByText("A colleague proposed to refuse this request.")).toBeVisible();
  await expect(nora.getByText("Legal has not said yet whether the facts carry it.")).toBeVisible();
  await nora.getByRole("link", { name: "Refuse" }).click();
  // What the colleague proposed stands in the form.
  await expect(nora.getByLabel("The facts of this case")).toHaveValue(/five times within one week/);
  await look(nora, "refuse");
  await fill(nora);
  await expect(nora.locator("#error-summary")).toContainText("Legal has not said yet");
  await legalAgrees(browser, reference, { closely: true });
  await nora.goto(`/desk/requests/${reference}`);
  await expect(nora.getByText("Legal agrees: the facts carry it.")).toBeVisible();
  await nora.getByRole("link", { name: "Refuse" }).click();
  await fill(nora);
  await expect(nora.getByRole("heading", { level: 1 })).toContainText("Refused");
  const address = personOf("jakob").email;
  await inbox.waitFor(({ envelope, text }) => envelope.to.includes(address) && text.includes(reference), "refusal");
  await untilDesk(nora, reference, /Refusal[^]*accepted/);
  await nora.getByRole("link", { name: "Refusal" }).click();
  await expect(nora.getByRole("article")).toContainText("datenschutz-berlin.de");
  await expect(nora.getByRole("article")).not.toContainText(/Jakob|Winter/);
  await Promise.all([rui, nora].map((page) => page.context().close()));
});

test("more time is asked for in month one, with reasons, and holds when the notice was accepted", async ({
  browser,
}) => {
  const reference = await ask(browser, "greta", "access");
  const rui = await at(browser, "rui");
  await untilDesk(rui, reference, "Planned");
  await rui.getByRole("link", { name: "Extend the time limit" }).click();
  await rui.getByRole("button", { name: "Send the notice" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose the reason.");
  await look(rui, "extend-missing");
  await rui.getByLabel("The request is complex").check();
  await rui
    .getByLabel("The concrete reasons")
    .fill("Your records lie in nine systems, and two of them are being moved.");
  await rui.getByRole("button", { name: "Send the notice" }).click();
  await untilDesk(rui, reference, /Extended to \d{4}-\d\d-\d\d/);
  await expect(rui.getByText(/^\d+ days left\. Extended; before that /)).toBeVisible();
  await rui.goto(`/desk/requests/${reference}/extend`);
  await expect(rui.getByText("It was extended already. There is no second extension.")).toBeVisible();
  await rui.context().close();
});

test("a hold keeps everything in its scope until it is released", async ({ browser }) => {
  const reference = await ask(browser, "nils", "erasure");
  const rui = await at(browser, "rui");
  await settleDoubts(rui, reference);
  await expect(rui.getByRole("main")).toContainText("Erase");
  await rui.getByRole("link", { name: "Place a hold" }).click();
  await rui.getByRole("button", { name: "Place the hold" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose what the hold is for.");
  await rui.getByLabel("Only one record: its number").fill("no such order");
  await rui.getByLabel("On which data?").selectOption("Orders");
  await rui.getByLabel("Legal dispute").check();
  await rui.getByLabel("The reason").fill("A law suit about the last order was announced.");
  await rui.getByRole("button", { name: "Place the hold" }).click();
  await expect(rui.locator("#error-summary")).toContainText(
    "Nothing of this person in this kind of data has the number.",
  );
  await expect(rui.getByLabel("On which data?")).toHaveValue("order");
  await look(rui, "hold-missing");
  await rui.getByLabel("Only one record: its number").fill("");
  await rui.getByLabel("On which data?").selectOption("Everything of this person");
  await rui.getByLabel("Legal dispute").check();
  await rui.getByLabel("The reason").fill("A law suit about the last order was announced.");
  await rui.getByRole("button", { name: "Place the hold" }).click();
  await rui.getByRole("button", { name: "Make the plan anew" }).click();
  await untilDesk(rui, reference, /Keep[^]*legal hold/);
  const decisions = rui.getByRole("region", { name: "Decisions of the plan" });
  await expect(decisions).toContainText("Keep");
  await expect(decisions.getByText("Erase", { exact: true })).toHaveCount(0);

  await rui.goto("/desk/holds");
  await look(rui, "holds");
  const row = rui.getByRole("row", { name: /A law suit about the last order/ });
  await row.getByRole("link", { name: "Release: Legal dispute" }).click();
  await look(rui, "release");
  await rui.getByRole("button", { name: "Release the hold" }).click();
  await expect(rui.getByRole("row", { name: /A law suit about the last order/ })).toHaveCount(0);
  // What was planned under the hold is planned anew by itself.
  await untilDesk(rui, reference, "no longer needed");
  await rui.context().close();
});

test("a task by hand is done with what came of it", async ({ browser }) => {
  const dora = await at(browser, "dora");
  await dora.goto("/desk/tasks");
  const first = dora.getByRole("rowheader").getByRole("link").first();
  await first.click();
  await expect(dora).toHaveURL(/\/desk\/tasks\/./);
  await look(dora, "task");
  const address = dora.url();
  await dora.getByRole("button", { name: "Done" }).click();
  await expect(dora.locator("#error-summary")).toContainText(/Write down what came of it\.|Fill this in\./);
  // A system with a guide asks for what its guide names; the others for words.
  const words = dora.getByLabel("What came of it");
  if ((await words.count()) > 0) await words.fill("Searched today; nothing was found there.");
  for (const field of await dora.locator('[name^="evidence."]').all()) await field.fill(await fitting(field));
  // What was searched for a copy that is answered goes to the person.
  const told = dora.getByLabel("What the person is told");
  if ((await told.count()) > 0) await told.fill("We looked there today and found nothing about you.");
  await dora.getByRole("button", { name: "Done" }).click();
  await expect(dora).toHaveURL(/\/desk\/tasks$/);
  await dora.goto(address);
  await expect(dora.getByText("This task is done.")).toBeVisible();
  await dora.context().close();
});

/** Something that a field of a guide takes: a day, a number or words. */
async function fitting(field: Locator): Promise<string> {
  if ((await field.getAttribute("type")) === "date") return yesterday();
  return (await field.getAttribute("inputmode")) === "numeric" ? "0" : "Nothing was found there.";
}
