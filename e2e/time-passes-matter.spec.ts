/**
 * A lawyer writes about an erasure that is approved already: everything is kept until a second person has closed the matter, and is
 * decided about again then.
 */
import type { Page } from "@playwright/test";
import { ask, at, look, lookTwice, portalYesterday, untilDesk } from "./desk-story";
import { passTime } from "./demo-database";
import { expect, test } from "./fixtures";
import { approvePlan, deskAtWork, goHome } from "./whole-desk";

test.setTimeout(420_000);

const summary = "She claims damages for her client because of a broken synthesizer.";

test("legal opens a matter about an approved erasure; what it keeps is decided about again when the officer closes it", async ({
  browser,
}) => {
  const reference = await ask(browser, "jakob", "erasure");
  const desk = await deskAtWork(browser);
  await approvePlan(desk, reference, "erasure");
  await expect(desk.rui.getByText(/^Approved\. The person can still take the request back until/)).toBeVisible();

  const lea = await at(browser, "lea", { javaScriptEnabled: false });
  await lea.goto(`/evidence/${reference}`);
  await lea.getByRole("link", { name: "Open a matter about this request" }).click();
  await lea.getByRole("button", { name: "Open the matter" }).click();
  for (const wrong of ["Choose who wrote.", "Write down who wrote", "Write down what it says"])
    await expect(lea.locator("#error-summary")).toContainText(wrong);
  await lea.getByRole("radio", { name: /^Lawyer/ }).check();
  await lea.getByLabel("Their name").fill("Kanzlei Morgenroth");
  await lea.getByLabel("Their file number").fill("M 17/26");
  await lea.getByLabel("What it says, in short").fill(summary);
  await lea.getByLabel("Requests that it is about").fill(`${reference}\nR-1`);
  await lea.getByRole("button", { name: "Open the matter" }).click();
  await expect(lea.locator("#error-summary")).toContainText("Line 2 is no reference.");
  await expect(lea.getByLabel("What it says, in short")).toHaveValue(summary);
  await look(lea, "matter-wrong");
  await lea.getByLabel("Requests that it is about").fill(reference.toLowerCase());
  await lea.getByRole("button", { name: "Open the matter" }).click();
  await expect(lea.getByRole("heading", { level: 1 })).toContainText("Kanzlei Morgenroth");
  const row = lea.getByRole("row", { name: new RegExp(spaced(reference)) });
  await expect(row).toContainText("file and data");
  const matter = lea.url();
  await lookTwice(lea, "matter");

  // Its day comes, and nothing goes: the plan that was approved stands no more, the new one keeps everything.
  await passTime("25 hours");
  await goHome(desk);
  const rui = await at(browser, "rui");
  await untilDesk(rui, reference, /Keep[^]*legal hold/);
  await expect(
    rui.getByRole("region", { name: "Decisions of the plan" }).getByText("Erase", { exact: true }),
  ).toHaveCount(0);
  await expect(rui.getByRole("complementary")).toContainText("Lawyer: everything of this person is held");
  await rui.goto("/desk/holds");
  await expect(rui.getByRole("row", { name: new RegExp(summary) })).toContainText("Lea");
  await look(rui, "holds-of-matter");
  // A reviewer looks, and does nothing.
  await rui.goto(matter);
  await expect(rui.getByText(summary)).toBeVisible();
  await expect(rui.getByRole("button", { name: /^(Close|Link|Unlink)/ })).toHaveCount(0);
  expect((await rui.goto(`${matter}/order`))?.status()).toBe(404);

  // What it keeps is told, and that it is not forgotten.
  const under = await deskAtWork(browser);
  await approvePlan(under, reference, "erasure");
  await passTime("25 hours");
  await goHome(under);
  const jakob = await at(browser, "jakob");
  const mine = `/my/requests/${reference}`;
  await untilSaid(jakob, mine, "We answered you.");
  await expect(jakob.getByRole("main")).toContainText("until the matter is closed");

  const dora = await at(browser, "dora");
  await dora.goto("/desk/matters");
  await lookTwice(dora, "matters");
  await dora.getByRole("link", { name: "Kanzlei Morgenroth" }).click();
  await dora.getByRole("button", { name: "Close the matter" }).click();
  await expect(dora.locator("#error-summary")).toContainText("Write down how it ended");
  await dora.getByLabel("How it ended").fill("The client withdrew the claim in writing.");
  await dora.getByRole("button", { name: "Close the matter" }).click();
  await expect(dora.getByText("The client withdrew the claim in writing.")).toBeVisible();
  await expect(dora.getByRole("button", { name: "Close the matter" })).toHaveCount(0);
  await look(dora, "matter-closed");

  // Nothing goes by that alone: a request of its own says what it is about, to him and at the desk.
  await untilSaid(jakob, mine, "A legal matter is over. We decide again about what it had kept.");
  await look(jakob, "taken-up-before");
  await jakob.getByRole("link", { name: "a request of its own" }).click();
  await expect(jakob.getByText("a legal matter kept a part of your data")).toBeVisible();
  await lookTwice(jakob, "taken-up-mine");
  const followUp = new URL(jakob.url()).pathname.split("/").at(-1) ?? "";
  await dora.goto("/desk?right=erasure");
  await expect(dora.getByRole("row", { name: new RegExp(spaced(followUp)) })).toContainText("a hold ended");
  await lookTwice(dora, "taken-up-queue");
  const again = await deskAtWork(browser);
  await untilDesk(again.rui, reference, "What a hold kept is decided about again in");
  await untilDesk(again.rui, followUp, /plan [0-9a-f]{4} [0-9a-f]{4}[^]*Here again because the hold has ended/);
  await expect(again.rui.getByRole("region", { name: "Decisions of the plan" })).not.toContainText("legal hold");
  await lookTwice(again.rui, "taken-up");
  await approvePlan(again, followUp, "erasure");
  await passTime("25 hours");
  await goHome(again);
  const nora = await at(browser, "nora");
  await untilDesk(nora, followUp, /\d+ decisions carried out/, { seconds: 90 });
  await Promise.all([lea, rui, dora, nora, jakob].map((page) => page.context().close()));
});

test("an order of an authority becomes a request, which belongs to the matter and is planned like every other", async ({
  browser,
}) => {
  const lea = await at(browser, "lea");
  await lea.goto("/desk/matters/new");
  await lookTwice(lea, "matter-new");
  await lea.getByRole("radio", { name: /^Authority/ }).check();
  await lea.getByLabel("Their name").fill("Berlin Commissioner for Data Protection");
  await lea.getByLabel("What it says, in short").fill("It orders that a customer account is erased within a month.");
  await lea.getByLabel("Deadline").fill(await portalYesterday());
  await lea.getByRole("button", { name: "Open the matter" }).click();
  await expect(lea.getByText("No request belongs to it, so nothing is held.")).toBeVisible();
  await expect(lea.getByText(/, past$/)).toBeVisible();
  await lea.getByRole("link", { name: "Make a request of an order" }).click();
  await lookTwice(lea, "matter-order");
  await fillOrder(lea);
  await lea.getByRole("button", { name: "Make the request" }).click();
  await expect(lea.locator("#error-summary")).toContainText("the answer has to go somewhere");
  await lea.getByLabel("E-mail address").fill("somebody@post.example");
  await lea.getByRole("button", { name: "Make the request" }).click();
  const row = lea.getByRole("row", { name: /Erasure/ });
  await expect(row).toContainText("the file; it was made by an order of this matter");
  await expect(lea.getByText(/^Receipt code: ([0-9A-Z]{5}-)+[0-9A-Z]+$/)).toBeVisible();
  await look(lea, "matter-ordered");
  const reference = (await row.getByRole("link").innerText()).replace(/ /g, "");

  const rui = await at(browser, "rui");
  await untilDesk(rui, reference, "Decide who the person is");
  await expect(rui.getByRole("complementary")).toContainText("Authority");
  await lea.getByRole("button", { name: "Unlink" }).click();
  await expect(row).toContainText(/until \d{4}/);
  await lea.getByLabel("Reference").fill(reference);
  await lea.getByRole("button", { name: "Link it" }).click();
  await expect(lea.getByRole("row", { name: /file and data/ })).toBeVisible();
  await lea.getByLabel("Reference").fill(reference);
  await lea.getByRole("button", { name: "Link it" }).click();
  await expect(lea.locator("#error-summary")).toContainText("This request belongs to the matter already.");
  await Promise.all([lea, rui].map((page) => page.context().close()));
});

async function fillOrder(page: Page): Promise<void> {
  await page.getByLabel(/^Erasure/).check();
  await page
    .getByLabel("What the order says")
    .fill("The account of the person named below is to be erased (Art. 58(2)(g)).");
  await page.getByLabel("by letter").check();
  await page.getByLabel("Arrived on").fill(await portalYesterday());
  await page.getByLabel("At", { exact: true }).fill("09:15");
  await page.getByLabel("German").check();
}

const spaced = (reference: string): string => `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;

async function untilSaid(page: Page, address: string, text: string): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByRole("main")).toContainText(text, { timeout: 500 });
  }).toPass({ timeout: 90_000 });
}
