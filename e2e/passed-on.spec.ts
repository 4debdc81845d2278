/** A task goes to a colleague without an account: a link, a press, an answer; the desk reads it after a look and finishes the task. */
import { look as lookAt } from "./customer-story";
import { at, look, lookInto, lookTwice } from "./desk-story";
import { expect, linkIn, test } from "./fixtures";

test.setTimeout(180_000);

const answer = "Two letters found in the cellar archive; copies lie in the vault.";

test("a task by hand is passed on by a link, answered once, and read at the desk", async ({ browser, inbox }) => {
  const colleague = `archive-${Date.now()}@klangwerk.example`;
  const dora = await at(browser, "dora");
  await dora.goto("/desk/tasks");
  const byHand = dora.getByRole("rowheader").filter({ hasText: /^(Search|Erase) by hand/ });
  await byHand.filter({ hasNotText: "answered by" }).getByRole("link").first().click();
  await expect(dora.getByRole("heading", { name: "Pass it on" })).toBeVisible();
  await expect(dora.getByText("Look into the file first")).toBeVisible();
  await lookInto(dora);
  await lookTwice(dora, "task-pass-on");
  const task = dora.url();
  await dora.getByLabel("E-mail address of your colleague").fill("nobody");
  await dora.getByRole("button", { name: "Pass on", exact: true }).click();
  await expect(dora.locator("#error-summary")).toBeVisible();
  await dora.getByLabel("E-mail address of your colleague").fill(colleague);
  await dora.getByRole("button", { name: "Pass on", exact: true }).click();
  await expect(dora.getByRole("main")).toContainText("Not opened yet");

  const mail = await inbox.waitFor(({ envelope }) => envelope.to.includes(colleague), "mail with the link of a task");
  expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toMatch(/R-[0-9A-Z]{16}|KW-\d/);

  // Nobody signs in here: only the link is known, and no script runs.
  const narrow = { javaScriptEnabled: false, locale: "de-DE", viewport: { width: 360, height: 740 } };
  const archive = await browser.newContext(narrow);
  const page = await archive.newPage();
  const heading = page.getByRole("heading", { level: 1 });
  await page.goto(linkIn(mail));
  await expect(heading).toHaveText("Eine Aufgabe wartet auf Sie.");
  await lookAt(page, "task-link-waits-de-narrow");
  await page.getByRole("button", { name: "Aufgabe öffnen" }).click();
  await expect(heading).toHaveText("Was zu tun ist");
  await expect(page.getByRole("heading", { name: "Um wen es geht" })).toBeVisible();
  await lookAt(page, "task-link-open-de-narrow");
  await page.getByRole("button", { name: "Antwort senden" }).click();
  await expect(page.locator("#error-summary")).toContainText("Schreiben Sie auf, was daraus wurde");
  await page.getByLabel("Was daraus wurde").fill(answer);
  const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const scan = { name: "schirm.png", mimeType: "image/png", buffer: Buffer.from("GIF89a") };
  await page.getByLabel("Dateien").setInputFiles(scan);
  await page.getByRole("button", { name: "Antwort senden" }).click();
  await expect(page.locator("#error-summary")).toContainText("weder ein PDF noch ein Bild");
  await expect(page.getByLabel("Was daraus wurde")).toHaveValue(answer);
  await lookAt(page, "task-link-file-refused-de-narrow");
  await page.getByLabel("Dateien").setInputFiles({ ...scan, buffer: png });
  await page.getByRole("button", { name: "Antwort senden" }).click();
  await expect(heading).toHaveText("Ihre Antwort ist festgehalten.");
  await lookAt(page, "task-link-answered-de-narrow");
  await page.goto("/task?token=nobody-was-sent-this");
  await expect(heading).toHaveText("Dieser Link führt zu keiner Aufgabe.");
  await archive.close();

  await dora.goto(task);
  await expect(dora.getByText(answer)).toBeVisible();
  await look(dora, "task-passed-on-answered");
  const download = dora.waitForEvent("download");
  await dora.getByRole("button", { name: "Download file 1" }).click();
  expect((await download).suggestedFilename()).toMatch(/^R-[0-9A-Z]{16}-[0-9a-f]{8}\.png$/);
  const rui = await at(browser, "rui");
  await rui.goto(task);
  await expect(rui.getByRole("main")).toContainText("Answered on");
  await expect(rui.getByText(answer)).toHaveCount(0);
  await Promise.all([dora, rui].map((one) => one.context().close()));
});
