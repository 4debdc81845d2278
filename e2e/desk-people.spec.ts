/**
 * Where a person decides about a person: what came by letter is taken in, linked and planned; somebody in no system is
 * answered by hand; a contract is handed over; a fee is announced.
 */
import { readFile } from "node:fs/promises";
import { at, inLanguage, look, lookInto, lookTwice, takeIn, untilDesk, yesterday } from "./desk-story";
import { expect, personOf, test } from "./fixtures";

test.setTimeout(240_000);

const scan = { name: "Brief.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 Bitte um Auskunft") };

test("files that are too much are said to be so at once, and nothing else is lost", async ({ browser }) => {
  const rui = await at(browser, "rui");
  await rui.goto("/desk/intake");
  await rui.getByLabel("In the person’s words").fill("A letter with many pages.");
  const field = rui.getByLabel("Scan or files");
  await field.setInputFiles({ ...scan, buffer: Buffer.alloc(15_000_001) });
  await expect(rui.getByText("so none was taken. Choose fewer or smaller ones.")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("");
  await field.setInputFiles(scan);
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
  await rui.getByRole("button", { name: "Take in", exact: true }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose at least one right.");
  await expect(rui.getByLabel("In the person’s words")).toHaveValue("A letter with many pages.");
  await rui.context().close();
});

test("a letter is taken in, linked to its person and planned; its receipt is printed and posted", async ({
  browser,
}) => {
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await rui.goto("/desk");
  await rui.getByRole("link", { name: /^Take in what came/ }).click();
  await lookTwice(rui, "intake");
  await rui.getByRole("button", { name: "Take in", exact: true }).click();
  const summary = rui.locator("#error-summary");
  for (const problem of ["Choose the way by which it came.", "Choose at least one right.", "Write down what was asked"])
    await expect(summary).toContainText(problem);

  const { accountId, name } = personOf("luis");
  await rui.getByLabel("By letter").check();
  await rui.getByLabel("Arrived on").fill(yesterday());
  await rui.getByLabel("At", { exact: true }).fill("10:30");
  await rui.getByLabel("Access (Art. 15)").check();
  await rui.getByLabel("In the person’s words").fill("Bitte schicken Sie mir alles, was Sie über mich haben.");
  await rui.getByLabel("German").check();
  await rui.getByLabel("Name", { exact: true }).fill(name);
  const page = { name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>no document</html>") };
  await rui.getByLabel("Scan or files").setInputFiles(page);
  await rui.getByRole("button", { name: "Take in", exact: true }).click();
  await expect(summary).toContainText("the answer has to go somewhere");
  await expect(rui.getByText("choose them again: the browser does not keep them")).toBeVisible();
  await rui.getByLabel("Postal address").fill("Hafenweg 1\n20457 Hamburg");
  await rui.getByLabel("Scan or files").setInputFiles(page);
  await rui.getByRole("button", { name: "Take in", exact: true }).click();
  await expect(summary).toContainText("neither a PDF nor a PNG or JPEG picture");
  await expect(rui.getByLabel("In the person’s words")).toHaveValue(/^Bitte schicken Sie mir alles/);
  await look(rui, "intake-file-refused");
  await rui.getByLabel("Scan or files").setInputFiles([scan, { ...scan, name: "Seite 2.pdf" }]);
  await rui.getByRole("button", { name: "Take in", exact: true }).click();
  await expect(rui.getByRole("heading", { level: 1 })).toContainText("Taken in. The answer is due on");
  await lookTwice(rui, "entered");
  const code = await rui.locator("dd b").innerText();
  const reference = (await rui.locator("dd a").first().innerText()).replace(/ /g, "");
  await rui.getByRole("link", { name: "Go to the request" }).click();

  await expect(rui.getByRole("heading", { name: "Files that came with it" })).toBeVisible();
  await expect(rui.getByRole("main")).not.toContainText("Seite 2");
  const download = rui.waitForEvent("download");
  await rui.getByRole("button", { name: "Download file 2" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${reference}-[0-9a-f]{8}\\.pdf$`));
  expect(await readFile(await file.path())).toEqual(scan.buffer);
  await rui.reload();
  await expect(rui.getByRole("main")).toContainText("A file that came with it was downloaded");
  await lookTwice(rui, "request-with-files");

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto("/lookup");
  await inLanguage(stranger, "en");
  await stranger.getByLabel("Reference").fill(reference);
  await stranger.getByLabel("Receipt code").fill(code);
  await stranger.getByRole("button", { name: "Show" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(/^(We have your request|Before we show)/);
  await stranger.context().close();

  await untilDesk(rui, reference, "Decide who the person is");
  await expect(rui.getByRole("complementary")).toContainText("Not linked to anybody yet");
  await expect(rui.getByRole("complementary")).toContainText("Came by letter.");
  await rui.getByRole("link", { name: "Decide who the person is" }).click();
  await expect(rui.getByRole("main")).not.toContainText(name);
  await lookTwice(rui, "identity");
  await lookInto(rui);
  await expect(rui.getByRole("main")).toContainText("Bitte schicken Sie mir alles");
  await lookTwice(rui, "identity-looked");
  await rui.getByLabel("The person is identified").check();
  await rui.getByLabel("What was checked, and why that decides it").fill("Name and address are those of the account.");
  await rui.getByRole("button", { name: "Record the decision" }).click();
  await expect(summary).toContainText("Choose whose data it is about.");
  await rui.getByRole("radio", { name: "A shop account" }).check();
  await rui.getByLabel("If a shop account: its number").fill("KW-999999");
  await rui.getByRole("button", { name: "Record the decision" }).click();
  await expect(summary).toContainText("No system knows this account.");
  await rui.getByLabel("If a shop account: its number").fill(accountId ?? "");
  await rui.getByRole("button", { name: "Record the decision" }).click();
  await untilDesk(rui, reference, /Planned[^]*plan [0-9a-f]{4} [0-9a-f]{4}/);
  await expect(rui.getByRole("main")).toContainText("Looked into the file");

  await rui.getByRole("link", { name: "Print and post a letter" }).first().click();
  await lookTwice(rui, "task-post");
  await rui.getByRole("link", { name: "Open the letter to print it" }).click();
  const letter = rui.getByRole("article");
  for (const line of [name, "Hafenweg 1", "20457 Hamburg"]) await expect(letter).toContainText(line);
  await lookTwice(rui, "letter-post");
  await rui.emulateMedia({ media: "print" });
  await expect(rui.getByRole("navigation", { name: "Main" })).toBeHidden();
  await rui.emulateMedia({ media: null });
  await rui.getByRole("link", { name: "Write down that it was posted" }).click();
  await rui.getByLabel("What came of it").fill("Posted today.");
  await rui.getByRole("button", { name: "Done" }).click();
  await expect(rui).toHaveURL(/\/desk\/tasks$/);
  await untilDesk(rui, reference, /Mail “Acknowledgement”: posted/);
  await rui.context().close();
});

test("somebody in a review is answered by hand", async ({ browser }) => {
  const rui = await at(browser, "rui");
  const words = "A review of a keyboard names me. Please take my name out.";
  const reference = await takeIn(rui, { right: "Erasure (Art. 17)", words, requester: "review" });
  await rui.getByRole("link", { name: "Decide who the person is" }).click();
  await rui.getByLabel("The person is identified").check();
  await rui.getByLabel("Nobody in our systems").check();
  await rui
    .getByLabel("What was checked, and why that decides it")
    .fill("The review names her, and she wrote from there.");
  await rui.getByRole("button", { name: "Record the decision" }).click();
  await untilDesk(rui, reference, "Answer by hand");
  await rui.getByRole("link", { name: "Answer by hand" }).first().click();
  await lookInto(rui);
  await lookTwice(rui, "answer-by-hand");
  await rui
    .getByLabel("What you did and found")
    .fill("We took your name out of the review of 3 May and told its author.");
  await rui.getByRole("button", { name: "Send the answer" }).click();
  await untilDesk(rui, reference, /Answered[^]*Answer by hand/);
  await rui.context().close();
});

test("a cancelled contract waits at the desk with its time until the shop has it", async ({ browser }) => {
  const words = "Hiermit widerrufe ich den Kauf des Keyboards.";
  const order = "B-2026-77";
  const mara = await at(browser, "mara", { javaScriptEnabled: false });
  await mara.goto("/my/cancel-contract");
  await mara.getByLabel("Order number, if you have it").fill(order);
  await mara.getByLabel("What do you want to cancel or send back?").fill(words);
  await mara.getByRole("button", { name: "Pass it on to the shop" }).click();
  await expect(mara.getByRole("heading", { level: 1 })).toContainText("We received it on");
  await mara.context().close();
  const rui = await at(browser, "rui", { javaScriptEnabled: false });
  await rui.goto("/desk");
  await rui.getByRole("link", { name: /cancelled contracts? waits? to be taken over/ }).click();
  const declared = rui.getByRole("region", { name: `Order ${order}` });
  await expect(declared).toContainText(words);
  await expect(declared).toContainText(personOf("mara").name);
  await lookTwice(rui, "withdrawals");
  await declared.getByRole("button", { name: "Taken over by the shop" }).click();
  await expect(declared).toBeHidden();
  await rui.getByText(/taken over$/).click();
  await expect(declared).toContainText("Taken over");
  await rui.context().close();
});

test("a fee is announced in euros, once, and waits for the person, whose answer is written down", async ({
  browser,
}) => {
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
  await rui.getByRole("link", { name: "Record the answer to the fee" }).click();
  await lookTwice(rui, "fee-answer");
  await rui.getByLabel("How they said so").fill("On the phone today: she agrees.");
  await rui.getByRole("button", { name: "Record the answer" }).click();
  await expect(rui.locator("#error-summary")).toContainText("Choose what they answered.");
  await rui.getByLabel("They agree to the fee").check();
  await rui.getByRole("button", { name: "Record the answer" }).click();
  await expect(rui.getByRole("complementary")).toContainText("€14.50, and the person agreed.");
  await rui.context().close();
});
