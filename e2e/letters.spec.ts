/** Art. 12(1), (4) in the browser: a letter is read and worded before it goes out; a part of a request is refused. */
import { ask, at, look, lookTwice, settleDoubts, takeIn, untilDesk } from "./desk-story";
import { expect, personOf, test } from "./fixtures";

test.setTimeout(240_000);

test("the officer reads an answer before it goes out and words it; what the law asks for cannot be left out @always", async ({
  browser,
  inbox,
}) => {
  const reference = await ask(browser, "deniz", "access");
  const rui = await at(browser, "rui");
  await settleDoubts(rui, reference);
  const dora = await at(browser, "dora");
  await dora.goto(`/desk/requests/${reference}`);
  await dora.getByRole("link", { name: "See and word it: Answer: access" }).click();
  const letter = dora.getByRole("article");
  await expect(letter).toContainText("You can also go to court.");
  await expect(letter).toContainText(/up to \d+ times/);
  await lookTwice(dora, "letter-ahead");

  await dora.getByLabel("Opening, after the salutation").fill("Thank you for waiting while we moved to a new system.");
  await dora.getByLabel("Complaint to an authority").fill("You may complain to {authority}.");
  await dora.getByLabel("Ending, before the contact").fill("Yours, {friend}");
  await dora.getByRole("button", { name: "Keep this wording" }).click();
  const summary = dora.locator("#error-summary");
  await expect(summary).toContainText(
    "The letter would no longer say where to complain. Put {url}, {complaintUrl} back.",
  );
  await expect(summary).toContainText("Nothing fills {friend} here.");
  await expect(dora.getByLabel("Opening, after the salutation")).toHaveValue(/moved to a new system/);
  await expect(letter).not.toContainText("moved to a new system");
  await look(dora, "letter-ahead-wrong");

  await dora
    .getByLabel("Complaint to an authority")
    .fill("You may complain to {authority}, {url}. Which one is yours: {complaintUrl}.");
  await dora.getByLabel("Ending, before the contact").fill("");
  await dora.getByRole("button", { name: "Keep this wording" }).click();
  await expect(letter).toContainText("Thank you for waiting while we moved to a new system.");
  await expect(dora.getByRole("main")).toContainText("Somebody of the desk worded this letter.");

  await rui.goto(`/desk/requests/${reference}/approve`);
  await expect(rui.getByRole("main")).toContainText("worded by the desk");
  await lookTwice(rui, "approve-worded");
  await rui.getByRole("button", { name: /^Approve plan / }).click();
  await untilDesk(rui, reference, /Answer: access[^]*accepted/);
  const address = personOf("deniz").email;
  const mail = await inbox.waitFor(
    (one) => one.envelope.to.includes(address) && one.text.includes(reference) && one.text.includes("copy is ready"),
    "the mail about the copy",
  );
  expect(mail.text).not.toContain("new system");

  const deniz = await at(browser, "deniz");
  await deniz.goto(`/my/requests/${reference}`);
  await deniz.locator(`a[href*="/letters/"]`).last().click();
  await expect(deniz.getByRole("main")).toContainText("Thank you for waiting while we moved to a new system.");
  await expect(deniz.getByRole("main")).toContainText("You may complain to");
  await expect(deniz.getByRole("main")).toContainText("You can also go to court.");
  await Promise.all([rui, dora, deniz].map((page) => page.context().close()));
});

test("a part of a copy is refused with ground, facts and alternative, by two, in a letter of its own", async ({
  browser,
}) => {
  const reference = await ask(browser, "nils", "access");
  const rui = await at(browser, "rui");
  await settleDoubts(rui, reference);
  await rui.getByRole("link", { name: "Keep back a part of the copy" }).click();
  await lookTwice(rui, "refuse-part");
  await rui
    .getByRole("radio", { name: /^Orders \(/ })
    .first()
    .check();
  await rui.getByLabel(/Art\. 15\(4\)/).check();
  await rui.getByLabel("Your reason").fill("The order names two colleagues on every line.");
  const decide = rui.getByRole("button", { name: "Decide and make the plan anew" });
  await decide.click();
  const summary = rui.locator("#error-summary");
  await expect(summary).toContainText("write down for the person the facts of this case");
  await rui.getByLabel("The facts of this case").fill("Your order names two colleagues of yours on every line.");
  await decide.click();
  await expect(summary).toContainText("tell the person what can be done instead");
  await rui
    .getByLabel("What can be done instead")
    .fill("We can send the order with the lines of the others blackened.");
  await decide.click();
  await untilDesk(rui, reference, "no longer stands: a reviewer decided otherwise about a line");
  await rui.getByRole("link", { name: "See and word it: Refusal of a part" }).click();
  await expect(rui.getByRole("article")).toContainText("names two colleagues of yours");
  await lookTwice(rui, "letter-ahead-part");

  const approve = async (page: typeof rui) => {
    await page.goto(`/desk/requests/${reference}/approve`);
    await page.getByRole("button", { name: /^Approve plan / }).click();
    await expect(page).toHaveURL(new RegExp(`/desk/requests/${reference}$`));
  };
  await approve(rui);
  const nora = await at(browser, "nora");
  await approve(nora);
  await untilDesk(nora, reference, /Refusal of a part[^]*accepted/);
  await nora.getByRole("link", { name: "Refusal of a part" }).click();
  for (const said of ["blackened", "Art. 15(4) GDPR", "datenschutz-berlin.de", "You can also go to court."])
    await expect(nora.getByRole("article")).toContainText(said);
  await Promise.all([rui, nora].map((page) => page.context().close()));
});

test("a refusal is read before it is sent, without JavaScript", async ({ browser }) => {
  const nora = await at(browser, "nora");
  const words = "Please send me everything that you hold about me.";
  const reference = await takeIn(nora, { right: "Access (Art. 15)", words });
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await rui.goto(`/desk/requests/${reference}`);
  await rui.getByRole("link", { name: "Refuse", exact: true }).click();
  await rui.getByLabel("We cannot identify the person").check();
  await rui
    .getByLabel("The facts of this case")
    .fill("Three people with one name share this address and order together.");
  await rui.getByLabel("What can be done instead").fill("Tell us the number of one order, and we go on at once.");
  await rui.getByRole("button", { name: "See the letter first" }).click();
  await expect(rui.getByRole("heading", { level: 1 })).toHaveText("A letter before it goes out");
  await expect(rui.getByRole("article")).toContainText("Three people with one name");
  await expect(rui.getByRole("main")).toContainText("Nothing has been sent and nothing is decided yet.");
  await look(rui, "letter-ahead-refusal");
  await rui.getByRole("link", { name: "Back to the form" }).click();
  await expect(rui.getByLabel("The facts of this case")).toHaveValue(/Three people/);
  await rui.getByRole("button", { name: "See the letter first" }).click();
  await rui.getByRole("button", { name: "Send it" }).click();
  await expect(rui.getByText("You proposed to refuse this request.")).toBeVisible();
  await Promise.all([rui, nora].map((page) => page.context().close()));
});
