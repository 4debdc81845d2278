/** Petra leaves the shop. Rui prepares, Dora gives her opinion, Rui and Nora approve exactly the plan they saw. */
import { ask, at, look, lookTwice, settleDoubts, untilDesk } from "./desk-story";
import { expect, test } from "./fixtures";

test("an erasure is approved by two reviewers after the officer’s opinion, each by the plan they saw", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const reference = await ask(browser, "petra", "erasure");
  const spaced = `R-${reference.slice(2).replace(/(.{4})(?=.)/g, "$1 ")}`;
  const rui = await at(browser, "rui");
  await settleDoubts(rui, reference);

  await rui.goto("/desk");
  const line = rui.getByRole("row", { name: new RegExp(spaced) });
  await expect(line).toContainText("Erasure");
  await expect(line).toContainText("the officer’s opinion");
  await line.getByRole("link").click();
  await expect(rui.getByText("The plan waits for the Data Protection Officer’s opinion.")).toBeVisible();
  await expect(rui.locator("a.button:not(.quiet)")).toHaveCount(0);
  await expect(rui.getByRole("main")).not.toContainText(/Petra|Sommer/);
  await look(rui, "request-waits-for-opinion");
  expect((await rui.goto(`/desk/requests/${reference}/opinion`))?.status()).toBe(404);
  await rui.goto(`/desk/requests/${reference}/approve`);
  await expect(rui.getByRole("main")).toContainText("This cannot be done now.");

  const dora = await at(browser, "dora");
  await dora.goto(`/desk/requests/${reference}`);
  expect((await dora.goto(`/desk/requests/${reference}/approve`))?.status()).toBe(404);
  await dora.goto(`/desk/requests/${reference}`);
  await dora.getByRole("link", { name: "Give your opinion" }).click();
  await dora.getByRole("button", { name: "Record the opinion" }).click();
  await expect(dora.locator("#error-summary")).toContainText("Choose whether you agree or object.");
  await expect(dora.locator("#error-summary")).toContainText("Write down your reasons.");
  await look(dora, "opinion-missing");
  await dora.getByLabel("I agree").check();
  await dora.getByLabel("Your reasons").fill("The retention rules are applied as the policy says.");
  await dora.getByRole("button", { name: "Record the opinion" }).click();
  await expect(dora.getByText("The Data Protection Officer agrees")).toBeVisible();

  await rui.goto(`/desk/requests/${reference}`);
  await expect(rui.locator("a.button:not(.quiet)")).toHaveText("Approve this plan");
  await look(rui, "request-to-approve");
  await rui.getByRole("link", { name: "Approve this plan" }).click();
  await look(rui, "approve");
  await rui.getByRole("button", { name: /^Approve plan [0-9a-f]{4} [0-9a-f]{4}$/ }).click();
  await expect(rui.getByText("You approved this plan. Another reviewer has to approve it too.")).toBeVisible();

  const nora = await at(browser, "nora");
  await nora.goto(`/desk/requests/${reference}`);
  await nora.getByRole("link", { name: "Approve as second reviewer" }).click();
  await nora.getByRole("button", { name: /^Approve plan / }).click();
  await expect(nora.getByText(/^Approved\. The person can still take the request back until/)).toBeVisible();
  await untilDesk(nora, reference, "Plan");
  for (const told of ["Opinion: agrees", /approved by a first person/, /approved by a second person/])
    await expect(nora.getByRole("list").filter({ hasText: "Received in the portal" })).toContainText(told);
  await look(nora, "request-approved");

  await dora.goto(`/desk/requests/${reference}`);
  await dora.getByRole("link", { name: "Demand a second look" }).click();
  await dora.getByRole("button", { name: "Demand a second look" }).click();
  await expect(dora.locator("#error-summary")).toContainText("Say in at least one whole sentence");
  await lookTwice(dora, "demand-second-look");
  await dora.getByLabel("Why somebody has to look again").fill("Two of the orders are in dispute since yesterday.");
  await dora.getByRole("button", { name: "Demand a second look" }).click();
  await expect(dora.getByText(/A reviewer looks again; until then nothing runs\.$/)).toBeVisible();

  await rui.goto(`/desk/requests/${reference}`);
  await rui.getByRole("link", { name: "Look again", exact: true }).click();
  await rui.getByLabel("The plan stands").check();
  await rui.getByLabel("Your reasons").fill("The dispute is about another customer’s orders.");
  await rui.getByRole("button", { name: "Record the second look" }).click();
  await expect(rui.locator("#error-summary")).toContainText("You approved this plan");
  await lookTwice(rui, "second-look");
  await rui.getByLabel("Make it anew").check();
  await rui.getByRole("button", { name: "Record the second look" }).click();
  await untilDesk(rui, reference, "no longer stands: somebody looked again");
  await Promise.all([rui, dora, nora].map((page) => page.context().close()));
});

test("a finished erasure shows numbers that add up, what stays till when, and its letters", async ({ browser }) => {
  const rui = await at(browser, "rui");
  await rui.goto("/desk?show=closed&right=erasure");
  await rui
    .getByRole("row", { name: /Answered/ })
    .first()
    .getByRole("link")
    .click();
  await expect(rui.getByRole("heading", { name: "What came of it" })).toBeVisible();
  const numbers = await rui.locator("section[aria-labelledby=outcome] dd").allInnerTexts();
  const total = await rui.getByText(/^Together [\d,]+, as many as the approved plan names/).innerText();
  const sum = numbers.reduce((all, number) => all + Number(number.replaceAll(",", "")), 0);
  expect(Number(/[\d,]+/.exec(total)?.[0].replaceAll(",", ""))).toBe(sum);
  await look(rui, "request-answered");
  await rui.getByRole("link", { name: "Answer: erasure" }).click();
  await expect(rui.getByRole("article").getByRole("heading", { level: 1 })).toBeVisible();
  await look(rui, "letter");
  await rui.context().close();
});
